import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { CallRefused, call } from "#ui/call.ts";
import { celebrate } from "#ui/celebrate.ts";
import { present } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { type Change, keyOf, useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import {
  boardRoute,
  type DealShape,
  dealRoute,
  deleteDealRoute,
  loseDealRoute,
  moveDealRoute,
  reopenDealRoute,
  restoreDealRoute,
  winDealRoute,
} from "../api.ts";
import { type Board, moveCard, putCard, takeCard, versioned } from "../board.ts";
import { inTurn } from "./inTurn.ts";
import { newsOf } from "./newsOf.ts";

export type LoseReason = { reasonId: string | null; reasonText: string | null };
export type DealVerbs = {
  mayWrite: boolean;
  move: (deal: DealShape, stage: { id: string; name: string }) => void;
  win: (deal: DealShape) => void;
  lose: (deal: DealShape, reason: LoseReason) => Promise<boolean>;
  reopen: (deal: DealShape) => void;
  remove: (deal: DealShape, onGone?: () => void) => void;
};

const touches = ["deals"];

/** What one does with a deal. The boards on this screen show it at once, by the board's own rule; a message offers the way back. */
export function useDealVerbs(touched: readonly string[] = touches): DealVerbs {
  const words = useWords();
  const { t, formatMoney } = words;
  const client = useQueryClient();
  const boards = (change: (board: Board) => Board): Change[] =>
    client.getQueriesData<Board>({ queryKey: [boardRoute.name] }).map(([key]) => ({
      key,
      apply: (old) => (old === undefined ? old : change(old as Board)),
    }));
  const seen = useRef(new Map<string, DealShape>());
  /** Someone was faster: the card goes back, and what is new with it is said. */
  const sayStale = async (id: DealShape["id"], who: unknown) => {
    const card = seen.current.get(id);
    const now = await call(dealRoute, { params: { id } });
    client.setQueryData(keyOf(dealRoute, { params: { id } }), now);
    client.setQueriesData<Board>({ queryKey: [boardRoute.name] }, (old) => old && putCard(old, now));
    toast.error(
      t("pipeline.said.stale", {
        deal: titleOf(now),
        who: typeof who === "string" ? who : t("pipeline.said.somebody"),
        news: card ? newsOf(words, card, now) : now.stage,
      }),
    );
  };
  const options = {
    touches: [...touched, ...touches],
    onRefused: (error: Error, asked: { params: { id: DealShape["id"] } }) => {
      if (!(error instanceof CallRefused) || error.status !== 412) return false;
      void sayStale(asked.params.id, error.facts.who).catch(() => toast.error(sentenceOf(words, error)));
      return true;
    },
    onDone: (deal: { id: DealShape["id"]; version: number }) =>
      client.setQueriesData<Board>({ queryKey: [boardRoute.name] }, (old) => old && versioned(old, deal)),
  };
  /** Only as it was seen; what one did a moment ago oneself is seen too. */
  const asSeen = (deal: DealShape, write: (options: { ifMatch: string }) => Promise<DealShape | undefined>) => {
    seen.current.set(deal.id, deal);
    return inTurn(deal, (version) => write({ ifMatch: String(version) }));
  };
  const moving = useWrite(moveDealRoute, {
    ...options,
    ahead: ({ params, body }) => boards((board) => moveCard(board, params.id, body.stageId, present().now)),
  });
  const winning = useWrite(winDealRoute, {
    ...options,
    ahead: ({ params }) => boards((board) => takeCard(board, params.id)),
  });
  const losing = useWrite(loseDealRoute, {
    ...options,
    ahead: ({ params }) => boards((board) => takeCard(board, params.id)),
  });
  const reopening = useWrite(reopenDealRoute, options);
  const leave = useRef<() => void>(undefined);
  const deleting = useWrite(deleteDealRoute, {
    touches,
    ahead: ({ params }) => boards((board) => takeCard(board, params.id)),
    // Left before anything asks again: its page would ask for a deal that is gone.
    onDone: () => leave.current?.(),
  });
  const restoring = useWrite(restoreDealRoute, options);
  const backFrom = (deal: DealShape) => () =>
    reopening.send({ params: { id: deal.id } }, { ifMatch: String(deal.version) });
  const verbs: DealVerbs = {
    mayWrite: moving.mayWrite,
    move: async (deal, stage) => {
      if (stage.id === deal.stageId) return;
      const moved = await asSeen(deal, (seen) =>
        moving.send({ params: { id: deal.id }, body: { stageId: stage.id as typeof deal.stageId } }, seen),
      );
      if (!moved) return;
      toast.done(t("pipeline.said.moved", { deal: titleOf(deal), stage: stage.name }), () =>
        moving.send({ params: { id: deal.id }, body: { stageId: deal.stageId } }, { ifMatch: String(moved.version) }),
      );
    },
    win: async (deal) => {
      const won = await asSeen(deal, (seen) => winning.send({ params: { id: deal.id }, body: {} }, seen));
      if (!won) return;
      celebrate();
      const value = formatMoney(won.value.minor, won.value.currency);
      toast.done(t("pipeline.said.won", { deal: titleOf(deal), value, owner: won.owner ?? "" }), backFrom(won));
    },
    lose: async (deal, { reasonId, reasonText }) => {
      const lost = await asSeen(deal, (seen) =>
        losing.send({ params: { id: deal.id }, body: { reasonId: reasonId as never, reasonText } }, seen),
      );
      if (lost) toast.done(t("pipeline.said.lost", { deal: titleOf(deal) }), backFrom(lost));
      return lost !== undefined;
    },
    reopen: async (deal) => {
      const open = await reopening.send({ params: { id: deal.id } }, { ifMatch: String(deal.version) });
      if (open) toast.done(t("pipeline.said.reopened", { deal: titleOf(deal), stage: open.stage }));
    },
    remove: async (deal, onGone) => {
      leave.current = onGone;
      const gone = await deleting.send({ params: { id: deal.id } });
      if (!gone) return;
      setTimeout(() => client.removeQueries({ queryKey: [dealRoute.name, { id: deal.id }] }));
      toast.done(t("pipeline.said.deleted", { deal: titleOf(deal) }), () =>
        restoring.send({ params: { id: deal.id } }),
      );
    },
  };
  return useLatest(verbs);
}

/** A card and its mark are called by the organization; what has none, by the deal's own name. */
export function titleOf(deal: Pick<DealShape, "name" | "organization">): string {
  return deal.organization ?? deal.name;
}

/** The same functions for the life of the screen, so that a board of cards isn't drawn again for them. */
function useLatest(verbs: DealVerbs): DealVerbs {
  const latest = useRef(verbs);
  latest.current = verbs;
  const { mayWrite } = verbs;
  return useMemo(
    () => ({
      mayWrite,
      move: (...given) => latest.current.move(...given),
      win: (...given) => latest.current.win(...given),
      lose: (...given) => latest.current.lose(...given),
      reopen: (...given) => latest.current.reopen(...given),
      remove: (...given) => latest.current.remove(...given),
    }),
    [mayWrite],
  );
}
