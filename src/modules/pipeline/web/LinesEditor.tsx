import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useWords } from "#ui/words.tsx";
import { type Line, valueOfLines } from "../line.ts";
import type { SeenDeal } from "./slots.ts";
import { productsText } from "./step.ts";
import type { DealEdit } from "./useFactEdit.ts";
import { usePipelines } from "./usePipelines.ts";

type Typed = Omit<Line, "productId"> & { productId: string };

/** What is sold, changed where it stands. The deal is worth the sum of its lines. */
export function LinesEditor({ deal, edit }: { deal: SeenDeal; edit: DealEdit }) {
  const { t, formatMoney } = useWords();
  const { products } = usePipelines();
  const { currency } = deal.value;
  const [lines, setLines] = useState<Typed[]>(() => (deal.lines.length > 0 ? [...deal.lines] : [blank]));
  const change = (at: number, part: Partial<Typed>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const choose = (at: number, productId: string) => {
    const product = products.find((one) => one.id === productId);
    if (!product) return;
    const { price, taxPercent, recurs, periods } = product;
    // A price in another currency is nothing that can be proposed.
    change(at, { productId, taxPercent, recurs, periods, priceMinor: price.currency === currency ? price.minor : 0 });
  };
  const choices = products
    .filter((one) => !one.archived || lines.some((line) => line.productId === one.id))
    .map(({ id, name }) => ({ value: id as string, label: name }));
  const save = () => {
    const kept = lines.flatMap((line) => {
      const product = products.find((one) => one.id === line.productId);
      return product ? [{ ...line, productId: product.id }] : [];
    });
    const value = valueOfLines(kept, currency);
    void edit.save({
      fields: { lines: kept },
      shown: formatMoney(value.minor, currency),
      theirs: (now) => productsText(now.lines),
    });
  };
  return (
    <form
      className="lines"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <div key={at}>
          <Select
            label={t("pipeline.field.product")}
            choices={choices}
            value={line.productId}
            onChange={(productId) => choose(at, productId)}
          />
          <NumberInput
            label={t("pipeline.field.quantity")}
            value={line.quantity}
            digits={0}
            onChange={(quantity) => change(at, { quantity: Math.max(1, Math.round(quantity ?? 1)) })}
          />
          <MoneyInput
            label={t("pipeline.field.price")}
            minor={line.priceMinor}
            currency={currency}
            onChange={(minor) => change(at, { priceMinor: Math.max(0, minor ?? 0) })}
          />
          <LineTerms line={line} currency={currency} onChange={(part) => change(at, part)} />
          <Button
            quiet
            small
            icon="x"
            name={t("pipeline.deal.remove_product")}
            onClick={() => setLines(lines.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <p className="s num">
        {t("pipeline.deal.value_follows", { value: formatMoney(valueOfLines(lines, currency).minor, currency) })}
      </p>
      <span className="row">
        <Button quiet small icon="plus" onClick={() => setLines([...lines, blank])}>
          {t("pipeline.deal.add_product")}
        </Button>
        <span className="grow" />
        <Button small onClick={() => edit.setOpen(null)}>
          {t("ui.part.cancel")}
        </Button>
        <button type="submit" className="btn sm pri">
          {t("ui.part.save")}
        </button>
      </span>
    </form>
  );
}

const blank: Typed = {
  ...{ productId: "", quantity: 1, priceMinor: 0, discount: null },
  ...{ taxPercent: 0, recurs: null, periods: 1 },
};

type TermsProps = { line: Typed; currency: string; onChange: (part: Partial<Typed>) => void };

/** What is given away, the tax, and whether it comes again. */
function LineTerms({ line, currency, onChange }: TermsProps) {
  const { t } = useWords();
  const { discount } = line;
  const isAmount = discount !== null && "minor" in discount;
  return (
    <div className="terms">
      <Select
        label={t("pipeline.line.discount_as")}
        choices={[
          { value: "percent", label: "%" },
          { value: "minor", label: currency },
        ]}
        value={isAmount ? "minor" : "percent"}
        onChange={(as) => onChange({ discount: as === "minor" ? { minor: 0 } : { percent: 0 } })}
      />
      {isAmount ? (
        <MoneyInput
          label={t("pipeline.line.discount")}
          minor={discount.minor}
          currency={currency}
          onChange={(minor) => onChange({ discount: minor ? { minor: Math.max(0, minor) } : { minor: 0 } })}
        />
      ) : (
        <NumberInput
          label={t("pipeline.line.discount")}
          value={discount?.percent ?? 0}
          digits={2}
          onChange={(percent) => onChange({ discount: percent ? { percent: percentage(percent) } : null })}
        />
      )}
      <NumberInput
        label={t("pipeline.line.tax")}
        value={line.taxPercent}
        digits={2}
        onChange={(percent) => onChange({ taxPercent: percentage(percent ?? 0) })}
      />
      <Select
        label={t("pipeline.line.recurs")}
        choices={(["once", "monthly", "yearly"] as const).map((one) => ({
          value: one,
          label: t(`pipeline.line.${one}`),
        }))}
        value={line.recurs ?? "once"}
        onChange={(recurs) => onChange(recurs === "once" ? { recurs: null, periods: 1 } : { recurs })}
      />
      {line.recurs && (
        <NumberInput
          label={t("pipeline.line.periods")}
          value={line.periods}
          digits={0}
          onChange={(periods) => onChange({ periods: Math.min(600, Math.max(1, Math.round(periods ?? 1))) })}
        />
      )}
    </div>
  );
}

/** Between none and all, in hundredths of a percent. */
function percentage(typed: number): number {
  return Math.round(Math.min(100, Math.max(0, typed)) * 100) / 100;
}
