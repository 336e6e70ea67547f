/** Words of a sheet that say nothing is known yet; a cell of one is a blank one. */
const unsaid = new Set([
  "未定",
  "未入力",
  "未設定",
  "未確定",
  "不明",
  "なし",
  "無し",
  "該当なし",
  "tbd",
  "tba",
  "n/a",
  "#n/a",
  "none",
  "null",
  "-",
  "--",
  "ー",
  "―",
  "－",
  "—",
]);

/** A cell as it is read. Text that our own files guard from a spreadsheet stands behind an apostrophe, and comes back without it. */
export function cellText(cell: string): string {
  const text = cell.trim();
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** Where days, numbers and names are asked for: nothing is said by "未定", "TBD" or a dash. */
export function isUnsaid(text: string): boolean {
  return unsaid.has(text.normalize("NFKC").toLowerCase());
}
