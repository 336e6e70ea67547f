import type { NavigateFunction } from "react-router";
import type { IconName } from "#ui/parts/icons.ts";
import type { Role, Session } from "#ui/session.ts";
import type { WordKey, Words } from "#ui/words/words.ts";

/** One line of the palette. It leads somewhere or does something. */
export type Hit = {
  id: string;
  label: string;
  /** What tells it from others of its name. */
  hint?: string;
  /** At the end of the line: a value, a state. */
  value?: string;
  /** A letter in a square (`organization`), a person's initials, or an icon. */
  mark?: { icon: IconName } | { person: string } | { organization: string };
  act: { to: string } | { run: () => void };
  /** Told when it is taken. */
  onTake?: () => void;
  keys?: string;
};

/** Records or text found by what was typed, said in `words`. `find` gives up when `signal` aborts. */
export type CommandSource = {
  group: WordKey;
  order?: number;
  find: (text: string, signal: AbortSignal, words: Words) => Promise<readonly Hit[]>;
};

/** A verb of the palette, found by its own words. */
export type Action = {
  label: WordKey;
  icon: IconName;
  keys?: string;
  roles?: readonly Role[];
  run: (given: { navigate: NavigateFunction; session: Session }) => void;
};

/** What New can make: a page (`/deals/new`) that asks for it. */
export type Creation = { label: WordKey; icon: IconName; to: string; key?: string; roles?: readonly Role[] };

/** Lines whose words hold every word typed, in any order; those that begin with it first. */
export function matching<Line extends { label: string }>(lines: readonly Line[], text: string): Line[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const found = lines.filter((line) => words.every((word) => fold(line.label).includes(word)));
  const starts = (line: Line) => (fold(line.label).startsWith(words[0] ?? "") ? 0 : 1);
  return found.sort((a, b) => starts(a) - starts(b));
}

/** A label cut at the first place of what was typed: before, found, after. */
export function split(label: string, text: string): [string, string, string] {
  const wanted = fold(text.trim());
  const at = wanted === "" ? -1 : fold(label).indexOf(wanted);
  if (at < 0 || fold(label).length !== label.length) return [label, "", ""];
  return [label.slice(0, at), label.slice(at, at + wanted.length), label.slice(at + wanted.length)];
}

/** Case, width and accents don't matter to who searches. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
