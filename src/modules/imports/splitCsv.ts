import { type Separator, separators } from "#lib/csv.ts";

export { type Separator, separators };

/** One record as it stands in the file: the line it begins on, its cells, and why it can't be read, if so. */
export type CsvRecord = { line: number; cells: string[]; fault?: "unclosed_quote" | "text_after_quote" };

const quote = 34;
const carriageReturn = 13;
const lineFeed = 10;

/**
 * RFC 4180, and what real files add: lines ending in CRLF, LF or CR. Empty lines are passed over. A record with a
 * broken quote comes out with its fault, and reading goes on with the next line.
 * One loop over the characters, longer than a function should be: it is the hot path of every import.
 */
export function* splitCsv(text: string, separator: Separator): Generator<CsvRecord> {
  const apart = separator.charCodeAt(0);
  const end = text.length;
  let at = 0;
  let line = 1;
  while (at < end) {
    const record: CsvRecord = { line, cells: [] };
    const start = at;
    for (;;) {
      if (text.charCodeAt(at) === quote) {
        const cell = quotedCell(text, at);
        if (!cell) {
          record.fault = "unclosed_quote";
          at = end;
        } else {
          line += cell.breaks;
          at = cell.next;
          record.cells.push(cell.value);
          if (at < end && !isEndOfCell(text.charCodeAt(at), apart)) record.fault = "text_after_quote";
          while (record.fault && at < end && !isBreak(text.charCodeAt(at))) at += 1;
        }
      } else {
        const from = at;
        while (at < end && !isEndOfCell(text.charCodeAt(at), apart)) at += 1;
        record.cells.push(text.slice(from, at));
      }
      if (at >= end || text.charCodeAt(at) !== apart) break;
      at += 1;
    }
    const isEmptyLine = at === start;
    if (at < end) {
      at += text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? 2 : 1;
      line += 1;
    }
    if (!isEmptyLine) yield record;
  }
}

/** The cell that opens with the quote at `from`; undefined when nothing closes it. */
function quotedCell(text: string, from: number): { value: string; next: number; breaks: number } | undefined {
  let parts = "";
  let start = from + 1;
  for (;;) {
    const close = text.indexOf('"', start);
    if (close < 0) return undefined;
    parts += text.slice(start, close);
    if (text.charCodeAt(close + 1) !== quote) return { value: parts, next: close + 1, breaks: countBreaks(parts) };
    parts += '"';
    start = close + 2;
  }
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function isBreak(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

function isEndOfCell(code: number, apart: number): boolean {
  return code === apart || isBreak(code);
}
