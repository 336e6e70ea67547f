import { type ReactNode, useState } from "react";
import type { CurrencyCode } from "#lib/currency.ts";
import type { Money } from "#lib/money.ts";
import { useMe, useOwners } from "#modules/people/web/public.tsx";
import { Who } from "#ui/parts/Avatar.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Fact } from "#ui/parts/Fact.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { faultAt } from "#ui/refusals.ts";
import type { RecordEdit } from "#ui/useRecordEdit.ts";
import { useWords, type WordKey } from "#ui/words.tsx";
import { findOrganizations } from "./public.tsx";

type Props<Seen, Fields, Value> = {
  label: WordKey;
  name: string;
  record: Seen;
  edit: RecordEdit<Seen, Fields>;
  read: (record: Seen) => Value;
  fieldsOf: (value: Value) => Fields;
  say: (value: Value) => string;
  control: (given: {
    label: string;
    value: Value;
    set: (value: Value) => void;
    error: string | undefined;
  }) => ReactNode;
  shown?: ReactNode;
};

/** A fact of any kind: how it is shown, written and compared is given. */
export function EditableFact<Seen, Fields, Value>(props: Props<Seen, Fields, Value>) {
  const { name, record, edit, read, fieldsOf, say, control, shown } = props;
  const words = useWords();
  const label = words.t(props.label);
  const value = read(record);
  const [typed, setTyped] = useState(value);
  const error = faultAt(words, edit.refusal, `/${name}`);
  const text = say(value);
  return (
    <Fact
      label={label}
      edit={
        edit.mayWrite
          ? {
              isOpen: edit.open === name,
              onOpen: () => {
                setTyped(value);
                edit.setOpen(name);
              },
              onCancel: () => edit.setOpen(null),
              onSave: () =>
                void edit.save({ fields: fieldsOf(typed), shown: say(typed), theirs: (now) => say(read(now)) }),
              control: control({ label, value: typed, set: setTyped, error }),
            }
          : undefined
      }
    >
      {shown ??
        (text === "" ? <span className="ink2">{words.t("contacts.unset")}</span> : <span className="cut">{text}</span>)}
    </Fact>
  );
}

type Common<Seen, Fields> = Pick<Props<Seen, Fields, unknown>, "label" | "name" | "record" | "edit">;

type TextProps<Seen, Fields> = Common<Seen, Fields> & {
  read: (record: Seen) => string | null;
  fieldsOf: (value: string | null) => Fields;
  type?: "text" | "email" | "tel" | "url";
  shown?: ReactNode;
};

export function TextFact<Seen, Fields>({ type = "text", ...props }: TextProps<Seen, Fields>) {
  return (
    <EditableFact<Seen, Fields, string>
      {...props}
      read={(record) => props.read(record) ?? ""}
      fieldsOf={(value) => props.fieldsOf(value.trim() || null)}
      say={(value) => value}
      control={({ label, value, set, error }) => (
        <TextInput label={label} type={type} maxLength={300} value={value} onChange={set} error={error} />
      )}
    />
  );
}

type NumberProps<Seen, Fields> = Common<Seen, Fields> & {
  read: (record: Seen) => number | null;
  fieldsOf: (value: number | null) => Fields;
  say: (value: number) => string;
};

export function NumberFact<Seen, Fields>(props: NumberProps<Seen, Fields>) {
  return (
    <EditableFact<Seen, Fields, number | null>
      {...props}
      say={(value) => (value === null ? "" : props.say(value))}
      control={({ label, value, set, error }) => (
        <NumberInput label={label} digits={0} value={value} onChange={set} error={error} />
      )}
    />
  );
}

type MoneyProps<Seen, Fields> = Common<Seen, Fields> & {
  read: (record: Seen) => Money | null;
  fieldsOf: (value: Money | null) => Fields;
  /** Of a value that was not set yet. */
  currency: CurrencyCode;
};

export function MoneyFact<Seen, Fields>({ currency, ...props }: MoneyProps<Seen, Fields>) {
  const { formatMoney } = useWords();
  const kept = props.read(props.record)?.currency ?? currency;
  return (
    <EditableFact<Seen, Fields, Money | null>
      {...props}
      say={(value) => (value === null ? "" : formatMoney(value.minor, value.currency))}
      control={({ label, value, set, error }) => (
        <MoneyInput
          label={label}
          currency={kept}
          minor={value?.minor ?? null}
          onChange={(minor) => set(minor === null ? null : { minor, currency: kept })}
          error={error}
        />
      )}
    />
  );
}

type OwnerProps<Seen, Fields> = Common<Seen, Fields> & {
  read: (record: Seen) => string | null;
  fieldsOf: (value: string | null) => Fields;
};

export function OwnerFact<Seen, Fields>(props: OwnerProps<Seen, Fields>) {
  const me = useMe();
  const { t } = useWords();
  const owner = props.read(props.record);
  const people = useOwners(owner);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? "";
  const choices = [
    { value: "", label: t("contacts.nobody") },
    ...people.map(({ id, name }) => ({ value: id as string, label: name })),
  ];
  return (
    <EditableFact<Seen, Fields, string | null>
      {...props}
      say={nameOf}
      shown={owner ? <Who name={nameOf(owner)} me={owner === me.personId} /> : undefined}
      control={({ label, value, set, error }) => (
        <Select label={label} choices={choices} value={value ?? ""} onChange={(id) => set(id || null)} error={error} />
      )}
    />
  );
}

type OrganizationProps<Seen, Fields> = Common<Seen, Fields> & {
  read: (record: Seen) => Option | null;
  fieldsOf: (id: string | null) => Fields;
};

export function OrganizationFact<Seen, Fields>(props: OrganizationProps<Seen, Fields>) {
  return (
    <EditableFact<Seen, Fields, Option | null>
      {...props}
      fieldsOf={(option) => props.fieldsOf(option?.id ?? null)}
      say={(option) => option?.label ?? ""}
      control={({ label, value, set, error }) => (
        <Combobox
          label={label}
          mark="organization"
          find={findOrganizations}
          value={value}
          onChange={set}
          error={error}
        />
      )}
    />
  );
}
