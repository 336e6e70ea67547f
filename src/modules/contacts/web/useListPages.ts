import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { Sort } from "#ui/parts/Table.tsx";
import { useTopics } from "#ui/query.ts";

type Page<Row> = { rows: Row[]; count: number; next: string | null };
type Ask<Row> = (after: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;

/** A list a page at a time, as the address of the page asks for it. */
export function useListPages<Row>(name: string, asked: object, ask: Ask<Row>) {
  const topics = [name];
  const found = useInfiniteQuery({
    queryKey: [`${name}Pages`, asked],
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (old) => old,
    meta: { topics },
  });
  useTopics(topics);
  const { data, fetchNextPage, isFetchingNextPage, refetch } = found;
  return {
    rows: useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]),
    count: data?.pages[0]?.count ?? null,
    ...{ loading: found.isPending, error: found.error },
    again: useCallback(() => void refetch(), [refetch]),
    more: useCallback(() => {
      if (!isFetchingNextPage) void fetchNextPage();
    }, [fetchNextPage, isFetchingNextPage]),
  };
}

/** What is searched and how it is sorted live in the address. */
export function useListAddress<Name extends string>(sorts: readonly Name[], first: Name) {
  const [params, setParams] = useSearchParams();
  const sort = sorts.find((name) => name === params.get("sort")) ?? first;
  const order: "asc" | "desc" = params.get("order") === "desc" ? "desc" : "asc";
  const set = (values: Record<string, string>) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(values)) {
          if (value === "") next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return {
    ...{ sort, order, q: params.get("q") ?? "" },
    shownSort: { column: sort, down: order === "desc" },
    sortBy: ({ column, down }: Sort) => set({ sort: column, order: down ? "desc" : "asc" }),
    search: (q: string) => set({ q }),
  };
}
