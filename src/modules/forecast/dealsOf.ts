import type { Condition } from "#lib/filter.ts";
import { addDays, type CivilDate } from "#lib/time.ts";
import { addressOfDeals } from "#modules/pipeline/dealListAddress.ts";

/** Which deals a number of a forecast stands for. */
export type Part =
  | { kind: "won" }
  | { kind: "open" }
  | { kind: "slipped" }
  | { kind: "slot"; id: string; from: CivilDate | null; to: CivilDate | null }
  | { kind: "rank"; rankId: string | null };

type Seen = {
  /** Null: the company's. */
  people: readonly string[] | null;
  period: { from: CivilDate; to: CivilDate };
  today: CivilDate;
};

/** The address of the list that shows exactly the deals a number counts, of those the reader may read. */
export function forecastDeals(part: Part, { people, period, today }: Seen): string {
  const owners: Condition[] = people ? [{ field: "ownerId", is: "anyOf", value: [...people] }] : [];
  return addressOfDeals([...conditionsOf(part, period, today), ...owners]);
}

/** The open deals of these people that meet a condition more. */
export function openDeals(people: readonly string[] | null, more: readonly Condition[]): string {
  const owners: Condition[] = people ? [{ field: "ownerId", is: "anyOf", value: [...people] }] : [];
  return addressOfDeals([...open, ...more, ...owners]);
}

const open: Condition[] = [{ field: "status", is: "anyOf", value: ["open"] }];
const expected = (from: CivilDate, to: CivilDate): Condition => ({
  field: "expectedCloseOn",
  is: "between",
  value: [from, to],
});

function conditionsOf(part: Part, { from, to }: Seen["period"], today: CivilDate): Condition[] {
  switch (part.kind) {
    case "won":
      return [
        { field: "status", is: "anyOf", value: ["won"] },
        { field: "closedOn", is: "between", value: [from, to] },
      ];
    case "open":
      return [...open, inPeriod(from, to, today)];
    case "slipped":
      return [...open, inPeriod(from, to, today), { field: "slips", is: "atLeast", value: 1 }];
    case "rank": {
      const ranked: Condition = part.rankId
        ? { field: "rankId", is: "anyOf", value: [part.rankId] }
        : { field: "rankId", is: "empty" };
      return [...open, inPeriod(from, to, today), ranked];
    }
    case "slot":
      return [...open, slotCondition(part, { from, to }, today)];
  }
}

/** While the period runs, what is overdue from before it counts in it too. */
function inPeriod(from: CivilDate, to: CivilDate, today: CivilDate): Condition {
  return today >= from ? { field: "expectedCloseOn", is: "before", value: addDays(to, 1) } : expected(from, to);
}

function slotCondition(
  { id, from, to }: Extract<Part, { kind: "slot" }>,
  period: Seen["period"],
  today: CivilDate,
): Condition {
  if (from && to) return expected(from, to);
  if (id === "undated") return { field: "expectedCloseOn", is: "empty" };
  if (id === "later") return { field: "expectedCloseOn", is: "after", value: period.to };
  const isOver = today > period.to;
  const before = id === "overdue" ? today : isOver ? addDays(period.to, 1) : period.from;
  return { field: "expectedCloseOn", is: "before", value: before };
}
