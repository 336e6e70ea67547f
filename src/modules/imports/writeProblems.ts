import { guardCell, writeCsv } from "#lib/csv.ts";
import type { Finding } from "./finding.ts";
import type { Plan } from "./planRows.ts";
import { problemColumns } from "./problemColumns.ts";
import type { CsvFile } from "./readCsv.ts";

/** The rows that stay out, each with its line and why, under the file's own heads: to be mended and brought in again. */
export function writeProblems(file: CsvFile, plan: Plan): string {
  const cellsAt = new Map(file.rows.map(({ line, cells }) => [line, cells]));
  const blank = file.heads.map(() => "");
  const lines = plan.rows.flatMap(({ line, outcome, findings }) =>
    outcome === "problem" ? [[String(line), said(findings), ...(cellsAt.get(line) ?? blank)]] : [],
  );
  return writeCsv([[...problemColumns, ...file.heads], ...lines].map((cells) => cells.map(guardCell)));
}

function said(findings: readonly Finding[]): string {
  return findings.map(({ code, value }) => (value ? `${code}: ${value}` : code)).join("; ");
}
