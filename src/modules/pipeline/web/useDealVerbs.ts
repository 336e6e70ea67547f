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
  changeDealRoute,
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
import { filledFields, missingFields } from "../required.ts";
import { inTurn } from "./inTurn.ts";
import { newsOf } from "./newsOf.ts";
import type { Missing } from "./RequiredPanel.tsx";
import type { FilledIn } from "./requiredTyped.ts";

export type LoseReason = { reasonId: string | null; reasonText: string | null };
export type DealVerbs = {
  mayWrite: boolean;
  move: (deal: DealShape, stage: { id: string; name: string; requires?: readonly string[] }) => void;
  win: (deal: DealShape, reason?: LoseReason) => void;
  rank: (deal: DealShape, rank: { id: string; name: string } | null) => void;
  lose: (deal: DealShape, reason: LoseReason) => Promise<boolean>;
  reopen: (deal: DealShape) => void;
  remove: (deal: DealShape, onGone?: () => void) => void;
};

const touches = ["deals"];

/** What one does with a deal. The boards on this screen show it at once, by the board's own rule; a message offers the way back. */
export function useDealVerbs(onMissing: (missing: Missing) => void, touched: readonly string[] = touches): DealVerbs {
  const words = useWords();
  const { t, formatMoney } = words;
  const client = useQueryClient();
  const boards = (change: (board: Board) => Board): Change[] =>
    client.getQueriesData<Board>({ queryKey: [boardRoute.name] }).map(([key]) => ({
      key,
      apply: (old) => (old === undefined ? old : change(old as Board)),
    }));
  const seen = useRef(new Map<string, DealShape>());
  /** Takes the refusal of a move or a win that may be asked again with fields. */
  const lacking = useRef<(error: CallRefused) => void>(undefined);
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
      if (error instanceof CallRefused && lacking.current) {
        lacking.current(error);
        return true;
      }
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
  const changing = useWrite(changeDealRoute, options);
  /** Runs a write, and answers what it made, or the list of what it lacks. Other refusals are said as ever. */
  const trying = async (write: () => Promise<DealShape | undefined>) => {
    let refused: CallRefused | null = null;
    lacking.current = (error) => {
      refused = error;
    };
    const made = await write();
    lacking.current = undefined;
    return [made, refused as CallRefused | null] as const;
  };
  /** Asks for what is missing before, or after the server has said so. */
  const asking = async ({ deal, to, known, go }: Trial) => {
    const again = (fields: FilledIn) => go(fields);
    if (known.length > 0) return onMissing({ deal, to, fields: known, again });
    const refused = await go();
    if (!refused) return;
    const fields = lackedBy(refused);
    if (fields) onMissing({ deal, to, fields, again });
    else if (refused.status === 412) await sayStale(deal.id, refused.facts.who);
    else toast.error(sentenceOf(words, refused));
  };
  const backFrom = (deal: DealShape) => () =>
    reopening.send({ params: { id: deal.id } }, { ifMatch: String(deal.version) });
  const verbs: DealVerbs = {
    mayWrite: moving.mayWrite,
    move: async (deal, stage) => {
      if (stage.id === deal.stageId) return;
      const go = async (fields?: FilledIn) => {
        const body = { stageId: stage.id as typeof deal.stageId, ...(fields ? { fields } : {}) };
        const [moved, refused] = await trying(() =>
          asSeen(deal, (version) => moving.send({ params: { id: deal.id }, body }, version)),
        );
        if (moved) sayMoved(moved);
        return refused;
      };
      const sayMoved = (moved: DealShape) =>
        toast.done(t("pipeline.said.moved", { deal: titleOf(deal), stage: stage.name }), () =>
          moving.send({ params: { id: deal.id }, body: { stageId: deal.stageId } }, { ifMatch: String(moved.version) }),
        );
      const known = stage.requires ? missingFields(stage.requires, filledIn(deal)) : [];
      await asking({ deal, to: stage.name, known, go });
    },
    win: async (deal, reason) => {
      const go = async (fields?: FilledIn) => {
        const body = {
          ...(reason ? { reasonId: reason.reasonId as never, reasonText: reason.reasonText } : {}),
          ...(fields ? { fields } : {}),
        };
        const [won, refused] = await trying(() =>
          asSeen(deal, (version) => winning.send({ params: { id: deal.id }, body }, version)),
        );
        if (won) sayWon(won);
        return refused;
      };
      const sayWon = (won: DealShape) => {
        celebrate();
        const value = formatMoney(won.value.minor, won.value.currency);
        toast.done(t("pipeline.said.won", { deal: titleOf(deal), value, owner: won.owner ?? "" }), backFrom(won));
      };
      await asking({ deal, to: null, known: [], go });
    },
    rank: async (deal, rank) => {
      const body = { rankId: (rank?.id ?? null) as typeof deal.rankId };
      const now = await asSeen(deal, (version) => changing.send({ params: { id: deal.id }, body }, version));
      if (now)
        toast.done(t("pipeline.said.ranked", { deal: titleOf(deal), rank: rank?.name ?? t("pipeline.rank.none") }));
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

type Trial = {
  deal: DealShape;
  to: string | null;
  known: readonly string[];
  go: (fields?: FilledIn) => Promise<CallRefused | null>;
};

function lackedBy({ code, facts }: CallRefused): string[] | null {
  if (code !== "pipeline.field_required" || !Array.isArray(facts.fields)) return null;
  return facts.fields.filter((field) => typeof field === "string");
}

/** What a card holds of the fields that a stage may ask for. */
export function filledIn(deal: DealShape): Set<string> {
  return filledFields({ ...deal, contacts: deal.contactCount, decisionSteps: deal.stepCount });
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
      rank: (...given) => latest.current.rank(...given),
      reopen: (...given) => latest.current.reopen(...given),
      remove: (...given) => latest.current.remove(...given),
    }),
    [mayWrite],
  );
}
