import type { Period } from "#lib/period.ts";
import { type CivilDate, daysBetween } from "#lib/time.ts";
import { weighted } from "#modules/pipeline/stage.ts";

/** A deal as a forecast looks at it: now, or as a night found it. */
export type Stand = {
  dealId: string;
  ownerId: string | null;
  status: "open" | "won" | "lost";
  baseMinor: number;
  stageId: string;
  /** Of its stage, in percent. */
  probability: number;
  rankId: string | null;
  openedOn: CivilDate | null;
  expectedCloseOn: CivilDate | null;
  closedOn: CivilDate | null;
};

/**
 * What an open deal counts for: all of its value, value × its stage's probability, or value × the chance that a deal of its age is won by
 * the end of the period. A won deal counts for all of its value.
 */
export const measures = ["chance", "weighted", "value"] as const;
export type Measure = (typeof measures)[number];

/** Whose forecast, for which span, as of which day; `chanceAt` answers by age in days, null where no deal grew older. */
export type Outlook = {
  /** Null: the whole company's. */
  owners: ReadonlySet<string> | null;
  period: Pick<Period, "from" | "to">;
  day: CivilDate;
  chanceAt: (age: number) => number | null;
};

/** Won in the period; or open and expected in it, or overdue while it runs. What is still open after its end is in it no more. */
export function counts(stand: Stand, outlook: Omit<Outlook, "chanceAt">): boolean {
  const { owners, period, day } = outlook;
  if (owners && !(stand.ownerId && owners.has(stand.ownerId))) return false;
  if (stand.status === "won") return isWithinDays(stand.closedOn, period);
  const { status, expectedCloseOn } = stand;
  if (status !== "open" || expectedCloseOn === null || day > period.to) return false;
  return isWithinDays(expectedCloseOn, period) || (expectedCloseOn < period.from && day >= period.from);
}

/** Null for a deal whose chance nobody knows: without an opening day, or older than any deal has been. */
export function chanceOf({ openedOn }: Stand, { day, chanceAt }: Outlook): number | null {
  return openedOn === null ? null : chanceAt(Math.max(0, daysBetween(openedOn, day)));
}

/** Whole minor units, each deal rounded by itself, so that a sum is what its deals show. */
export function worthOf(stand: Stand, measure: Measure, outlook: Outlook): number {
  if (stand.status === "won" || measure === "value") return stand.baseMinor;
  if (measure === "weighted") return weighted(stand.baseMinor, stand.probability);
  return Math.floor(stand.baseMinor * (chanceOf(stand, outlook) ?? 0) + 0.5);
}

export function isWithinDays(day: CivilDate | null, { from, to }: { from: CivilDate; to: CivilDate }): boolean {
  return day !== null && day >= from && day <= to;
}
