import type { Actor, Choices } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { audit } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type Deal, type DealId, lose, move, type Reason, reopen, win } from "../deal.ts";
import { dealLost, dealMoved, dealReopened, dealWon } from "../events.ts";
import { winNeeds } from "../stage.ts";
import { openStage, readPipelines, readReasons, stageNow } from "./catalogueStore.ts";
import { type Filling, fillFields } from "./fillFields.ts";
import { dealToChange } from "./reach.ts";
import { type StoredDeal, saveDeal } from "./store.ts";
import { tellDeal } from "./tellDeal.ts";

export type When = { now: Instant; today: CivilDate };
export type Who = Actor & { choices: Choices };
type Asked = { id: DealId; version?: number | undefined };

/** Wins a deal that has what its stage and its pipeline ask for; what is missing may come along. */
export async function winDeal(
  tx: Tx,
  { who, workspace }: { who: Who; workspace: Workspace },
  asked: Asked & { wonOn?: CivilDate | undefined; reason?: Reason | null; fields?: Filling | undefined },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, asked.id, { version: asked.version });
  const wonOn = asked.wonOn ?? when.today;
  const reason = asked.reason?.id || asked.reason?.text?.trim() ? asked.reason : null;
  if (reason) await checkReason(tx, reason, "won");
  win(was, wonOn, reason, when.today); // closed, or closing too early, is said before what is missing
  const required = await winningNeeds(tx, was);
  const filled = await fillFields(tx, { who, workspace, was }, { required, filling: asked.fields }, when);
  const deal = await saveStanding(tx, filled, win(filled, wonOn, reason, when.today), when);
  await tellDeal(tx, dealWon, deal, wonOn, told(reason), filled);
}

export async function winningNeeds(db: Reads, { stageId, pipelineId }: Deal): Promise<string[]> {
  const pipeline = (await readPipelines(db)).find(({ id }) => id === pipelineId);
  const stage = pipeline?.stages.find(({ id }) => id === stageId);
  return pipeline && stage ? winNeeds(pipeline, stage) : [];
}

export async function loseDeal(
  tx: Tx,
  who: Who,
  { id, version, lostOn, reason }: Asked & { lostOn?: CivilDate | undefined; reason: Reason },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, id, { version });
  await checkReason(tx, reason, "lost");
  const deal = await saveStanding(tx, was, lose(was, lostOn ?? when.today, reason, when.today), when);
  await tellDeal(tx, dealLost, deal, lostOn ?? when.today, told(reason), was);
}

/** Back to the stage it closed from, or to the one that took over its deals. */
export async function reopenDeal(tx: Tx, who: Who, { id, version }: Asked, when: When): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, id, { version });
  const open = await saveStanding(tx, was, reopen(was), when);
  await tellDeal(tx, dealReopened, open, when.today, { was: was.standing.status === "won" ? "won" : "lost" }, was);
  const stage = await stageNow(tx, was.stageId);
  if (!stage || !(await openStage(tx, stage.id))) throw new Refusal("pipeline.pipeline_archived", 409);
  if (stage.id === was.stageId) return;
  const moved = move(open, stage, when.now);
  await saveDeal(tx, open, moved);
  await tellDeal(tx, dealMoved, moved, when.today, { from: was.stageId, fromPipeline: was.pipelineId }, stage);
}

async function checkReason(tx: Tx, reason: Reason, kind: "won" | "lost"): Promise<void> {
  if (reason.id && !(await readReasons(tx)).some((one) => one.id === reason.id && one.kind === kind))
    throw refuseField("pipeline.no_such_reason", "/reasonId");
}

const told = (reason: Reason | null) => ({ reasonId: reason?.id ?? null, reasonText: reason?.text ?? null });

async function saveStanding(tx: Tx, was: StoredDeal, became: Deal, { now }: When): Promise<Deal> {
  const deal = { ...became, lastTouchAt: now };
  await saveDeal(tx, was, deal);
  audit(tx, "deal", deal.id, [{ field: "status", was: was.standing.status, became: deal.standing.status }]);
  return deal;
}
