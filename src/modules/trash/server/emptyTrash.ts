import { Refusal } from "#lib/refusal.ts";
import { addDays, dayAt, startOfDay } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { purge } from "#platform/records/purge.ts";
import { type TrashKind, trashDays } from "#platform/records/trash.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { trashKind } from "./seeTrash.ts";

const perStep = 500;

/** By night: what has lain in the trash for thirty days goes. What hangs on others goes before them. */
export async function emptyTrash(ground: Ground): Promise<void> {
  const { zone } = await theWorkspace(ground.db);
  const before = startOfDay(addDays(dayAt(ground.clock.now(), zone), -trashDays), zone);
  for (const kind of [...ground.trash.values()].toReversed())
    while ((await ground.transact((tx) => emptyStep(tx, kind, before))) === perStep);
}

async function emptyStep(tx: Tx, kind: TrashKind, before: string): Promise<number> {
  const ids = (await kind.removable(tx, { before })).slice(0, perStep);
  await purge(tx, kind, ids);
  touched(tx, "trash");
  return ids.length;
}

/** An admin removes one now. */
export async function purgeOne(tx: Tx, { kind, id }: { kind: string; id: string }): Promise<void> {
  const found = trashKind(tx, kind);
  const ids = await found.removable(tx, { ids: [id] });
  if (ids.length === 0) throw (await found.isTrashed(tx, id)) ? new Refusal("trash.held", 409) : noSuchRecord();
  await purge(tx, found, ids);
  touched(tx, "trash");
}

function noSuchRecord(): Refusal {
  return new Refusal("trash.no_such_record", 404);
}
