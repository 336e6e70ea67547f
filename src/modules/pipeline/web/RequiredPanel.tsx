// One small form for whatever a stage may ask: longer than a file of rules.
import { useState } from "react";
import type { Asked } from "#lib/route.ts";
import { findContacts, findOrganizations } from "#modules/contacts/web/public.tsx";
import { type CellShape, OwnFieldInputs } from "#modules/lists/web/public.tsx";
import { useOwners } from "#modules/people/web/public.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import type { DealShape, moveDealRoute } from "../api.ts";
import { customKey, isOwnField, placeOf } from "../required.ts";
import { titleOf } from "./useDealVerbs.ts";
import { usePipelines } from "./usePipelines.ts";

export type FilledIn = NonNullable<Asked<typeof moveDealRoute>["body"]["fields"]>;
/** What a move or a win lacks, and how to do it again with that. Answers what was refused once more. */
export type Missing = {
  deal: DealShape;
  /** The stage's name; null when it is to be won. */
  to: string | null;
  fields: readonly string[];
  again: (fields: FilledIn) => Promise<Error | null>;
};

type Typed = {
  organization: Option | null;
  contact: Option | null;
  ownerId: string;
  rankId: string;
  minor: number | null;
  expectedCloseOn: string | null;
  productId: string;
  quantity: number;
  who: string;
  what: string;
  /** Of the workspace's own fields: as they are drawn, and as they are sent. */
  own: Readonly<Record<string, CellShape>>;
  custom: NonNullable<FilledIn["custom"]>;
};
const blank: Typed = {
  ...{ organization: null, contact: null, ownerId: "", rankId: "", minor: null, expectedCloseOn: null },
  ...{ productId: "", quantity: 1, who: "", what: "" },
  ...{ own: {}, custom: {} },
};

/** Asks for what is missing, and for nothing else; saved with the move in one request. What was typed stays when it is refused. */
export function RequiredPanel({ missing, onClose }: { missing: Missing; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState(blank);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const { deal, to, fields, again } = missing;
  const { products, ranks } = usePipelines();
  const own = fields.filter((field) => !isOwnField(field)).map(customKey);
  const save = async () => {
    setSending(true);
    const price = products.find((one) => one.id === typed.productId)?.price.minor ?? 0;
    const refused = await again(filledIn(fields, typed, { deal, price }));
    setSending(false);
    if (refused) setRefusal(refused);
    else onClose();
  };
  const props = { deal, typed, products, ranks, fault: (at: string) => faultAt(words, refusal, `/fields/${at}`) };
  const isSaid = !refusal || fields.some((field) => props.fault(placeOf(field)));
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
        {fields.filter(isOwnField).map((field) => (
          <Asking key={field} field={field} {...props} onChange={(part) => setTyped((old) => ({ ...old, ...part }))} />
        ))}
        {own.length > 0 && (
          <OwnFieldInputs
            list="deals"
            keys={own}
            values={typed.own}
            fault={(key) => props.fault(`custom/${key}`)}
            onChange={(key, value, sent) =>
              setTyped((old) => ({
                ...old,
                own: { ...old.own, [key]: value },
                custom: { ...old.custom, [key]: sent as FilledIn["custom"] as never },
              }))
            }
          />
        )}
      </form>
    </Dialog>
  );
}

type AskingProps = {
  field: string;
  deal: DealShape;
  typed: Typed;
  products: readonly { id: string; name: string; archived: boolean }[];
  ranks: readonly { id: string; name: string }[];
  fault: (at: string) => string | undefined;
  onChange: (part: Partial<Typed>) => void;
};

function Asking({ field, deal, typed, products, ranks, fault, onChange }: AskingProps) {
  const { t } = useWords();
  const people = useOwners();
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }));
  if (field === "organization")
    return (
      <Combobox
        label={t("pipeline.field.organization")}
        mark="organization"
        autoFocus
        find={findOrganizations}
        value={typed.organization}
        onChange={(organization) => onChange({ organization })}
        error={fault("organizationId")}
      />
    );
  if (field === "contact")
    return (
      <Combobox
        label={t("pipeline.field.contact")}
        mark="person"
        find={findContacts}
        value={typed.contact}
        onChange={(contact) => onChange({ contact })}
        error={fault("contacts")}
      />
    );
  if (field === "owner")
    return (
      <Select
        label={t("pipeline.field.owner")}
        choices={named(people)}
        value={typed.ownerId}
        onChange={(ownerId) => onChange({ ownerId })}
        error={fault("ownerId")}
      />
    );
  if (field === "rank")
    return (
      <Select
        label={t("pipeline.field.rank")}
        choices={named(ranks)}
        value={typed.rankId}
        onChange={(rankId) => onChange({ rankId })}
        error={fault("rankId")}
      />
    );
  if (field === "value")
    return (
      <MoneyInput
        label={t("pipeline.field.value")}
        minor={typed.minor}
        currency={deal.value.currency}
        onChange={(minor) => onChange({ minor })}
        error={fault("value") ?? fault("value/minor")}
      />
    );
  if (field === "expectedCloseOn")
    return (
      <DateInput
        label={t("pipeline.field.expectedCloseOn")}
        value={typed.expectedCloseOn}
        onChange={(expectedCloseOn) => onChange({ expectedCloseOn })}
        error={fault("expectedCloseOn")}
      />
    );
  if (field === "lines")
    return (
      <div className="pair">
        <Select
          label={t("pipeline.field.product")}
          choices={named(products.filter((one) => !one.archived))}
          value={typed.productId}
          onChange={(productId) => onChange({ productId })}
          error={fault("lines")}
        />
        <NumberInput
          label={t("pipeline.field.quantity")}
          value={typed.quantity}
          digits={0}
          onChange={(quantity) => onChange({ quantity: Math.max(1, Math.round(quantity ?? 1)) })}
        />
      </div>
    );
  return (
    <div className="pair">
      <TextInput
        label={t("pipeline.decision.who")}
        value={typed.who}
        onChange={(who) => onChange({ who })}
        error={fault("decision")}
      />
      <TextInput label={t("pipeline.decision.what")} value={typed.what} onChange={(what) => onChange({ what })} />
    </div>
  );
}

/** Only what was asked for and given: an empty field is left out, so that the answer names it again. */
function filledIn(
  fields: readonly string[],
  typed: Typed,
  { deal, price }: { deal: DealShape; price: number },
): FilledIn {
  const asks = (field: string) => fields.includes(field);
  return {
    ...(asks("organization") && typed.organization ? { organizationId: typed.organization.id as never } : {}),
    ...(asks("owner") && typed.ownerId ? { ownerId: typed.ownerId as never } : {}),
    ...(asks("rank") && typed.rankId ? { rankId: typed.rankId as never } : {}),
    ...(asks("value") && !asks("lines") && typed.minor !== null
      ? { value: { minor: typed.minor, currency: deal.value.currency } }
      : {}),
    ...(asks("expectedCloseOn") && typed.expectedCloseOn ? { expectedCloseOn: typed.expectedCloseOn } : {}),
    ...(asks("lines") && typed.productId
      ? { lines: [{ productId: typed.productId as never, quantity: typed.quantity, priceMinor: price }] }
      : {}),
    ...(asks("contact") && typed.contact ? { contacts: [{ contactId: typed.contact.id as never, partId: null }] } : {}),
    ...(asks("decisionStep") && typed.who.trim() && typed.what.trim()
      ? { decision: [{ who: typed.who.trim(), what: typed.what.trim() }] }
      : {}),
    ...(Object.keys(typed.custom).length > 0 ? { custom: typed.custom } : {}),
  };
}
