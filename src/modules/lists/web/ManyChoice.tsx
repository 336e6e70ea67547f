import { useId, useRef, useState } from "react";
import { Icon } from "#ui/parts/Icon.tsx";
import { placeBeside } from "#ui/parts/place.ts";
import { useWords } from "#ui/words.tsx";

type Option = { value: string; label: string };
type Props = {
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Any number of options, ticked in a list that stays open; a long one can be searched. */
export function ManyChoice({ label, options, chosen, onChange }: Props) {
  const { t } = useWords();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const names = options.filter((one) => chosen.includes(one.value)).map((one) => one.label);
  const found = options.filter((one) => one.label.toLowerCase().includes(text.toLowerCase()));
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="field sm many"
        popoverTarget={id}
        aria-label={`${label}: ${names.join(", ")}`}
      >
        <span className="cut">{names.length > 0 ? names.join(", ") : t("lists.choose")}</span>
        <Icon name="down" small />
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a popover of options is no set of fields */}
      <div
        ref={list}
        id={id}
        popover="auto"
        className="menu many-list"
        role="group"
        aria-label={label}
        onToggle={(event) => {
          if (event.newState === "open" && list.current && button.current) placeBeside(list.current, button.current);
        }}
      >
        {options.length > 12 && (
          <input
            className="inp"
            type="search"
            aria-label={label}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {found.slice(0, 200).map((one) => (
          <label key={one.value} className="o">
            <input
              type="checkbox"
              className="cb"
              checked={chosen.includes(one.value)}
              onChange={() => toggle(one.value)}
            />
            <span className="grow">{one.label}</span>
          </label>
        ))}
      </div>
    </>
  );
}
