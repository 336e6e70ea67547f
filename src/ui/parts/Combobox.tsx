import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Field, type FieldLook } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { placeBeside } from "#ui/parts/place.ts";
import { type Finder, useFound } from "#ui/parts/useFound.ts";
import { useWords } from "#ui/words.tsx";

export type Option = { id: string; label: string; hint?: string };

type Props = FieldLook & {
  value: Option | null;
  onChange: (value: Option | null) => void;
  find: Finder<Option>;
  /** People are round, organizations square. */
  mark?: "person" | "organization";
  /** Takes a name that wasn't found. */
  onCreate?: (text: string) => void;
  /** What is typed may stay words: left without a choice, it is taken as they are. */
  takesWords?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
};

/** Searches while one types (ARIA combobox, list). Arrows choose, Enter takes, Escape closes and leaves what was chosen. */
export function Combobox({ value, onChange, find, mark, onCreate, takesWords, disabled, autoFocus, ...look }: Props) {
  const { t } = useWords();
  const list = useId();
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const open = text !== null;
  const { found, asking } = useFound(find, text);
  const canCreate =
    onCreate !== undefined && (text ?? "").trim() !== "" && !found.some((one) => one.label === text?.trim());
  const count = found.length + (canCreate ? 1 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found changes the list's height, and so its place
  useEffect(() => {
    if (!open || !popup.current || !field.current) return;
    popup.current.showPopover();
    placeBeside(popup.current, field.current, { asWide: true });
  }, [open, count]);
  const close = () => {
    popup.current?.hidePopover();
    setText(null);
    setAt(0);
  };
  const take = (index: number) => {
    const option = found[index];
    if (option) onChange(option);
    else if (canCreate) onCreate?.((text ?? "").trim());
    close();
  };
  const handleBlur = () => {
    const typed = text?.trim() ?? "";
    if (takesWords && typed !== "" && typed !== value?.label) onCreate?.(typed);
    close();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (!open && event.key === "ArrowDown") setText("");
    else if (!open) return;
    else if (event.key === "ArrowDown") setAt(count ? (at + 1) % count : 0);
    else if (event.key === "ArrowUp") setAt(count ? (at - 1 + count) % count : 0);
    else if (event.key === "Enter" && count > 0) take(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const optionId = (index: number) => `${list}o${index}`;
  return (
    <Field {...look}>
      {(wired) => (
        <div className="combo">
          {value && !open && mark && <Avatar name={value.label} size="sm" square={mark === "organization"} />}
          <input
            ref={field}
            className="inp"
            role="combobox"
            aria-expanded={open}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open && count > 0 ? optionId(Math.min(at, count - 1)) : undefined}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: a form that opens puts its reader in the first field
            autoFocus={autoFocus}
            disabled={disabled}
            placeholder={t("ui.part.search_hint")}
            value={text ?? value?.label ?? ""}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={handleKey}
            onClick={(event) => !open && event.currentTarget.select()}
            onFocus={(event) => event.target.select()}
            onBlur={handleBlur}
            {...wired}
          />
          {value && !open && !disabled && (
            <Button quiet small icon="x" name={t("ui.part.clear")} onClick={() => onChange(null)} />
          )}
          <div
            ref={popup}
            id={list}
            popover="manual"
            role="listbox"
            className="menu"
            aria-label={t("ui.command.results")}
            tabIndex={-1}
          >
            {found.map((option, index) => (
              <Line
                key={option.id}
                id={optionId(index)}
                option={option}
                chosen={index === at}
                mark={mark}
                onTake={() => take(index)}
              />
            ))}
            {canCreate && (
              <Line
                id={optionId(found.length)}
                option={{
                  id: "",
                  label: t(takesWords ? "ui.part.as_words" : "ui.part.create", { text: (text ?? "").trim() }),
                }}
                chosen={at >= found.length}
                onTake={() => take(found.length)}
              />
            )}
            {count === 0 && <div className="g">{t(asking ? "ui.part.searching" : "ui.part.none")}</div>}
          </div>
          <span className="sr" role="status">
            {open && !asking && t("ui.part.options", { count })}
          </span>
        </div>
      )}
    </Field>
  );
}

type LineProps = {
  id: string;
  option: Option;
  chosen: boolean;
  mark?: "person" | "organization" | undefined;
  onTake: () => void;
};

function Line({ id, option, chosen, mark, onTake }: LineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and answers the keys for its options
    // biome-ignore lint/a11y/useFocusableInteractive: the field points at it by aria-activedescendant
    <div
      id={id}
      className="o"
      role="option"
      aria-selected={chosen}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {option.id === "" && <Icon name="plus" small />}
      {mark && <Avatar name={option.label} size="sm" square={mark === "organization"} />}
      <span className="grow cut">
        {option.label}
        {option.hint && <span className="ink2 hint">{option.hint}</span>}
      </span>
    </div>
  );
}
