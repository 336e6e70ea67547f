import type { Actor } from "#lib/policy/can.ts";
import { mentionedIn, textWithNames } from "#modules/activities/mention.ts";
import { activitiesByIds } from "#modules/activities/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { NotificationShape } from "../api.ts";
import { isUnder, needsAnswer, type Tab, tabs } from "../notification.ts";
import type { StoredNotification } from "./store.ts";

type Looking = { db: Reads; ground: Ground; actor: Actor; workspace: Workspace };

/** Notifications with names, of what the actor may read now; what needs an answer first, then what is unread. */
export async function seeNotifications(looking: Looking, all: readonly StoredNotification[], tab: Tab) {
  const readable = await readableOf(looking, all);
  const { db } = looking;
  const texts = await textsOf(db, readable);
  const names = await personNames(
    db,
    readable.flatMap(({ byId }) => byId ?? []),
  );
  const records = await recordNames(looking, readable);
  const shown = readable
    .filter(({ activityId }) => activityId === null || texts.has(activityId))
    .map(
      (one): NotificationShape => ({
        ...{ id: one.id, kind: one.kind, at: one.at, readAt: one.readAt, activityId: one.activityId, facts: one.facts },
        by: one.byId ? (names.get(one.byId) ?? null) : null,
        record:
          one.recordKind && one.recordId
            ? { kind: one.recordKind, id: one.recordId, name: records.get(one.recordId) ?? "" }
            : null,
        text: one.activityId ? (texts.get(one.activityId) ?? null) : null,
        needsAnswer: one.readAt === null && needsAnswer(one.kind),
      }),
    );
  const unread = shown.filter(({ readAt }) => readAt === null);
  const count = (name: Tab) => unread.filter(({ kind }) => isUnder(name, kind)).length;
  return {
    rows: shown.filter(({ kind }) => isUnder(tab, kind)).toSorted(inOrder),
    unread: Object.fromEntries(tabs.map((name) => [name, count(name)])) as Record<Tab, number>,
  };
}

function inOrder(a: NotificationShape, b: NotificationShape): number {
  const rank = ({ needsAnswer, readAt }: NotificationShape) => (needsAnswer ? 0 : readAt === null ? 1 : 2);
  return rank(a) - rank(b) || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? 1 : -1);
}

async function readableOf({ db, ground, actor, workspace }: Looking, all: readonly StoredNotification[]) {
  const readable = new Set<string>();
  for (const [kind, some] of Map.groupBy(all, ({ recordKind }) => recordKind ?? "")) {
    const ids = [...new Set(some.flatMap(({ recordId }) => recordId ?? []))];
    const read = ground.records.get(kind)?.readable;
    for (const id of read ? await read(db, actor, workspace, ids) : ids) readable.add(id);
  }
  return all.filter(({ recordId }) => recordId === null || readable.has(recordId));
}

async function recordNames({ db, ground }: Looking, all: readonly StoredNotification[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, some] of Map.groupBy(all, ({ recordKind }) => recordKind ?? "")) {
    const ids = [...new Set(some.flatMap(({ recordId }) => recordId ?? []))];
    for (const [id, name] of (await ground.records.get(kind)?.names(db, ids)) ?? []) names.set(id, name);
  }
  return names;
}

/** What was written or is to be done, with the names of today; what was deleted is told of no more. */
async function textsOf(db: Reads, all: readonly StoredNotification[]): Promise<Map<string, string>> {
  const found = await activitiesByIds(
    db,
    all.flatMap(({ activityId }) => activityId ?? []),
  );
  const names = await personNames(db, [
    ...new Set(found.flatMap(({ subject, body }) => mentionedIn(`${subject}\n${body}`))),
  ]);
  const living = found.filter(({ deletedAt }) => deletedAt === null);
  return new Map(
    living.map(({ id, subject, body }) => [id, textWithNames(subject || (body ?? ""), names).slice(0, 300)]),
  );
}
