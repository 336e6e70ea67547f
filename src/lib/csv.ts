/** What cells are told apart by. */
export const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

/** Lines of cells as RFC 4180 text, CRLF. What is written so is read back the same; guarding cells is `guardCell`'s work. */
export function writeCsv(lines: readonly (readonly string[])[], separator: Separator = ","): string {
  return lines
    .map((cells) => `${cells.map((cell) => quoted(cell, cells.length, separator)).join(separator)}\r\n`)
    .join("");
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it; a plain number keeps its minus. */
export function guardCell(text: string): string {
  if (!/^[=+\-@\t\r]/.test(text) || /^-\d+(\.\d+)?$/.test(text)) return text;
  return `'${text}`;
}

function quoted(cell: string, columns: number, separator: Separator): string {
  const isLoneBlank = cell === "" && columns === 1;
  if (!isLoneBlank && !cell.includes(separator) && !/["\r\n]/.test(cell)) return cell;
  return `"${cell.replaceAll('"', '""')}"`;
}
