import type { Instant } from "#lib/time.ts";
import { actorOfPerson } from "#modules/activities/server/public.ts";
import { addressOf } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { type Ground, groundOf, touched } from "#platform/ground.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { theWorkspace, type Workspace } from "#platform/workspace.ts";
import { quietFor, type Telling, usualHabits, usualWay } from "../notification.ts";
import { mailOf } from "./mail.ts";
import { seeNotifications } from "./seeNotifications.ts";
import { habitsOf, insertNotification, notificationsOf, waysOf } from "./store.ts";

export type Origin = () => string;

/** Tells each of them once, in the way they chose, if they may read now what it is about. */
export async function tell(tx: Tx, origin: Origin, all: readonly Telling[]): Promise<void> {
  for (const telling of all) await tellOne(tx, origin, telling);
}

async function tellOne(tx: Tx, origin: Origin, telling: Telling): Promise<void> {
  const ground = groundOf(tx);
  const { personId, kind } = telling;
  const chosen = (await waysOf(tx, personId)).get(kind) ?? usualWay[kind];
  if (chosen === "off" || !(await mayRead(tx, ground, telling))) return;
  const at = ground.clock.now();
  const way = telling.byMail ? "mail" : chosen;
  const id = await insertNotification(tx, telling, { at, digestFrom: way === "digest" ? at : null });
  if (!id) return;
  touched(tx, `inbox:${personId}`);
  if (way === "mail") await writeMail(tx, origin, telling, { id, at });
}

async function mayRead(tx: Tx, ground: Ground, { personId, record }: Telling): Promise<boolean> {
  const actor = await actorOfPerson(ground, tx, personId);
  if (!actor) return false;
  const kind = record && ground.records.get(record.kind);
  if (!record || !kind?.readable) return true;
  return (await kind.readable(tx, actor, await theWorkspace(tx), [record.id])).has(record.id);
}

async function writeMail(
  tx: Tx,
  origin: Origin,
  { personId }: Telling,
  { id, at }: { id: string; at: Instant },
): Promise<void> {
  const ground = groundOf(tx);
  const workspace = await theWorkspace(tx);
  const address = await addressOf(tx, personId);
  const actor = await actorOfPerson(ground, tx, personId);
  const one = (await notificationsOf(tx, personId)).filter((stored) => stored.id === id);
  const { rows } = await seeNotifications({ db: tx, ground, actor: actor!, workspace }, one, "all");
  if (!address || rows.length === 0) return;
  const wait = quietFor((await habitsOf(tx, personId))?.quiet ?? usualHabits.quiet, minuteAt(at, workspace));
  await queueMail(
    tx,
    { id, to: address.email, ...mailOf(origin(), address.locale ?? workspace.locale, rows) },
    wait * 60,
  );
}

export function minuteAt(at: Instant, { zone }: Pick<Workspace, "zone">): number {
  const { hour, minute } = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return hour * 60 + minute;
}
