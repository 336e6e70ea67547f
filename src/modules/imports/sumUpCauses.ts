import { type Cause, causeId, choicesOf, chosenFor, type Finding, isAboutName } from "./finding.ts";
import type { Plan, PlannedRow } from "./planRows.ts";
import type { Reading } from "./rowReader.ts";

/** Rows by outcome, and their causes in the order in which a person should look at them. */
export function sumUpCauses(
  rows: readonly PlannedRow[],
  reading: Reading,
): Pick<Plan, "causes" | "counts" | "toSettle"> {
  const counts: Plan["counts"] = { create: 0, update: 0, same: 0, problem: 0 };
  const found = new Map<string, Cause>();
  let toSettle = 0;
  for (const row of rows) {
    counts[row.outcome] += 1;
    const met = row.findings.map((finding) => causeOf(finding, row.line, found, reading));
    for (const cause of new Set(met)) cause.rows += 1;
    if (met.some((cause) => cause.choices.length > 1)) toSettle += 1;
  }
  const causes = [...found.values()].sort((a, b) => rankOf(a) - rankOf(b) || b.rows - a.rows);
  return { causes, counts, toSettle };
}

/** What leaves rows out first, then what else may be settled, then what is only said. */
function rankOf(cause: Cause): number {
  if (cause.chosen === "skip_rows") return 0;
  return cause.choices.length > 1 ? 1 : 2;
}

function causeOf(finding: Finding, line: number, found: Map<string, Cause>, reading: Reading): Cause {
  const id = causeId(finding);
  const there = found.get(id);
  if (there) return there;
  const closest = reading.closest.get(id) ?? null;
  const { code, field, value } = finding;
  const cause: Cause = {
    ...{ id, code, field, value: isAboutName(code) ? value : null, closest, rows: 0, firstLine: line },
    ...{ choices: choicesOf(code, closest), chosen: chosenFor(finding, closest, reading.settled) },
  };
  found.set(id, cause);
  return cause;
}
