import { useState } from "react";
import type { CurrencyCode } from "#lib/currency.ts";
import { majorString, money } from "#lib/money.ts";
import type { CivilDate } from "#lib/time.ts";
import { type FieldLook, TextInput } from "#ui/parts/Field.tsx";
import { minorTyped, numberTyped } from "#ui/parts/figures.ts";
import { useWords } from "#ui/words.tsx";

type Common = FieldLook & {
  disabled?: boolean;
  required?: boolean;
  autoFocus?: boolean;
  onBlur?: () => void;
  name?: string;
};

type TypedProps = Common & {
  shown: string;
  read: (typed: string) => number | null;
  onRead: (value: number | null) => void;
  wrong: string;
};

/** A figure is free text while it is typed; when the field is left it is read, shown as figures are, or said to be wrong. */
function TypedInput({ shown, read, onRead, wrong, onBlur, error, ...rest }: TypedProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const text = typed ?? shown;
  const isWrong = typed !== null && typed.trim() !== "" && read(typed) === null;
  const isMissing = rest.required && left && text.trim() === "";
  const handleBlur = () => {
    setLeft(true);
    if (typed !== null && !isWrong) setTyped(null);
    onBlur?.();
  };
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      className="inp num"
      value={text}
      error={error ?? (left && isWrong ? wrong : isMissing ? t("ui.part.needed") : undefined)}
      onFocus={(event) => event.target.select()}
      onChange={(next) => {
        setTyped(next);
        onRead(next.trim() === "" ? null : read(next));
      }}
      onBlur={handleBlur}
    />
  );
}

type NumberProps = Common & { value: number | null; onChange: (value: number | null) => void; digits?: number };

export function NumberInput({ value, onChange, digits, ...rest }: NumberProps) {
  const { t, formatNumber } = useWords();
  const shown = value === null ? "" : formatNumber(value, digits);
  return <TypedInput {...rest} shown={shown} read={numberTyped} onRead={onChange} wrong={t("ui.part.not_a_number")} />;
}

type MoneyProps = Common & { minor: number | null; currency: CurrencyCode; onChange: (minor: number | null) => void };

/** In major units, with the currency's own sign; what it gives is whole minor units. */
export function MoneyInput({ minor, currency, onChange, ...rest }: MoneyProps) {
  const { t, formatMoney } = useWords();
  const shown = minor === null ? "" : formatMoney(minor, currency);
  const wrong = t("ui.part.not_money", { currency, example: majorString(money(125_000, currency)) });
  return (
    <TypedInput {...rest} shown={shown} read={(typed) => minorTyped(typed, currency)} onRead={onChange} wrong={wrong} />
  );
}

type DateProps = Common & {
  value: CivilDate | null;
  onChange: (value: CivilDate | null) => void;
  min?: CivilDate;
  max?: CivilDate;
};

/** The browser's own calendar, which speaks every language and reads every keyboard. */
export function DateInput({ value, onChange, error, ...rest }: DateProps) {
  const { t } = useWords();
  const [left, setLeft] = useState(false);
  const missing = rest.required && left && value === null ? t("ui.part.needed") : undefined;
  return (
    <TextInput
      {...rest}
      type="date"
      className="inp num"
      value={value ?? ""}
      error={error ?? missing}
      onChange={(next) => onChange(next === "" ? null : next)}
      onBlur={() => {
        setLeft(true);
        rest.onBlur?.();
      }}
    />
  );
}
