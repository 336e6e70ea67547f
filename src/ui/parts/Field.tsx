import { type ComponentProps, type ReactNode, useId } from "react";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";

export type FieldLook = {
  label: string;
  hint?: string | undefined;
  /** What is wrong with it; said to screen readers when it comes. */
  error?: string | undefined;
  optional?: boolean | undefined;
  /** Seen by screen readers only: a filter in a row of filters. */
  bareLabel?: boolean | undefined;
};

type Wired = { id: string; "aria-invalid"?: true; "aria-describedby"?: string; required?: boolean };

/** Label, control, hint and error, tied together. The control takes the `wired` attributes. */
export function Field({
  label,
  hint,
  error,
  optional,
  bareLabel,
  children,
}: FieldLook & { children: (wired: Wired) => ReactNode }) {
  const { t } = useWords();
  const id = useId();
  const described = [hint && `${id}h`, error && `${id}e`].filter(Boolean).join(" ");
  return (
    <div className="fld">
      <label htmlFor={id} className={bareLabel ? "sr" : "lbl"}>
        {label}
        {optional && <span className="ink3"> ({t("ui.part.optional")})</span>}
      </label>
      {children({
        id,
        ...(error ? { "aria-invalid": true } : {}),
        ...(described ? { "aria-describedby": described } : {}),
      })}
      {hint && (
        <span id={`${id}h`} className="xs ink2">
          {hint}
        </span>
      )}
      <span id={`${id}e`} aria-live="polite">
        {error && (
          <span className="msg">
            <Icon name="warn" small />
            {error}
          </span>
        )}
      </span>
    </div>
  );
}

type Native<Tag extends "input" | "select" | "textarea"> = Omit<ComponentProps<Tag>, "value" | "onChange" | "id">;

type TextProps = FieldLook & Native<"input"> & { value: string; onChange: (value: string) => void };

export function TextInput({ value, onChange, label, hint, error, optional, bareLabel, ...rest }: TextProps) {
  return (
    <Field {...{ label, hint, error, optional, bareLabel }}>
      {(wired) => (
        <input
          className="inp"
          type="text"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
          {...wired}
        />
      )}
    </Field>
  );
}

type AreaProps = FieldLook & Native<"textarea"> & { value: string; onChange: (value: string) => void };

export function TextArea({ value, onChange, label, hint, error, optional, bareLabel, ...rest }: AreaProps) {
  return (
    <Field {...{ label, hint, error, optional, bareLabel }}>
      {(wired) => (
        <textarea
          className="inp"
          rows={3}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
          {...wired}
        />
      )}
    </Field>
  );
}

export type Choice<Value extends string> = { value: Value; label: string; disabled?: boolean };

type SelectProps<Value extends string> = FieldLook &
  Native<"select"> & {
    choices: readonly Choice<Value>[];
    /** Empty: nothing chosen yet. */
    value: Value | "";
    onChange: (value: Value) => void;
    /** What stands there while nothing is chosen. */
    empty?: string;
  };

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { choices, value, onChange, empty, label, hint, error, optional, bareLabel, ...rest } = props;
  const { t } = useWords();
  const choose = (text: string) => {
    const choice = choices.find((one) => one.value === text);
    if (choice) onChange(choice.value);
  };
  return (
    <Field {...{ label, hint, error, optional, bareLabel }}>
      {(wired) => (
        <span className="sel">
          <select className="inp" value={value} onChange={(event) => choose(event.target.value)} {...rest} {...wired}>
            {value === "" && <option value="">{empty ?? t("ui.part.choose")}</option>}
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value} disabled={choice.disabled}>
                {choice.label}
              </option>
            ))}
          </select>
          <Icon name="down" small />
        </span>
      )}
    </Field>
  );
}

type CheckProps = {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Checkbox({ label, hint, checked, onChange, disabled }: CheckProps) {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        className="cb"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint && `${id}h`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span id={`${id}h`} className="xs ink2">
          {hint}
        </span>
      )}
    </div>
  );
}
