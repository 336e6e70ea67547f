import type { CivilDate } from "#lib/time.ts";
import { dealListAddress } from "./dealListAddress.ts";
import { filterIn } from "./filterText.ts";

/** What the list's columns were called when an address said by which it is sorted. */
const columns: Readonly<Record<string, string>> = {
  ...{ organization: "organizationId", stage: "stageId", owner: "ownerId", rank: "rankId" },
};

const views = ["mine", "team", "all"] as const;

/**
 * The list's address for one of before, which said its filter part by part ("/deals?status=open&owner=…"): kept in mails, bookmarks and
 * other programs, and written by the board. Null for an address of today.
 */
export function presentAddress(params: URLSearchParams, today: CivilDate): string | null {
  const filter = filterIn(params);
  const isOld = Object.keys(filter).some((field) => field !== "q");
  if (!isOld || params.has("filter")) return null;
  const said = views.find((view) => view === params.get("view"));
  const isNamed = filter.owner || filter.team || filter.organization;
  const address = dealListAddress(filter, { today, whose: isNamed ? "all" : (said ?? "mine") });
  return `${address}${sortedBy(params)}`;
}

/** Days of idleness grow where the day of the last touch falls. */
function sortedBy(params: URLSearchParams): string {
  const sort = params.get("sort");
  if (!sort) return "";
  const order = params.get("order") === "asc" ? "asc" : "desc";
  const turned = sort === "idle" ? (order === "asc" ? "desc" : "asc") : order;
  return `&${new URLSearchParams({ sort: columns[sort] ?? sort, order: turned })}`;
}
