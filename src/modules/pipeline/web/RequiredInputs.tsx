// One control for each field that a stage may ask for: longer than a file of rules.

import type { CurrencyCode } from "#lib/currency.ts";
import { findContacts, findOrganizations } from "#modules/contacts/web/public.tsx";
import { OwnFieldInputs } from "#modules/lists/web/public.tsx";
import { useOwners } from "#modules/people/web/public.tsx";
import { Combobox } from "#ui/parts/Combobox.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useWords } from "#ui/words.tsx";
import { customKey, isOwnField, placeOf } from "../required.ts";
import type { FilledIn, Typed } from "./requiredTyped.ts";
import { usePipelines } from "./usePipelines.ts";

type Props = {
  fields: readonly string[];
  typed: Typed;
  currency: CurrencyCode;
  /** What is wrong at a field's place, as `placeOf` says it. */
  fault: (place: string) => string | undefined;
  onChange: (part: Partial<Typed>) => void;
};

/** The controls of the fields that a stage asks for: those of every deal first, then the workspace's own. */
export default function RequiredInputs({ fields, typed, currency, fault, onChange }: Props) {
  const { products, ranks } = usePipelines();
  const own = fields.filter((field) => !isOwnField(field)).map(customKey);
  return (
    <>
      {fields.filter(isOwnField).map((field) => (
        <Asking key={field} {...{ field, typed, currency, products, ranks, fault, onChange }} />
      ))}
      {own.length > 0 && (
        <OwnFieldInputs
          list="deals"
          keys={own}
          values={typed.own}
          fault={(key) => fault(placeOf(`custom:${key}`))}
          onChange={(key, value, sent) =>
            onChange({
              own: { ...typed.own, [key]: value },
              custom: { ...typed.custom, [key]: sent as FilledIn["custom"] as never },
            })
          }
        />
      )}
    </>
  );
}

type AskingProps = {
  field: string;
  currency: CurrencyCode;
  typed: Typed;
  products: readonly { id: string; name: string; archived: boolean }[];
  ranks: readonly { id: string; name: string }[];
  fault: (at: string) => string | undefined;
  onChange: (part: Partial<Typed>) => void;
};

function Asking({ field, currency, typed, products, ranks, fault, onChange }: AskingProps) {
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
        currency={currency}
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
