import type { Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";
import type { DealMoment } from "../dealFacts.ts";
import type { StageId } from "../stage.ts";
import { type Close, insertCloses, insertMoves, type Move, markReopened } from "./historyStore.ts";

/** A moment with what its kind of event says beside the deal's state. */
export type Told = DealMoment & {
  from?: StageId | undefined;
  reasonId?: string | null | undefined;
  reasonText?: string | null | undefined;
};

/** Writes a row for each move and close, in the transaction that tells of it: they are what the events say, and stay. */
export async function keepHistory(tx: Tx, told: readonly Told[]): Promise<void> {
  const by = actingUser(tx);
  await insertMoves(tx, by, told.flatMap(moveIn));
  await insertCloses(tx, by, told.flatMap(closeIn));
  for (const { name, at, state } of told) if (name === "deal_reopened") await markReopened(tx, state.dealId, at, by);
}

function moveIn({ name, at, state, from }: Told): Move[] {
  if (name === "deal_opened") return [{ from: null, state, at }];
  return name === "deal_moved" ? [{ from: from ?? null, state, at }] : [];
}

function closeIn({ name, at, state, reasonId = null, reasonText = null }: Told): Close[] {
  if (name !== "deal_won" && name !== "deal_lost") return [];
  return [{ kind: name === "deal_won" ? "won" : "lost", at, state, reasonId, reasonText }];
}
