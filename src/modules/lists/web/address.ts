import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { type Filter, noFilter, partsOf, readFilter } from "#lib/filter.ts";
import type { Shown } from "../view.ts";

export type ListAddress = {
  shown: Shown;
  /** The view that the address names. */
  view: string | null;
  /** The one that it begins with while it names none. */
  first: string;
  /** The address says something else than the view it names. */
  isChanged: boolean;
  change: (part: Partial<Shown>) => void;
  see: (view: { id: string; shown: Shown } | null) => void;
};

type Named = { id: string; shown: Shown };

/**
 * What a list shows lives in the address of the page, over what the view it names shows, over how the list begins: so it can be sent on, and the
 * browser's back goes back.
 */
export function useListAddress(first: Named, views: readonly Named[]): ListAddress {
  const [params, setParams] = useSearchParams();
  const view = params.get("view");
  const named = views.find((one) => one.id === view)?.shown ?? first.shown;
  const text = params.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parameters are new at each drawing, their text is not
  const shown = useMemo(() => shownIn(params, named), [text, named]);
  return {
    shown,
    view,
    first: first.id,
    isChanged: params.size > (view ? 1 : 0) && textOf(shown) !== textOf(named),
    change: (part) => setParams((old) => written(old, { ...shownIn(old, named), ...part }, named), { replace: true }),
    see: (next) => setParams(next ? { view: next.id } : {}),
  };
}

function shownIn(params: URLSearchParams, named: Shown): Shown {
  return {
    filter: filterIn(params.get("filter"), named.filter),
    q: params.get("q") ?? named.q,
    columns: params.get("columns")?.split(",").filter(Boolean) ?? named.columns,
    pinned: Number(params.get("pinned") ?? named.pinned) || 1,
    sort: params.get("sort") ?? named.sort,
    order: params.has("order") ? (params.get("order") === "desc" ? "desc" : "asc") : named.order,
  };
}

/** What can't be read is left out: an address typed by hand shows something rather than nothing. */
function filterIn(text: string | null, named: Filter): Filter {
  if (text === null) return named;
  try {
    return readFilter(text);
  } catch {
    return noFilter;
  }
}

function written(old: URLSearchParams, shown: Shown, named: Shown): URLSearchParams {
  const next = new URLSearchParams(old);
  const set = (name: string, value: string, before: string) =>
    value === before ? next.delete(name) : next.set(name, value);
  set("filter", filterText(shown.filter), filterText(named.filter));
  set("q", shown.q, named.q);
  set("columns", shown.columns.join(","), named.columns.join(","));
  set("pinned", String(shown.pinned), String(named.pinned));
  set("sort", shown.sort, named.sort);
  set("order", shown.order, named.order);
  return next;
}

export function filterText(filter: Filter): string {
  return partsOf(filter).length === 0 ? "" : JSON.stringify(filter);
}

function textOf(shown: Shown): string {
  return JSON.stringify([filterText(shown.filter), shown.q, shown.columns, shown.pinned, shown.sort, shown.order]);
}

/** What is asked of the server for it. */
export function askedFor({ filter, q }: Pick<Shown, "filter" | "q">): { filter?: string; q?: string } {
  const text = filterText(filter);
  return { ...(text ? { filter: text } : {}), ...(q ? { q } : {}) };
}
