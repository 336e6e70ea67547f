import { Refusal } from "#lib/refusal.ts";
import { fieldsOf, partedBy, saveListed } from "#modules/fields/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Changed, Changing } from "#platform/records/list/list.ts";
import { changeDealRoute, moveDealRoute } from "../api.ts";
import type { DealId } from "../deal.ts";
import { changeDeal, deleteDeal } from "./changeDeal.ts";
import { moveDeal } from "./moveDeal.ts";
import { lockDeal } from "./store.ts";

/** One deal of a change of many: by the shapes and rules of its own routes; to a stage it is moved. */
export async function changeListedDeal(
  tx: Tx,
  { actor, workspace, now, today }: Changing,
  record: string,
  { stageId, ...asked }: Readonly<Record<string, unknown>>,
): Promise<Changed> {
  const id = record as DealId;
  const who = { ...actor, choices: workspace };
  const { own, custom } = partedBy(changeDealRoute, asked);
  const was = await lockDeal(tx, id);
  if (!was) throw new Refusal("pipeline.no_such_deal", 404);
  if (Object.keys(asked).length > 0) await changeDeal(tx, who, workspace, { id, fields: own }, { now, today });
  const before = await saveListed(tx, "deal", id, custom);
  // Last: the stage may ask for what is changed along with it.
  if (stageId !== undefined)
    await moveDeal(tx, { who, workspace }, { id, ...partedBy(moveDealRoute, { stageId }).own }, { now, today });
  const version = (await lockDeal(tx, id))?.version ?? was.version;
  return { was: { ...fieldsOf(was, stageId === undefined ? own : { ...own, stageId }), ...before }, version };
}

export async function removeDeal(tx: Tx, { actor, workspace, now, today }: Changing, id: string): Promise<void> {
  await deleteDeal(tx, { ...actor, choices: workspace }, { id: id as DealId }, { now, today });
}
