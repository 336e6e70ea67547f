import { addDays, startOfDay } from "#lib/time.ts";
import { actorOfPerson } from "#modules/activities/server/public.ts";
import { addressOf } from "#modules/people/server/public.ts";
import { rottingDeals } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { type Ground, groundOf } from "#platform/ground.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { readWorkspace, type Workspace } from "#platform/workspace.ts";
import { usualHabits } from "../notification.ts";
import { mailOf } from "./mail.ts";
import { seeNotifications } from "./seeNotifications.ts";
import { dueForDigest, forgetRead, takeDigest } from "./store.ts";
import { minuteAt, type Origin, tell } from "./tell.ts";

/** Every minute: whose hour has come gets the mail of the day, each in a transaction of its own. */
export async function sendDigests(ground: Ground, origin: Origin): Promise<void> {
  const workspace = await readWorkspace(ground.db);
  if (!workspace) return;
  const now = ground.clock.now();
  const today = ground.clock.today(workspace.zone);
  const hour = Math.floor(minuteAt(now, workspace) / 60);
  for (const personId of await dueForDigest(ground.db, today, hour, usualHabits.digestHour))
    await ground.transact((tx) => sendDigest(tx, { workspace, origin, today }, personId));
}

type Sending = { workspace: Workspace; origin: Origin; today: string };

async function sendDigest(tx: Tx, { workspace, origin, today }: Sending, personId: string): Promise<void> {
  const ground = groundOf(tx);
  const waiting = await takeDigest(tx, personId, today, usualHabits.digestHour);
  const actor = await actorOfPerson(ground, tx, personId);
  const address = await addressOf(tx, personId);
  if (!actor || !address) return;
  const { rows } = await seeNotifications({ db: tx, ground, actor, workspace }, waiting, "all");
  if (rows.length > 0)
    await queueMail(tx, { to: address.email, ...mailOf(origin(), address.locale ?? workspace.locale, rows) });
}

const keptDays = 90;

/** By night: whose open deals rot, each by the limit of its stage, hears of it, once a day and all of them together; what was read long ago is forgotten. */
export async function nightInbox(ground: Ground, origin: Origin): Promise<void> {
  const workspace = await readWorkspace(ground.db);
  if (!workspace) return;
  const today = ground.clock.today(workspace.zone);
  await ground.transact(async (tx) => {
    const rotting = await rottingDeals(tx, { today, zone: workspace.zone });
    await tell(
      tx,
      origin,
      rotting.map(({ ownerId, count }) => ({
        ...{ personId: ownerId, kind: "idle" as const, about: today, record: null, activityId: null, byId: null },
        facts: { count },
      })),
    );
    await forgetRead(tx, startOfDay(addDays(today, -keptDays), workspace.zone));
  });
}
