import { fromKysely } from "pg-boss";
import { z } from "zod";
import { newId } from "#lib/id.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { actorOf } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { actFor, type Ground, groundOf, touched } from "#platform/ground.ts";
import type { Ask } from "#platform/http/answer.ts";
import { job } from "#platform/jobs/jobs.ts";
import type { Changing, ListDefinition } from "#platform/records/list/list.ts";
import { idsOf, type ListAsked, type Opened } from "#platform/records/list/readList.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { type BulkShape, mostInBulk } from "../api.ts";
import {
  type Bulk,
  type BulkRow,
  bulkById,
  bulkCounts,
  bulkProblems,
  insertBulk,
  lockBulk,
  nextRow,
  noteRow,
  type RowOutcome,
  setBulkState,
} from "./store.ts";

/** So many are done while the asker waits; more by a job. */
const atOnce = 200;

export type ManyAsked = {
  chosen: { picked: readonly string[] } | ListAsked;
  what: "change" | "remove";
  fields: Readonly<Record<string, unknown>>;
};

/** Writes down which records are to be changed and how, so that a restart goes on; a few are changed at once. */
export async function changeMany(ground: Ground, opened: Opened, asked: ManyAsked): Promise<string> {
  const { list, asking } = opened;
  checkAsked(opened, asked);
  const ids = "picked" in asked.chosen ? asked.chosen.picked : await idsOf(opened, asked.chosen, mostInBulk + 1);
  if (ids.length === 0) throw new Refusal("lists.nothing_chosen", 422);
  if (ids.length > mostInBulk) throw new Refusal("lists.too_many", 422, { most: mostInBulk });
  const bulk: Bulk = {
    id: newId(),
    list: list.name,
    byUser: asking.actor.userId,
    what: asked.what,
    fields: { ...asked.fields },
    state: "running",
    at: asking.now,
  };
  await ground.transact(async (tx) => {
    await insertBulk(tx, bulk, ids);
    if (ids.length > atOnce) await groundOf(tx).boss.send(bulkJob.name, { id: bulk.id }, { db: fromKysely(tx) });
  });
  if (ids.length <= atOnce) await carryOut(ground, bulk.id);
  return bulk.id;
}

function checkAsked({ list, fields }: Opened, { what, fields: asked }: ManyAsked): void {
  if (what === "remove") {
    if (!list.verbs?.remove) throw new Refusal("lists.may_not_remove", 422);
    return;
  }
  const editable = new Set([...fields.values()].flatMap((field) => field.edits ?? []));
  if (Object.keys(asked).length === 0) throw refuseField("lists.nothing_chosen", "/fields");
  const unknown = Object.keys(asked).find((field) => !editable.has(field) || !list.verbs);
  if (unknown !== undefined) throw refuseField("lists.not_editable", `/fields/${unknown}`, { field: unknown });
}

export async function undoMany(ground: Ground, userId: string, id: string): Promise<void> {
  const isLong = await ground.transact(async (tx) => {
    const bulk = await lockBulk(tx, id);
    if (!bulk || bulk.byUser !== userId) throw new Refusal("lists.no_such_change", 404);
    if (bulk.state === "running" || bulk.state === "undoing") throw new Refusal("lists.not_done_yet", 409);
    if (bulk.state === "undone") throw new Refusal("lists.undone_already", 409);
    await setBulkState(tx, id, "undoing", ground.clock.now());
    const { done = 0 } = await bulkCounts(tx, id);
    if (done > atOnce) await ground.boss.send(bulkJob.name, { id }, { db: fromKysely(tx) });
    return done > atOnce;
  });
  if (!isLong) await carryOut(ground, id);
}

export const bulkJob = job({
  name: "lists.change_many",
  data: z.object({ id: z.uuid() }),
  run: (ground, { id }) => carryOut(ground, id),
});

/** Row by row, each in a transaction of its own with the note of what became of it: killed at any moment, it goes on where it was. */
async function carryOut(ground: Ground, id: string): Promise<void> {
  const bulk = await bulkById(ground.db, id);
  if (!bulk || (bulk.state !== "running" && bulk.state !== "undoing")) return;
  const list = ground.lists.get(bulk.list);
  const actor = await actorOf(ground.db, bulk.byUser, ground.clock);
  const isUndo = bulk.state === "undoing";
  while (list && actor) {
    const workspace = await theWorkspace(ground.db);
    const changing = { actor, workspace, now: ground.clock.now(), today: ground.clock.today(workspace.zone) };
    const went = await oneRow(ground, { bulk, list, changing });
    if (!went) break;
  }
  await ground.transact(async (tx) => {
    await setBulkState(tx, id, isUndo ? "undone" : "done", ground.clock.now());
    touched(tx, "list_changes");
  });
}

