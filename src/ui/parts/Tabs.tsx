import type { KeyboardEvent, ReactNode } from "react";
import { useId, useRef } from "react";
import { Keys } from "#ui/parts/Keys.tsx";
import { useWords } from "#ui/words.tsx";

export type Tab<Name extends string> = {
  name: Name;
  label: string;
  count?: number;
  /** There are more than were counted. */
  isCapped?: boolean;
  /** Shown on it; the command itself is registered with `useKeys`. */
  keys?: string;
};

type Props<Name extends string> = {
  label: string;
  tabs: readonly Tab<Name>[];
  current: Name;
  onChange: (name: Name) => void;
  /** What the chosen tab shows. */
  children?: ReactNode;
};

/** Saved views, parts of a record. Arrows move between them (ARIA tabs, chosen as they get the focus). */
export function Tabs<Name extends string>({ label, tabs, current, onChange, children }: Props<Name>) {
  const { formatNumber } = useWords();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const handleKey = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.name === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    const next = (to + tabs.length) % tabs.length;
    const tab = tabs[next];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.name);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <>
      <div ref={list} className="views" role="tablist" aria-label={label} onKeyDown={handleKey} tabIndex={-1}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}${tab.name}`}
            className="btn quiet sm"
            aria-selected={tab.name === current}
            aria-controls={children === undefined ? undefined : `${id}panel`}
            tabIndex={tab.name === current ? 0 : -1}
            onClick={() => onChange(tab.name)}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="ink3 num">{`${formatNumber(tab.count)}${tab.isCapped ? "+" : ""}`}</span>
            )}
            {tab.keys && <Keys keys={tab.keys} />}
          </button>
        ))}
      </div>
      {children !== undefined && (
        <div id={`${id}panel`} role="tabpanel" aria-labelledby={`${id}${current}`}>
          {children}
        </div>
      )}
    </>
  );
}
