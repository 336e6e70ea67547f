import {
  QueryClient,
  type QueryKey,
  useIsFetching,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import type { Answered, Asked, Route } from "#lib/route.ts";
import { type CallOptions, CallRefused, call, NoConnection } from "#ui/call.ts";
import { useConnection } from "#ui/connection.ts";
import { type Live, makeLive } from "#ui/live.ts";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { topics?: readonly string[] };
  }
}

/** Nothing waits silently for a connection: a read or a write goes now, or fails now. */
export function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        gcTime: 30 * 60_000,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

let live: Live | null = null;

/** The one socket. A screen may follow topics before it is open: they are asked for when it is. */
function liveOf(client: QueryClient): Live {
  live ??= makeLive(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`, {
    onTopic: (topic) => setTimeout(() => void touch(client, [topic]), Math.random() * 120),
    onBack: () => void client.invalidateQueries(),
  });
  return live;
}

/** Opens the socket, once there is a session; touched topics make the reads that named them ask again. */
export function startLive(client: QueryClient): Live {
  const opened = liveOf(client);
  opened.start();
  return opened;
}

export function touch(client: QueryClient, topics: readonly string[]): Promise<void> {
  return client.invalidateQueries({ predicate: ({ meta }) => topics.some((topic) => meta?.topics?.includes(topic)) });
}

export function keyOf<R extends Route>(route: R, asked: Asked<R>): QueryKey {
  return [route.name, asked.params ?? null, asked.query ?? null];
}

export type ReadOptions = {
  /** What must be told to this read when it changes elsewhere. */
  topics?: readonly string[];
  /** False while what is asked isn't known yet. */
  when?: boolean;
  /** Shows the former answer while the next one (another filter, another page) comes. */
  keep?: boolean;
};

export type Read<Answer> = {
  data: Answer | undefined;
  /** Nothing to show yet. */
  loading: boolean;
  /** What is shown is the former answer. */
  stale: boolean;
  /** Of the last answer; none while it is being asked for anew, so that a refusal of before can't send anybody away. */
  error: Error | null;
  again: () => void;
};

/** Server data of a route, from the cache at once and from the server then; follows its topics while it is on screen. */
export function useRead<R extends Route>(route: R, asked: Asked<R>, options: ReadOptions = {}): Read<Answered<R>> {
  const topics = options.topics ?? [];
  const found = useQuery<Answered<R>>({
    queryKey: keyOf(route, asked),
    queryFn: ({ signal }) => call(route, asked, { signal }),
    enabled: options.when ?? true,
    meta: { topics },
    ...(options.keep ? { placeholderData: (old: Answered<R> | undefined) => old as never } : {}),
  });
  useTopics(topics);
  const { data, isPending, isPlaceholderData: stale, isFetching, refetch } = found;
  const again = useCallback(() => void refetch(), [refetch]);
  return {
    data,
    loading: isPending || (isFetching && data === undefined),
    stale,
    error: isFetching ? null : found.error,
    again,
  };
}

/** Whether the server is being asked just now: for a look that takes its time. */
export function useIsAsking<R extends Route>(route: R, asked: Asked<R>): boolean {
  return useIsFetching({ queryKey: keyOf(route, asked), exact: true }) > 0;
}

/** Follows topics without reading: for a screen that keeps its own pages. */
export function useTopics(topics: readonly string[]): void {
  const client = useQueryClient();
  const named = topics.join("\n");
  useEffect(() => {
    if (named === "") return;
    const stops = named.split("\n").map(liveOf(client).follow);
    return () => {
      for (const stop of stops) stop();
    };
  }, [named, client]);
}

/** A cached answer, changed at once by the domain's own rule, and put back when the server refuses. */
export type Change = { key: QueryKey; apply: (old: unknown) => unknown };

export type WriteOptions<R extends Route> = {
  /** Topics whose reads ask again when the server has answered. */
  touches?: readonly string[];
  /** What the screen shows before the server has answered. */
  ahead?: (asked: Asked<R>) => readonly Change[];
  onDone?: (answer: Answered<R>, asked: Asked<R>) => void;
  /** Answers true when the refusal is said in place; else a message says it. */
  onRefused?: (error: Error, asked: Asked<R>) => boolean | undefined;
};

export type Write<R extends Route> = {
  /** Undefined when it was refused: the refusal has been said. */
  send: (asked: Asked<R>, options?: CallOptions) => Promise<Answered<R> | undefined>;
  sending: boolean;
  /** False without a connection: the control that writes is disabled, with the reason. */
  mayWrite: boolean;
  refusal: Error | null;
};

let sayRefusal: (error: Error) => void = () => undefined;

/** The frame's messages say what no screen has said in place. */
export function setRefusalSayer(say: (error: Error) => void): void {
  sayRefusal = say;
}

export function useWrite<R extends Route>(route: R, options: WriteOptions<R> = {}): Write<R> {
  const client = useQueryClient();
  const { online } = useConnection();
  const mutation = useMutation<Answered<R>, Error, { asked: Asked<R>; options: CallOptions }, Undo>({
    mutationFn: (given) => call(route, given.asked, given.options),
    onMutate: ({ asked }) => applyAhead(client, options.ahead?.(asked) ?? []),
    onError: (error, { asked }, undo) => {
      undo?.();
      if (!options.onRefused?.(error, asked)) sayRefusal(error);
    },
    onSuccess: (answer, { asked }) => options.onDone?.(answer, asked),
    onSettled: () => (options.touches ? touch(client, options.touches) : undefined),
  });
  const { mutateAsync } = mutation;
  const send = useCallback(
    (asked: Asked<R>, callOptions: CallOptions = {}) =>
      mutateAsync({ asked, options: callOptions }).catch((error: unknown) => {
        if (error instanceof CallRefused || error instanceof NoConnection) return undefined;
        throw error;
      }),
    [mutateAsync],
  );
  return { send, sending: mutation.isPending, mayWrite: online, refusal: mutation.error };
}

type Undo = () => void;

async function applyAhead(client: QueryClient, changes: readonly Change[]): Promise<Undo> {
  await Promise.all(changes.map(({ key }) => client.cancelQueries({ queryKey: key, exact: true })));
  const before = changes.map(({ key }) => [key, client.getQueryData(key)] as const);
  for (const { key, apply } of changes) client.setQueryData(key, apply);
  return () => {
    for (const [key, old] of before) client.setQueryData(key, old);
  };
}
