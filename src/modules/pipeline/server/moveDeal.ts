import { refuseField } from "#lib/refusal.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type DealId, move } from "../deal.ts";
import { dealMoved } from "../events.ts";
import type { StageId } from "../stage.ts";
import { openStage } from "./catalogueStore.ts";
import type { When, Who } from "./closeDeal.ts";
import { type Filling, fillFields } from "./fillFields.ts";
import { dealToChange } from "./reach.ts";
import { saveDeal } from "./store.ts";
import { tellDeal } from "./tellDeal.ts";

/** To a stage of any pipeline, with the fields that the stage asks for. */
export async function moveDeal(
  tx: Tx,
  { who, workspace }: { who: Who; workspace: Workspace },
  asked: { id: DealId; stageId: StageId; fields?: Filling | undefined; version?: number | undefined },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, asked.id, { version: asked.version });
  const stage = await openStage(tx, asked.stageId);
  if (!stage) throw refuseField("pipeline.no_such_stage", "/stageId");
  if (move(was, stage, when.now) === was) return;
  const filled = await fillFields(
    tx,
    { who, workspace, was },
    { required: stage.requires, filling: asked.fields },
    when,
  );
  const deal = { ...move(filled, stage, when.now), lastTouchAt: when.now };
  await saveDeal(tx, filled, deal);
  audit(tx, "deal", deal.id, [{ field: "stageId", was: was.stageId, became: deal.stageId }]);
  await tellDeal(tx, dealMoved, deal, when.today, { from: was.stageId, fromPipeline: was.pipelineId }, stage);
}
