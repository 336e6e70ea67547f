import { type Condition, me, myTeam, teamValue } from "#lib/filter.ts";
import { addDays, type CivilDate } from "#lib/time.ts";
import type { DealFilter } from "./api.ts";

type Whose = "mine" | "team" | "all";

/** The address of the list that shows what a filter of deals counts, in the words of the list's own filter. */
export function dealListAddress(
  filter: DealFilter,
  { today, whose = "all" }: { today: CivilDate; whose?: Whose },
): string {
  return addressOfDeals([...conditions(filter, today), ...ownedBy(whose)], filter.q);
}

/** The address of the list of the deals that meet all of these. */
export function addressOfDeals(all: readonly Condition[], q?: string): string {
  return `/deals?${new URLSearchParams({ view: "all", filter: JSON.stringify({ all }), ...(q ? { q } : {}) })}`;
}

function ownedBy(whose: Whose): Condition[] {
  if (whose === "all") return [];
  return [{ field: "ownerId", is: "anyOf", value: [whose === "mine" ? me : myTeam] }];
}

function conditions(filter: DealFilter, today: CivilDate): Condition[] {
  const any = (field: string, id: string | undefined): Condition[] => (id ? [{ field, is: "anyOf", value: [id] }] : []);
  const yes = (field: string, asked: "1" | undefined): Condition[] => (asked ? [{ field, is: "yes" }] : []);
  const number = (field: string, is: "atLeast" | "atMost", value: number | undefined): Condition[] =>
    value === undefined ? [] : [{ field, is, value }];
  return [
    ...any("status", filter.status ?? (filter.overdue ? "open" : undefined)),
    ...any("pipelineId", filter.pipeline),
    ...any("ownerId", filter.owner),
    ...any("ownerId", filter.team && teamValue(filter.team)),
    ...any("organizationId", filter.organization),
    ...any("under", filter.under),
    ...any("contactId", filter.contact),
    ...any("product", filter.product),
    ...any("stageId", filter.stage),
    ...any("rankId", filter.rank),
    ...any("reached", filter.reached),
    ...any("reached", filter.reachedToo),
    ...number("value", "atLeast", filter.valueFrom),
    ...number("value", "atMost", filter.valueTo),
    ...between("openedOn", filter.openedFrom, filter.openedTo),
    ...between("closedOn", filter.closedFrom, filter.closedTo),
    ...yes("rotting", filter.rotting),
    ...number("slips", "atLeast", filter.slipped && 1),
    ...(filter.overdue ? [{ field: "expectedCloseOn", is: "before", value: today } as const] : []),
    ...yes("decisionLate", filter.decisionLate),
    ...(filter.noNextStep ? [{ field: "nextStep", is: "empty" } as const] : []),
    ...number("idle", "atLeast", filter.idleDays),
  ];
}

function between(field: string, from: CivilDate | undefined, to: CivilDate | undefined): Condition[] {
  if (from && to) return [{ field, is: "between", value: [from, to] }];
  if (from) return [{ field, is: "after", value: addDays(from, -1) }];
  return to ? [{ field, is: "before", value: addDays(to, 1) }] : [];
}
