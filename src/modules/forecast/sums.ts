import { type Period, periodOf, shiftPeriod } from "#lib/period.ts";
import type { CivilDate } from "#lib/time.ts";
import { chanceOf, counts, isWithinDays, type Outlook, type Stand, worthOf } from "./stand.ts";

/** How many deals, and what they are worth by each measure. */
export type Sum = { count: number; value: number; weighted: number; chance: number; withoutChance: number };

/** Where an open deal stands in the months: late, in a month of the period, before or after it, or without a day. */
export type SlotId = "overdue" | "sooner" | "later" | "undated" | `${number}-${string}`;
export type Slot = { id: SlotId; from: CivilDate | null; to: CivilDate | null };

/** The rows of a forecast: what is overdue, then each month that is not over, then what is not in it. */
export function slotsOf(period: Period, day: CivilDate): Slot[] {
  const months: Slot[] = [];
  for (let month = periodOf("month", period.from, 1); month.from <= period.to; month = shiftPeriod(month, 1, 1))
    if (month.to >= day) months.push({ id: month.id as SlotId, from: laterOf(month.from, day), to: month.to });
  return [
    { id: "overdue", from: null, to: null },
    ...months,
    { id: "sooner", from: null, to: null },
    { id: "later", from: null, to: null },
    { id: "undated", from: null, to: null },
  ];
}

export function slotOf(stand: Stand, outlook: Outlook): SlotId {
  const { expectedCloseOn } = stand;
  if (expectedCloseOn === null) return "undated";
  if (expectedCloseOn > outlook.period.to) return "later";
  if (!counts({ ...stand, status: "open" }, { ...outlook, owners: null })) return "sooner";
  return expectedCloseOn < outlook.day ? "overdue" : (expectedCloseOn.slice(0, 7) as SlotId);
}

export function sumOf(stands: readonly Stand[], outlook: Outlook): Sum {
  const add = (measure: "value" | "weighted" | "chance") =>
    stands.reduce((sum, stand) => sum + worthOf(stand, measure, outlook), 0);
  const withoutChance = stands.filter((stand) => stand.status === "open" && chanceOf(stand, outlook) === null).length;
  return { count: stands.length, value: add("value"), weighted: add("weighted"), chance: add("chance"), withoutChance };
}

export type Sums = {
  won: Sum;
  /** Open and expected by the end of the period. */
  open: Sum;
  slots: (Slot & { sum: Sum; ranks: { rankId: string | null; sum: Sum }[] })[];
  /** Of what is open and expected by the end of the period. */
  ranks: { rankId: string | null; sum: Sum }[];
};

/** One forecast by month and by rank: every deal of `stands` stands in one row, and the rows add up. */
export function sumsOf(stands: readonly Stand[], period: Period, outlook: Outlook): Sums {
  const own = stands.filter(({ ownerId }) => !outlook.owners || (ownerId !== null && outlook.owners.has(ownerId)));
  const open = own.filter(({ status }) => status === "open");
  const won = own.filter(({ status, closedOn }) => status === "won" && isWithinDays(closedOn, period));
  const bySlot = Map.groupBy(open, (stand) => slotOf(stand, outlook));
  const counted = open.filter((stand) => counts(stand, outlook));
  return {
    won: sumOf(won, outlook),
    open: sumOf(counted, outlook),
    slots: slotsOf(period, outlook.day).map((slot) => {
      const inSlot = bySlot.get(slot.id) ?? [];
      return { ...slot, sum: sumOf(inSlot, outlook), ranks: byRank(inSlot, outlook) };
    }),
    ranks: byRank(counted, outlook),
  };
}

function byRank(stands: readonly Stand[], outlook: Outlook): { rankId: string | null; sum: Sum }[] {
  return [...Map.groupBy(stands, ({ rankId }) => rankId)].map(([rankId, some]) => ({
    rankId,
    sum: sumOf(some, outlook),
  }));
}

function laterOf(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other;
}
