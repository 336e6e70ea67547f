// How an admin shapes pipelines: made, renamed, ordered, archived; stages put in order and taken out.
import { Refusal, refuseField } from "#lib/refusal.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import { nameKey } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll, eventsOfAll } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { dealMoved } from "../events.ts";
import type { Pipeline, PipelineId, Stage, StageId } from "../stage.ts";
import { refuseUnknownFields } from "./catalogue.ts";
import {
  archivedPipelines,
  archivePipeline,
  insertPipeline,
  insertStage,
  openStage,
  readPipelines,
  savePipeline,
  setOrder,
  takeStageOut,
} from "./catalogueStore.ts";
import type { When } from "./closeDeal.ts";
import { keepHistory } from "./keepHistory.ts";
import { firstStages } from "./startPipeline.ts";
import { hasOpenDeals, lockOpenIn, type StoredDeal, setStage } from "./store.ts";
import { factsOf, stateOf } from "./tellDeal.ts";

/** A pipeline with the stages that a workspace starts with, to be changed from there. */
export async function addPipeline(tx: Tx, workspace: Workspace, name: string): Promise<Pipeline> {
  refuseTakenName(await readPipelines(tx), name);
  const id = await insertPipeline(tx, name);
  for (const stage of firstStages(workspace.locale)) await insertStage(tx, { pipelineId: id, ...stage });
  touched(tx, "pipelines", "deals");
  return (await readPipelines(tx)).find((one) => one.id === id)!;
}

type PipelineChange = { name?: string | undefined; winRequires?: string[] | undefined; archived?: boolean | undefined };

export async function changePipeline(tx: Tx, id: PipelineId, asked: PipelineChange, { now }: When): Promise<void> {
  const pipelines = await readPipelines(tx);
  if (asked.archived === false) await bringBack(tx, id);
  const was = (await readPipelines(tx)).find((one) => one.id === id);
  if (!was) throw new Refusal("pipeline.no_such_pipeline", 404);
  const became = { id, name: asked.name ?? was.name, winRequires: asked.winRequires ?? was.winRequires };
  refuseTakenName(
    pipelines.filter((one) => one.id !== id),
    became.name,
  );
  refuseUnknownFields(asked.winRequires, "/winRequires");
  await savePipeline(tx, became);
  if (asked.archived) await archive(tx, id, pipelines, now);
  audit(tx, "pipeline", id, [{ field: "pipeline", was: was.name, became: became.name }]);
  touched(tx, "pipelines", "deals");
}

async function bringBack(tx: Tx, id: PipelineId): Promise<void> {
  if ((await archivedPipelines(tx)).some((one) => one.id === id)) await archivePipeline(tx, id, null);
}

/** Not while a deal is open in it, and never the last one. */
async function archive(tx: Tx, id: PipelineId, pipelines: readonly Pipeline[], now: string): Promise<void> {
  if (pipelines.length < 2) throw new Refusal("pipeline.last_pipeline", 409);
  if (await hasOpenDeals(tx, id)) throw new Refusal("pipeline.pipeline_has_deals", 409);
  await archivePipeline(tx, id, now);
}

export async function orderPipelines(tx: Tx, ids: readonly PipelineId[]): Promise<void> {
  const known = (await readPipelines(tx)).map(({ id }) => id as string);
  await putInOrder(tx, "pipelines", known, ids);
}

export async function orderStages(tx: Tx, pipelineId: PipelineId, ids: readonly StageId[]): Promise<void> {
  const pipeline = (await readPipelines(tx)).find(({ id }) => id === pipelineId);
  if (!pipeline) throw new Refusal("pipeline.no_such_pipeline", 404);
  await putInOrder(
    tx,
    "stages",
    pipeline.stages.map(({ id }) => id),
    ids,
  );
}

/** All of them, each once: an order that leaves one out was made of an older list. */
export async function putInOrder(
  tx: Tx,
  table: Parameters<typeof setOrder>[1],
  known: readonly string[],
  ids: readonly string[],
): Promise<void> {
  if (known.toSorted().join() !== ids.toSorted().join()) throw refuseField("pipeline.order_incomplete", "/ids");
  await setOrder(tx, table, ids);
  touched(tx, "pipelines", "deals");
}

/** Takes a stage out; its open deals move to the one named, as if each had been moved by hand. */
export async function removeStage(tx: Tx, id: StageId, into: StageId, when: When): Promise<void> {
  const pipeline = (await readPipelines(tx)).find((one) => one.stages.some((stage) => stage.id === id));
  if (!pipeline) throw new Refusal("pipeline.no_such_stage", 404);
  if (pipeline.stages.length < 2) throw new Refusal("pipeline.last_stage", 409);
  const target = into === id ? undefined : await openStage(tx, into);
  if (!target) throw refuseField("pipeline.no_such_stage", "/into");
  const deals = await lockOpenIn(tx, id);
  await moveAll(tx, deals, target, when);
  await takeStageOut(tx, id, into, when.now);
  audit(tx, "stage", id, [{ field: "removedAt", was: null, became: when.now }]);
  touched(tx, "pipelines", "deals", ...deals.map((deal) => `deal:${deal.id}`));
}

async function moveAll(tx: Tx, deals: readonly StoredDeal[], to: Stage, { now, today }: When): Promise<void> {
  if (deals.length === 0) return;
  const ids = deals.map(({ id }) => id);
  await setStage(tx, ids, to, now);
  const told = deals.map((deal) => {
    const moved = { ...deal, stageId: to.id, pipelineId: to.pipelineId };
    return { name: "deal_moved" as const, at: now, state: stateOf(moved, to, today), from: deal.stageId, was: deal };
  });
  for (const { was } of told) audit(tx, "deal", was.id, [{ field: "stageId", was: was.stageId, became: to.id }]);
  await emitAll(
    tx,
    dealMoved,
    told.map(({ state, from, was }) => ({ record: was.id, facts: { ...state, from, fromPipeline: was.pipelineId } })),
  );
  await keepHistory(tx, told);
  const events = await eventsOfAll(tx, ids);
  await recordFactsOf(tx, new Map(ids.map((id) => [id, factsOf(events.get(id) ?? [])])));
}

function refuseTakenName(pipelines: readonly Pick<Pipeline, "name">[], name: string): void {
  if (pipelines.some((one) => nameKey(one.name) === nameKey(name)))
    throw refuseField("pipeline.pipeline_name_taken", "/name");
}
