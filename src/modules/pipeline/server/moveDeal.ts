import type { Actor, Choices } from "#lib/policy/can.ts";
import { refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit } from "#platform/records/audit.ts";
import { type DealId, move } from "../deal.ts";
import { dealMoved } from "../events.ts";
import type { StageId } from "../stage.ts";
import { dealToChange } from "./reach.ts";
import { saveDeal, stageById } from "./store.ts";
import { tellDeal } from "./tellDeal.ts";

export async function moveDeal(
  tx: Tx,
  actor: Actor & { choices: Choices },
  asked: { id: DealId; stageId: StageId; version?: number | undefined },
  when: { now: Instant; today: CivilDate },
): Promise<void> {
  const was = await dealToChange(tx, actor, actor.choices, asked.id, { version: asked.version });
  const stage = await stageById(tx, asked.stageId);
  if (!stage) throw refuseField("pipeline.no_such_stage", "/stageId");
  const moved = move(was, stage, when.now);
  if (moved === was) return;
  const deal = { ...moved, lastTouchAt: when.now };
  await saveDeal(tx, was, deal);
  audit(tx, "deal", deal.id, [{ field: "stageId", was: was.stageId, became: deal.stageId }]);
  await tellDeal(tx, dealMoved, deal, when.today, { from: was.stageId }, stage);
}
