import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { call } from "#ui/call.ts";
import { useTopics } from "#ui/query.ts";
import { type DealFilter, type dealSorts, dealsRoute } from "../api.ts";

type Sorting = { sort: (typeof dealSorts)[number]; order: "asc" | "desc" };

const topics = ["deals"];
/** Further down a list than this it isn't read again for each change elsewhere: its rows are as they were when they came. */
const followedPages = 5;

/** Deals of a filter, a page at a time, with the totals of the whole filter. */
export function usePages(filter: DealFilter, { sort, order }: Sorting, when = true) {
  const asked = { ...filter, sort, order, limit: 200 };
  const found = useInfiniteQuery({
    queryKey: ["dealPages", asked],
    queryFn: ({ pageParam, signal }) => call(dealsRoute, { query: { ...asked, ...pageParam } }, { signal }),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
    enabled: when,
    placeholderData: (old) => old,
    meta: { topics },
    refetchOnMount: (query) => (query.state.data?.pages.length ?? 0) <= followedPages,
  });
  useTopics(topics);
  const { data, fetchNextPage, refetch, isFetchingNextPage } = found;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  return {
    rows,
    totals: data?.pages[0]?.totals ?? null,
    loading: found.isPending,
    error: found.error,
    again: useCallback(() => void refetch(), [refetch]),
    more: useCallback(() => {
      if (!isFetchingNextPage) void fetchNextPage();
    }, [fetchNextPage, isFetchingNextPage]),
  };
}
