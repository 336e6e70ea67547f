import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTopics } from "#ui/query.ts";

type Page = { rows: { id: string }[]; next: string | null };
type RowOf<Answer extends Page> = Answer["rows"][number];
type Sight = { first: number; last: number };
type Cursor = string | null;

export type Pages<Answer extends Page> = {
  rows: readonly RowOf<Answer>[];
  /** The first page, which tells of all. */
  head: Answer | undefined;
  loading: boolean;
  /** There is a page behind what is loaded. */
  hasMore: boolean;
  error: Error | null;
  again: () => void;
  /** The end came in sight. */
  more: () => void;
  /** The rows that are on screen: only their pages are read again when their topics are touched. */
  see: (first: number, last: number) => void;
};

/** A long list, a page at a time. What is out of sight is read again when it is scrolled to. */
export function usePagesOf<Answer extends Page>(
  name: string,
  asked: object,
  given: {
    topics: readonly string[];
    when?: boolean;
    ask: (after: string | undefined, signal: AbortSignal) => Promise<Answer>;
  },
): Pages<Answer> {
  const { topics, when = true, ask } = given;
  const client = useQueryClient();
  const about = JSON.stringify([name, asked]);
  const [chain, setChain] = useState<{ about: string; cursors: readonly Cursor[] }>({ about, cursors: [null] });
  const cursors = chain.about === about ? chain.cursors : [null];
  const [sight, setSight] = useState<Sight>({ first: 0, last: 0 });
  const kept = useRef<{ about: string; pages: Answer[] }>({ about, pages: [] });
  const keyOf = (cursor: Cursor) => [name, asked, cursor] as const;
  const isSeen = seenAmong(kept.current.pages, sight);
  const found = useQueries({
    queries: cursors.map((cursor, at) => ({
      queryKey: keyOf(cursor),
      queryFn: ({ signal }: { signal: AbortSignal }) => ask(cursor ?? undefined, signal),
      // The first tells of all: their count and their sums.
      enabled: when && (at === 0 || isSeen(at) || client.getQueryData(keyOf(cursor)) === undefined),
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnMount: "always" as const,
      meta: { topics },
    })),
  });
  useTopics(topics);
  const answers = found.map(({ data }) => data as Answer | undefined);
  const isFresh = answers[0] !== undefined;
  // Until the answers of another filter have come, the former rows stay.
  const before = kept.current;
  const mayKeep = before.about === about;
  const shown = isFresh
    ? cursors.flatMap((_cursor, at) => answers[at] ?? (mayKeep ? before.pages[at] : undefined) ?? [])
    : before.pages;
  kept.current = isFresh ? { about, pages: shown } : before;
  const broken = answers.findIndex((page, at) => page && at + 1 < cursors.length && page.next !== cursors[at + 1]);
  useEffect(() => {
    if (broken < 0) return;
    const next = answers[broken]?.next ?? null;
    setChain({ about, cursors: [...cursors.slice(0, broken + 1), ...(next === null ? [] : [next])] });
  });
  const isWaiting = found.some(({ data }) => data === undefined);
  const last = answers.at(-1)?.next ?? null;
  const first = found[0];
  return {
    rows: useRows(shown),
    head: shown[0],
    hasMore: last !== null,
    loading: shown.length === 0 && !first?.error,
    error: found.find(({ error }) => error)?.error ?? null,
    again: () => void client.invalidateQueries({ queryKey: [name, asked] }),
    more: () => {
      if (isWaiting || last === null || cursors.includes(last)) return;
      client.removeQueries({ queryKey: keyOf(last), exact: true });
      setChain({ about, cursors: [...cursors, last] });
    },
    see: useCallback((from: number, to: number) => {
      setSight((old) => (old.first === from && old.last === to ? old : { first: from, last: to }));
    }, []),
  };
}

/** Rows of all pages; one that moved between two pages while they were read is shown once. */
function useRows<Answer extends Page>(pages: readonly Answer[]): readonly RowOf<Answer>[] {
  const latest = useRef(pages);
  if (pages.length !== latest.current.length || pages.some((page, at) => page !== latest.current[at]))
    latest.current = pages;
  const same = latest.current;
  return useMemo(
    () => [...new Map(same.flatMap((page): RowOf<Answer>[] => page.rows).map((row) => [row.id, row])).values()],
    [same],
  );
}

function seenAmong(pages: readonly Page[], { first, last }: Sight): (at: number) => boolean {
  const starts: number[] = [];
  let count = 0;
  for (const page of pages) {
    starts.push(count);
    count += page.rows.length;
  }
  return (at) => {
    const start = starts[at];
    return start === undefined || (start <= last && start + (pages[at]?.rows.length ?? 0) > first);
  };
}
