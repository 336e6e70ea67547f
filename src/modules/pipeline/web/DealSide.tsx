import { RecordFields, RecordShares } from "#modules/lists/web/public.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Slot } from "#ui/slots.tsx";
import { useWords } from "#ui/words.tsx";
import { lineAmounts, taxOfLines, valueOfLines } from "../line.ts";
import { DealHistory } from "./DealHistory.tsx";
import { DealPeople } from "./DealPeople.tsx";
import { DecisionRoute } from "./DecisionRoute.tsx";
import { LinesEditor } from "./LinesEditor.tsx";
import { Quotes } from "./Quotes.tsx";
import type { SeenDeal } from "./slots.ts";
import { dealNextStep, dealSide } from "./slots.ts";
import type { DealEdit } from "./useFactEdit.ts";

type Props = { deal: SeenDeal; edit: DealEdit };

export function DealSide({ deal, edit }: Props) {
  const { t } = useWords();
  return (
    <aside className="side" aria-label={t("pipeline.deal.details")}>
      <Slot of={dealNextStep} given={{ deal }} />
      <DealPeople deal={deal} />
      <DecisionRoute deal={deal} />
      <Products deal={deal} edit={edit} />
      <Quotes deal={deal} />
      <Slot of={dealSide} given={{ deal }} />
      <RecordFields list="deals" id={deal.id} mayWrite={deal.mayWrite} topics={["deals"]} />
      <DealHistory deal={deal} />
      <RecordShares kind="deal" id={deal.id} />
    </aside>
  );
}

function Products({ deal, edit }: Props) {
  const { t, formatMoney, formatNumber } = useWords();
  const { currency } = deal.value;
  const sum = valueOfLines(deal.lines, currency).minor;
  const tax = taxOfLines(deal.lines, currency).minor;
  const isOpen = edit.open === "lines";
  return (
    <section>
      <h2>
        {t("pipeline.deal.products")}
        {!isOpen && deal.lines.length > 0 && <span className="ink3 num">{formatMoney(sum, currency)}</span>}
      </h2>
      {isOpen && <LinesEditor deal={deal} edit={edit} />}
      {!isOpen && (
        <ul className="files num">
          {deal.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
            <li key={at}>
              <Icon name="box" small />
              <span className="cut grow">
                {line.product} × {formatNumber(line.quantity)}
                {line.recurs && (
                  <span className="xs ink2 block">
                    {t(`pipeline.line.${line.recurs}_for`, { count: line.periods })}
                  </span>
                )}
              </span>
              <span className="ink3 nw">{formatMoney(lineAmounts(line).netMinor, currency)}</span>
            </li>
          ))}
          {tax > 0 && <li className="xs ink2">{t("pipeline.line.tax_on_top", { tax: formatMoney(tax, currency) })}</li>}
        </ul>
      )}
      {!isOpen && edit.mayWrite && (
        <Button quiet small icon={deal.lines.length > 0 ? "edit" : "plus"} onClick={() => edit.setOpen("lines")}>
          {t(deal.lines.length > 0 ? "pipeline.deal.edit_products" : "pipeline.deal.add_product")}
        </Button>
      )}
    </section>
  );
}
