import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import { placeOf } from "../required.ts";
import RequiredInputs from "./RequiredInputs.tsx";
import { blankTyped, type FilledIn, typedFilling } from "./requiredTyped.ts";
import { titleOf } from "./useDealVerbs.ts";
import { usePipelines } from "./usePipelines.ts";

/** What a move or a win lacks, and how to do it again with that. Answers what was refused once more. */
export type Missing = {
  deal: DealShape;
  /** The stage's name; null when it is to be won. */
  to: string | null;
  fields: readonly string[];
  again: (fields: FilledIn) => Promise<Error | null>;
};

/** Asks for what is missing, and for nothing else; saved with the move in one request. What was typed stays when it is refused. */
export function RequiredPanel({ missing, onClose }: { missing: Missing; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState(blankTyped);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const { deal, to, fields, again } = missing;
  const { products } = usePipelines();
  const save = async () => {
    setSending(true);
    const refused = await again(typedFilling(fields, typed, { currency: deal.value.currency, products }));
    setSending(false);
    if (refused) setRefusal(refused);
    else onClose();
  };
  const fault = (place: string) => faultAt(words, refusal, `/fields/${place}`);
  const isSaid = !refusal || fields.some((field) => fault(placeOf(field)));
  return (
    <Dialog
      title={
        to === null ? t("pipeline.missing.win", { deal: titleOf(deal) }) : t("pipeline.missing.move", { stage: to })
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary disabled={sending} onClick={() => void save()}>
            {to === null ? t("pipeline.missing.save_win") : t("pipeline.missing.save")}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="ink2">{t("pipeline.missing.lead", { deal: titleOf(deal) })}</p>
        {!isSaid && refusal && <Problem error={refusal} />}
        <RequiredInputs
          fields={fields}
          typed={typed}
          currency={deal.value.currency}
          fault={fault}
          onChange={(part) => setTyped((old) => ({ ...old, ...part }))}
        />
      </form>
    </Dialog>
  );
}
