import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useWords } from "#ui/words.tsx";
import type { SeenDeal } from "./slots.ts";
import { productsText } from "./step.ts";
import type { DealEdit } from "./useFactEdit.ts";
import { usePipelines } from "./usePipelines.ts";

type Line = { productId: string; quantity: number; priceMinor: number };

/** What is sold, changed where it stands. The deal's value follows the sum unless it is told not to. */
export function LinesEditor({ deal, edit }: { deal: SeenDeal; edit: DealEdit }) {
  const { t, formatMoney } = useWords();
  const { products } = usePipelines();
  const { currency } = deal.value;
  const [lines, setLines] = useState<Line[]>(() => (deal.lines.length > 0 ? [...deal.lines] : [blank]));
  const [follows, setFollows] = useState(() => deal.lines.length === 0 || sumOf(deal.lines) === deal.value.minor);
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const choose = (at: number, productId: string) =>
    change(at, { productId, priceMinor: products.find((one) => one.id === productId)?.price.minor ?? 0 });
  const choices = products
    .filter((one) => !one.archived || lines.some((line) => line.productId === one.id))
    .map(({ id, name }) => ({ value: id as string, label: name }));
  const save = () => {
    const kept = lines.flatMap((line) => {
      const product = products.find((one) => one.id === line.productId);
      return product ? [{ productId: product.id, quantity: line.quantity, priceMinor: line.priceMinor }] : [];
    });
    const value = { minor: sumOf(kept), currency };
    void edit.save({
      fields: { lines: kept, ...(follows ? { value } : {}) },
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
          <Button
            quiet
            small
            icon="x"
            name={t("pipeline.deal.remove_product")}
            onClick={() => setLines(lines.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Checkbox
        label={t("pipeline.deal.value_follows", { value: formatMoney(sumOf(lines), currency) })}
        checked={follows}
        onChange={setFollows}
      />
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

const blank: Line = { productId: "", quantity: 1, priceMinor: 0 };

function sumOf(lines: readonly Pick<Line, "quantity" | "priceMinor">[]): number {
  return lines.reduce((all, line) => all + line.priceMinor * line.quantity, 0);
}
