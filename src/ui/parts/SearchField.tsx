import { useEffect, useState } from "react";
import { Icon } from "#ui/parts/Icon.tsx";
import { Keys } from "#ui/parts/Keys.tsx";

type Props = { label: string; value: string; onChange: (text: string) => void };

/** The page's own search (`/`). It asks when the hand rests, so that a word is one question. */
export function SearchField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is waited for
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => onChange(typed.trim()), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="find">
      <Icon name="search" small />
      <span className="sr">{label}</span>
      <input
        type="search"
        data-search
        placeholder={label}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          setTyped(null);
          onChange("");
          event.currentTarget.blur();
        }}
      />
      <Keys keys="/" />
    </label>
  );
}
