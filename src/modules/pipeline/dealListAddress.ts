import { type Condition, me, myTeam } from "#lib/filter.ts";
import type { CivilDate } from "#lib/time.ts";
import type { DealFilter } from "./api.ts";

/** The address of the list that shows what a filter of deals counts, in the words of the list's own filter. */
export function dealListAddress(
  filter: DealFilter,
  { today, whose }: { today: CivilDate; whose?: "mine" | "team" | "all" },
): string {
  const all = [...conditions(filter, today), ...(whose && whose !== "all" ? [ownedBy(whose)] : [])];
  return `/deals?${new URLSearchParams({ view: "all", filter: JSON.stringify({ all }) })}`;
}

const ownedBy = (whose: "mine" | "team"): Condition => ({
  field: "ownerId",
  is: "anyOf",
  value: [whose === "mine" ? me : myTeam],
});

function conditions(filter: DealFilter, today: CivilDate): Condition[] {
  const any = (field: string, id: string | undefined): Condition[] => (id ? [{ field, is: "anyOf", value: [id] }] : []);
  const between = (field: string, from: CivilDate | undefined, to: CivilDate | undefined): Condition[] =>
    from && to ? [{ field, is: "between", value: [from, to] }] : [];
  return [
    ...any("status", filter.status),
    ...any("pipelineId", filter.pipeline),
    ...any("ownerId", filter.owner),
    ...any("organizationId", filter.organization),
    ...any("under", filter.under),
    ...any("product", filter.product),
    ...any("stageId", filter.stage),
    ...any("rankId", filter.rank),
    ...any("reached", filter.reached),
    ...any("reached", filter.reachedToo),
    ...between("openedOn", filter.openedFrom, filter.openedTo),
    ...between("closedOn", filter.closedFrom, filter.closedTo),
    ...(filter.rotting ? [{ field: "rotting", is: "yes" } as const] : []),
    ...(filter.slipped ? [{ field: "slips", is: "atLeast", value: 1 } as const] : []),
    ...(filter.overdue ? [{ field: "expectedCloseOn", is: "before", value: today } as const] : []),
    ...(filter.decisionLate ? [{ field: "decisionDue", is: "before", value: today } as const] : []),
  ];
}
