import type { Flag } from "#lib/statistics/quotaFlag.ts";
import type { Plan, PlanRow, PlanTeam } from "./api.ts";
import { chanceAt } from "./chance.ts";
import { flagOf } from "./quota.ts";
import { roundStep } from "./roundLattice.ts";

/** What the manager has chosen and not set yet, by person. */
export type PlanDraft = { amounts: Record<string, number>; reasons: Record<string, string> };

export const emptyDraft: PlanDraft = { amounts: {}, reasons: {} };

/** A row as it stands with the draft: its amount, the chance of that, and whether it is set. */
export type Planned = {
  row: PlanRow;
  amount: number | null;
  chance: number | null;
  flag: Flag | null;
  state: "set" | "changed" | "draft" | "none";
  /** Asked above the suggestion and for a change of what is set. */
  needsReason: boolean;
  reason: string;
};

export function planned(row: PlanRow, draft: PlanDraft): Planned {
  const { suggestion, quota } = row;
  const amount = draft.amounts[row.person.id] ?? quota?.amount ?? suggestion?.suggested ?? null;
  const reason = draft.reasons[row.person.id] ?? "";
  const chance = amount === null || !suggestion ? null : chanceFor(suggestion, amount);
  const flag =
    amount === null || !suggestion || chance === null
      ? null
      : flagOf(amount, { probability: chance, expected: suggestion.expected });
  const state = amount === null ? "none" : !quota ? "draft" : quota.amount === amount ? "set" : "changed";
  const isAbove = !!suggestion && amount !== null && amount > suggestion.suggested;
  return {
    row,
    amount,
    chance,
    flag,
    state,
    reason,
    needsReason: state === "changed" || (state === "draft" && isAbove),
  };
}

/** The server's own chance where the amount is the suggested one, else the curve's. */
function chanceFor(suggestion: NonNullable<PlanRow["suggestion"]>, amount: number): number {
  return amount === suggestion.suggested ? suggestion.probability : chanceAt(suggestion.curve, amount);
}

export type Sum = { quotas: number; people: number; expectedToReach: number; chance: number | null };

/** A team's line: what the quotas add up to, how likely that is, and how many will probably reach theirs. */
export function sumOf(rows: readonly Planned[], together: PlanTeam["suggestion"]): Sum {
  const counted = rows.filter((one) => one.amount !== null);
  const quotas = counted.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const known = counted.filter((one) => one.chance !== null);
  return {
    quotas,
    people: known.length,
    expectedToReach: known.reduce((sum, { chance }) => sum + (chance ?? 0), 0),
    chance: together && quotas > 0 ? chanceAt(together.curve, quotas) : null,
  };
}

/** What one press of an arrow moves: about a fortieth of the suggestion, on a round figure. */
export function stepOf({ suggestion }: PlanRow, unit: Plan["unit"]): number {
  if (unit === "count") return 1;
  return Math.max(suggestion?.step ?? 100, roundStep((suggestion?.suggested ?? 4000) / 40));
}
