import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { call } from "#ui/call.ts";
import { keyOf, type Read, useTopics } from "#ui/query.ts";
import { boardCardsRoute, boardRoute, type DealFilter } from "../api.ts";
import type { Board, BoardStage } from "../board.ts";

const topics = ["deals"];

/** The board of a filter. Cards that were scrolled for stay when it is read again. */
export function useBoard(
  filter: DealFilter,
  when = true,
): Read<Board> & { key: QueryKey; more: (stageId: string) => Promise<void> } {
  const client = useQueryClient();
  const asked = { query: filterOf(filter) };
  const key = keyOf(boardRoute, asked);
  const found = useQuery<Board>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const board = await call(boardRoute, asked, { signal });
      const before = client.getQueryData<Board>(key);
      return {
        ...board,
        stages: await Promise.all(board.stages.map((stage) => asLong(stage, before, filter, signal))),
      };
    },
    enabled: when,
    placeholderData: (old) => old,
    meta: { topics },
  });
  useTopics(topics);
  const more = useCallback(
    async (stageId: string) => {
      const stage = client.getQueryData<Board>(key)?.stages.find((one) => one.id === stageId);
      if (!stage?.next) return;
      const longer = await nextPage(stage, filter);
      client.setQueryData<Board>(key, (old) => old && replaced(old, stage, longer));
    },
    [client, key, filter],
  );
  const { refetch } = found;
  return {
    ...{ data: found.data, loading: found.isPending, stale: found.isPlaceholderData, error: found.error },
    again: useCallback(() => void refetch(), [refetch]),
    ...{ key, more },
  };
}

function filterOf({ status: _status, stage: _stage, ...rest }: DealFilter) {
  return rest;
}

async function nextPage(stage: BoardStage, filter: DealFilter, signal?: AbortSignal): Promise<BoardStage> {
  const page = await call(
    boardCardsRoute,
    { params: { stage: stage.id }, query: { ...filterOf(filter), after: stage.next ?? "" } },
    { signal },
  );
  const known = new Set(stage.cards.map((card) => card.id));
  return { ...stage, cards: [...stage.cards, ...page.cards.filter((card) => !known.has(card.id))], next: page.next };
}

/** As many pages as were loaded before. */
async function asLong(stage: BoardStage, before: Board | undefined, filter: DealFilter, signal: AbortSignal) {
  const wanted = before?.stages.find((one) => one.id === stage.id)?.cards.length ?? 0;
  let longer = stage;
  while (longer.next && longer.cards.length < Math.min(wanted, longer.count)) {
    longer = await nextPage(longer, filter, signal);
  }
  return longer;
}

/** Unless the stage changed meanwhile: then it will be asked again when its end comes in sight. */
function replaced(board: Board, was: BoardStage, longer: BoardStage): Board {
  return { ...board, stages: board.stages.map((stage) => (stage === was ? longer : stage)) };
}
