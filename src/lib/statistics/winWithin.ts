import { areAmounts, type InvalidInput, invalidInput } from "./invalid.ts";

/** How long a deal was open, in days, and how that ended, or that it still is. */
export type DealSpan = { duration: number; outcome: "won" | "lost" | "open" };

export type WinChance = { atRisk: number; winWithin: number | null; winEver: number | null };

/** The chance that a deal of this age is won within the horizon, and ever (Aalen & Johansen 1978). */
export function winWithin(input: {
  records: readonly DealSpan[];
  age: number;
  horizon: number;
}): WinChance | InvalidInput {
  if (!input.records.every(isDealSpan)) return invalidInput;
  return winWithinOf(winTable(input.records), input.age, input.horizon);
}

/** What many questions to the same records share. */
export type WinTable = readonly { at: number; won: number; ended: number; staying: number }[];

export function winTable(records: readonly DealSpan[]): WinTable {
  const times = new Map<number, { at: number; won: number; ended: number; all: number }>();
  for (const { duration, outcome } of records) {
    const row = times.get(duration) ?? { at: duration, won: 0, ended: 0, all: 0 };
    if (outcome === "won") row.won += 1;
    if (outcome !== "open") row.ended += 1;
    row.all += 1;
    times.set(duration, row);
  }
  const rows = [...times.values()].sort((a, b) => a.at - b.at);
  let staying = records.length;
  return rows.map(({ at, won, ended, all }) => {
    const row = { at, won, ended, staying };
    staying -= all;
    return row;
  });
}

export function winWithinOf(table: WinTable, age: number, horizon: number): WinChance | InvalidInput {
  if (!areAmounts(age, horizon)) return invalidInput;
  const later = table.filter(({ at }) => at > age);
  const atRisk = later[0]?.staying ?? 0;
  if (atRisk === 0) return { atRisk, winWithin: null, winEver: null };
  let open = 1;
  let within = 0;
  let ever = 0;
  for (const { at, won, ended, staying } of later) {
    ever += (open * won) / staying;
    if (at <= age + horizon + 1e-9) within = ever;
    open *= 1 - ended / staying;
  }
  return { atRisk, winWithin: within, winEver: ever };
}

function isDealSpan({ duration, outcome }: DealSpan): boolean {
  return areAmounts(duration) && ["won", "lost", "open"].includes(outcome);
}
