import { personNames } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { answer } from "#platform/http/answer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import * as api from "../api.ts";
import { type Habits, isUnder, notificationKinds, usualHabits, usualWay, type Way } from "../notification.ts";
import { nightInbox, sendDigests } from "./digest.ts";
import { inboxKeys } from "./keys.ts";
import { inboxListeners } from "./listeners.ts";
import { seeNotifications } from "./seeNotifications.ts";
import {
  forgetAbout,
  forgetPerson,
  habitsOf,
  heldOf,
  inboxExports,
  markRead,
  notificationsOf,
  saveHabits,
  saveWay,
  waysOf,
} from "./store.ts";

async function choicesOf(db: Reads, personId: string) {
  const chosen = await waysOf(db, personId);
  const ways = Object.fromEntries(notificationKinds.map((kind) => [kind, chosen.get(kind) ?? usualWay[kind]]));
  const { quiet, digestHour } = (await habitsOf(db, personId)) ?? usualHabits;
  return { ways: ways as Record<(typeof notificationKinds)[number], Way>, quiet, digestHour };
}

type Choice = { ways?: Partial<Record<string, Way>> | undefined } & { [Key in keyof Habits]?: Habits[Key] | undefined };

async function choose(tx: Tx, personId: string, { ways = {}, quiet, digestHour }: Choice) {
  for (const kind of notificationKinds) {
    const way = ways[kind];
    if (way) await saveWay(tx, personId, kind, way);
  }
  if (quiet !== undefined || digestHour !== undefined) {
    const was = (await habitsOf(tx, personId)) ?? usualHabits;
    await saveHabits(tx, personId, {
      quiet: quiet === undefined ? was.quiet : quiet,
      digestHour: digestHour ?? was.digestHour,
    });
  }
  touched(tx, `inbox:${personId}`);
  return choicesOf(tx, personId);
}

/** What each is told: by others, by what they follow, by the clock. */
export const inbox = ({ origin }: Surroundings) =>
  module({
    name: "inbox",
    owns: ["notifications", "notification_choices", "notification_habits"],
    exports: inboxExports,
    keys: inboxKeys,
    listens: inboxListeners(origin),
    minutely: [{ name: "inbox.digest", run: (ground) => sendDigests(ground, origin) }],
    nightly: [{ name: "inbox.night", run: (ground) => nightInbox(ground, origin) }],
    // So that a socket follows nobody's inbox but one's own.
    records: [
      {
        kind: "inbox",
        names: personNames,
        readable: async (_db, actor, _choices, ids) => new Set(ids.filter((id) => id === actor.personId)),
      },
    ],
    onErase: async (tx, { kind, id }) => {
      if (kind === "person") await forgetPerson(tx, id);
    },
    onAccess: async (db, { kind, id }) => (kind === "person" ? heldOf(db, id) : {}),
    onPurge: (tx, { ids }) => forgetAbout(tx, ids),
    answers: [
      answer(api.notificationsRoute, async (ask) =>
        seeNotifications(ask, await notificationsOf(ask.db, ask.actor.personId), ask.query.tab),
      ),
      answer(api.readNotificationsRoute, ({ transact, actor, body, now }) =>
        transact(async (tx) => {
          const { ids, tab = "all", read } = body;
          const which = ids ? { ids } : { kinds: notificationKinds.filter((kind) => isUnder(tab, kind)) };
          const count = await markRead(tx, actor.personId, which, read ? now : null);
          touched(tx, `inbox:${actor.personId}`);
          return { count };
        }),
      ),
      answer(api.notificationChoicesRoute, ({ db, actor }) => choicesOf(db, actor.personId)),
      answer(api.chooseNotificationsRoute, ({ transact, actor, body }) =>
        transact((tx) => choose(tx, actor.personId, body)),
      ),
    ],
  });