type Underway = { bulk: Bulk; list: ListDefinition; changing: Changing };

async function oneRow(ground: Ground, underway: Underway): Promise<boolean> {
  const { bulk } = underway;
  let at: string | undefined;
  try {
    return await ground.transact(async (tx) => {
      actFor(tx, bulk.byUser);
      const row = await nextRow(tx, bulk.id, bulk.state === "undoing" ? "done" : "waiting");
      if (!row) return false;
      at = row.recordId;
      await noteRow(tx, bulk.id, row.recordId, await outcomeOf(tx, underway, row));
      return true;
    });
  } catch (error) {
    if (!(error instanceof Refusal) || at === undefined || error.status >= 500) throw error;
    const record = at;
    const state = bulk.state === "undoing" ? "kept" : "refused";
    const errors = error.errors.map(({ pointer, code }) => ({ pointer, code }));
    const problem = { code: errors[0]?.code ?? error.code, facts: error.facts, errors };
    await ground.transact((tx) => noteRow(tx, bulk.id, record, { state, problem }));
    return true;
  }
}

async function outcomeOf(tx: Tx, { bulk, list, changing }: Underway, row: BulkRow): Promise<RowOutcome> {
  if (bulk.state === "undoing") return undone(tx, { bulk, list, changing }, row);
  if (bulk.what === "remove") {
    await list.verbs?.remove?.(tx, changing, row.recordId);
    return { state: "done" };
  }
  const changed = await list.verbs?.change(tx, changing, row.recordId, bulk.fields);
  return changed ? { state: "done", was: changed.was, version: changed.version } : { state: "refused" };
}

async function undone(tx: Tx, { bulk, list, changing }: Underway, row: BulkRow): Promise<RowOutcome> {
  if (bulk.what === "remove") {
    const { actor, workspace: choices, now, today } = changing;
    await groundOf(tx).trash.get(list.record)?.restore(tx, { actor, choices, now, today }, row.recordId);
    return { state: "undone" };
  }
  if (!(await isUnchanged(tx, list, row))) return { state: "kept" };
  await list.verbs?.change(tx, changing, row.recordId, row.was ?? {});
  return { state: "undone" };
}

/** Nobody changed it since. */
async function isUnchanged(tx: Tx, { versionOf }: ListDefinition, { recordId, version }: BulkRow): Promise<boolean> {
  return (await versionOf(tx, recordId)) === version;
}

/** How far it has come, with the names of what was refused. */
export async function seeBulk(
  { db, ground, actor, workspace }: Pick<Ask, "db" | "ground" | "actor" | "workspace">,
  id: string,
): Promise<BulkShape> {
  const bulk = await bulkById(db, id);
  if (!bulk || bulk.byUser !== actor.userId) throw new Refusal("lists.no_such_change", 404);
  const { waiting = 0, done = 0, undone: back = 0, kept = 0, refused = 0 } = await bulkCounts(db, id);
  const problems = await bulkProblems(db, id);
  const names = await namesOf(
    { db, ground, actor, workspace },
    bulk.list,
    problems.map((one) => one.id),
  );
  return {
    id: bulk.id as BulkShape["id"],
    list: bulk.list,
    what: bulk.what,
    state: bulk.state,
    total: waiting + done + back + kept + refused,
    waiting,
    done,
    undone: back,
    kept,
    refused: problems.map(({ id: recordId, problem }) => ({
      id: recordId,
      name: names.get(recordId) ?? null,
      ...problem,
    })),
    at: bulk.at,
  };
}

/** The names of those that the asker may read: a refusal tells nothing of the others. */
async function namesOf(
  { db, ground, actor, workspace }: Pick<Ask, "db" | "ground" | "actor" | "workspace">,
  list: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const record = ground.records.get(ground.lists.get(list)?.record ?? "");
  if (!record || ids.length === 0) return new Map();
  const readable = record.readable ? await record.readable(db, actor, workspace, ids) : new Set(ids);
  return record.names(db, [...readable]);
}
