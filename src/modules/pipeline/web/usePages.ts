import { call } from "#ui/call.ts";
import { usePagesOf } from "#ui/pages.ts";
import { type DealFilter, type dealSorts, dealsRoute } from "../api.ts";

type Sorting = { sort: (typeof dealSorts)[number]; order: "asc" | "desc" };

const topics = ["deals"];

/** Deals of a filter, a page at a time, with the totals of the whole filter. */
export function usePages(filter: DealFilter, { sort, order }: Sorting, when = true) {
  const asked = { ...filter, sort, order, limit: 200 };
  const { head, ...pages } = usePagesOf("dealPages", asked, {
    ...{ topics, when },
    ask: (after, signal) => call(dealsRoute, { query: { ...asked, ...(after ? { after } : {}) } }, { signal }),
  });
  return { ...pages, totals: head?.totals ?? null };
}
