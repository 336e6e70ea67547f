import { Refusal } from "#lib/refusal.ts";
import { dayAt, daysBetween } from "#lib/time.ts";
import { namesByLogin } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { groundOf, touched } from "#platform/ground.ts";
import type { Ask } from "#platform/http/answer.ts";
import { type Restoring, type TrashKind, trashDays } from "#platform/records/trash.ts";

/** Everything the actor deleted or may restore, with how long it still lies there. */
export async function seeTrash({ db, ground, actor, workspace, today }: Ask) {
  const names = await namesByLogin(db);
  const all = await Promise.all(
    [...ground.trash.values()].map(async ({ kind, list }) =>
      (await list(db, actor, workspace)).map((one) => ({ kind, ...one })),
    ),
  );
  const rows = all.flat().map((one) => ({
    ...one,
    deletedBy: one.deletedBy ? (names.get(one.deletedBy) ?? null) : null,
    daysLeft: Math.max(0, trashDays - daysBetween(dayAt(one.deletedAt, workspace.zone), today)),
  }));
  return { days: trashDays, rows: rows.toSorted((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1)) };
}

export async function restoreOne(
  tx: Tx,
  restoring: Restoring,
  { kind, id }: { kind: string; id: string },
): Promise<void> {
  await trashKind(tx, kind).restore(tx, restoring, id);
  touched(tx, "trash");
}

export function trashKind(tx: Tx, kind: string): TrashKind {
  const found = groundOf(tx).trash.get(kind);
  if (!found) throw new Refusal("trash.no_such_record", 404);
  return found;
}
