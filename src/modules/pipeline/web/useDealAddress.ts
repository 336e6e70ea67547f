import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useEverybody, useMe } from "#modules/people/web/public.tsx";
import { useRead } from "#ui/query.ts";
import { type DealFilter, dealsRoute } from "../api.ts";
import { filterFields, filterIn } from "../filterText.ts";

export const views = ["mine", "team", "all"] as const;
export type View = (typeof views)[number];
export type FilterPart = Partial<Record<keyof DealFilter, string | undefined>>;

/** The view and the filter of a board or a list live in the address of the page, so that they can be kept and sent on. */
export type DealAddress = {
  view: View;
  /** False while it isn't known yet whose deals are asked for. */
  ready: boolean;
  /** What was chosen beside the view. */
  chosen: DealFilter;
  /** What the server is asked: the view's people and what was chosen. */
  asked: DealFilter;
  teamId: string | null;
  change: (part: FilterPart) => void;
  see: (view: View) => void;
  clear: () => void;
  /** The address of the same deals elsewhere. */
  at: (path: string) => string;
};

export function useDealAddress(): DealAddress {
  const [params, setParams] = useSearchParams();
  const { teamId, known } = useMyTeam();
  const chosen = useMemo(() => filterIn(params), [params]);
  const named = viewIn(params) ?? (chosen.owner || chosen.team || chosen.organization ? "all" : undefined);
  const first = useFirstView(teamId, named === undefined && known);
  const view = named ?? first ?? "mine";
  const ready = named === undefined ? first !== undefined : named !== "team" || known;
  const me = useMe();
  const asked = useMemo(() => withView(chosen, view, me.personId, teamId), [chosen, view, me.personId, teamId]);
  const change = useCallback(
    (part: FilterPart) => setParams((old) => changed(old, part), { replace: true }),
    [setParams],
  );
  const see = useCallback(
    (next: View) => setParams((old) => changed(old, { owner: undefined, team: undefined }, next), { replace: true }),
    [setParams],
  );
  const clear = useCallback(
    () => setParams((old) => changed(old, Object.fromEntries(filterFields.map((field) => [field, undefined])))),
    [setParams],
  );
  const at = (path: string) => (params.size > 0 ? `${path}?${params}` : path);
  return { view, ready, chosen, asked, teamId, change, see, clear, at };
}

/** The team I lead, else the one I am in. */
function useMyTeam(): { teamId: string | null; known: boolean } {
  const me = useMe();
  const { data, error } = useEverybody();
  const led = data?.teams.find((team) => team.leadId === me.personId)?.id;
  return { teamId: led ?? me.teamId, known: data !== undefined || error !== null };
}

/** One's own open deals; who has none starts with those of the people one leads, an admin of no team with all. */
function useFirstView(teamId: string | null, isAsked: boolean): View | undefined {
  const me = useMe();
  const other: View = me.leads.length > 0 && teamId ? "team" : me.admin ? "all" : "mine";
  const asksOwn = isAsked && other !== "mine";
  const query = { owner: me.personId, status: "open" as const, limit: 1 };
  const own = useRead(dealsRoute, { query }, { topics: ["deals"], when: asksOwn });
  if (!isAsked) return undefined;
  if (!asksOwn || own.error) return "mine";
  if (!own.data) return undefined;
  return own.data.totals?.count === 0 ? other : "mine";
}

function viewIn(params: URLSearchParams): View | undefined {
  return views.find((view) => view === params.get("view"));
}

function withView(chosen: DealFilter, view: View, me: string, team: string | null): DealFilter {
  if (chosen.owner || chosen.team) return chosen;
  if (view === "mine") return { ...chosen, owner: me };
  return view === "team" && team ? { ...chosen, team } : chosen;
}

/** An owner or a team chosen by name is asked among all deals. */
function changed(old: URLSearchParams, part: FilterPart, view?: View): URLSearchParams {
  const next = new URLSearchParams(old);
  for (const [name, value] of Object.entries(part)) {
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
  }
  if (view) next.set("view", view);
  else if (part.owner || part.team) next.set("view", "all");
  return next;
}
