import { writeCsv } from "#lib/csv.ts";
import { nameKey } from "#modules/people/person.ts";
import { decodeBytes, type Encoding } from "./decodeBytes.ts";
import type { Settled } from "./finding.ts";
import { recogniseSeparator } from "./recogniseSeparator.ts";
import { type Separator, splitCsv } from "./splitCsv.ts";

/** By what somebody is known in a file. */
export type Words = {
  readonly names: readonly string[];
  readonly mails: readonly string[];
  readonly phones: readonly string[];
};

type Reading = { encoding?: Encoding; separator?: Separator };

/** Lines about somebody, with their cells. */
export function linesAbout(bytes: Uint8Array, reading: Reading, words: Words): { line: number; cells: string[] }[] {
  const { text } = decodeBytes(bytes, reading.encoding);
  const isAbout = matcher(words);
  const records = [...splitCsv(text, reading.separator ?? recogniseSeparator(text))].slice(1);
  return records.filter(({ cells }) => isAbout(cells).some(Boolean)).map(({ line, cells }) => ({ line, cells }));
}

/**
 * The file without somebody, or null when it does not name them. In a file of people the whole line is theirs; in any
 * other (a deal's owner) only the cells that name them. Lines keep their number, so that an import under way goes on
 * where it was. It comes back as UTF-8.
 */
export function withoutWords(
  bytes: Uint8Array,
  reading: Reading,
  asked: { words: Words; wholeLines: boolean },
): { bytes: Uint8Array; reading: Required<Reading> } | null {
  const { text } = decodeBytes(bytes, reading.encoding);
  const separator = reading.separator ?? recogniseSeparator(text);
  const isAbout = matcher(asked.words);
  let found = false;
  const lines = [...splitCsv(text, separator)].map(({ cells }, at) => {
    const about = isAbout(cells);
    if (at === 0 || !about.some(Boolean)) return cells;
    found = true;
    return cells.map((cell, column) => (asked.wholeLines || about[column] ? "" : cell));
  });
  if (!found) return null;
  return { bytes: new TextEncoder().encode(writeCsv(lines, separator)), reading: { encoding: "utf-8", separator } };
}

/** What a person settled about causes, without those that name somebody. */
export function settledWithout(settled: Settled, words: Words): Settled {
  const isAbout = matcher(words);
  return Object.fromEntries(
    Object.entries(settled).filter(
      ([cause, answer]) =>
        !isAbout([cause.split(":").slice(2).join(":")])[0] && !isAbout([answer.replace(/^use:/, "")])[0],
    ),
  );
}

/** Which cells name somebody: the name, also in two cells beside each other, an address, a telephone number. */
function matcher({ names, mails, phones }: Words): (cells: readonly string[]) => boolean[] {
  const keys = new Set(names.map(nameKey).filter(Boolean));
  const addresses = mails.map((mail) => mail.toLowerCase());
  const numbers = new Set(phones.map(digitsOf).filter((digits) => digits.length >= 7));
  return (cells) => {
    const about = cells.map(
      (cell) =>
        keys.has(nameKey(cell)) ||
        addresses.some((mail) => cell.toLowerCase().includes(mail)) ||
        numbers.has(digitsOf(cell)),
    );
    cells.forEach((cell, at) => {
      const next = cells[at + 1];
      if (!cell || !next || (!keys.has(nameKey(cell + next)) && !keys.has(nameKey(next + cell)))) return;
      about[at] = true;
      about[at + 1] = true;
    });
    return about;
  };
}

function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "");
}
