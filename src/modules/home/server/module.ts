import { Refusal } from "#lib/refusal.ts";
import type { Reads } from "#platform/db/db.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import { choosePlace, chosenPlaces, isAway, putAway } from "./store.ts";

/** What everybody sees first: Today, the places of the rail, and what leads through the first week. */
export const home = module({
  name: "home",
  owns: ["places", "first_week_away"],
  exportsWithout: {
    places: "how the product looks, not what is in it",
    first_week_away: "how one person looks at the product",
  },
  keys: [
    {
      column: "first_week_away.person_id",
      of: "person",
      erase: "nothing: it says that a list was put away, and no name",
      transfer: "nothing: it is how one person looks at the product",
    },
  ],
  answers: [
    answer(api.placesRoute, ({ ground, db }) => seePlaces(ground, db)),
    answer(api.choosePlaceRoute, async ({ ground, db, transact, params, body, now }) => {
      if (!ground.places.some(({ name }) => name === params.name)) throw new Refusal("home.no_such_place", 404);
      await transact(async (tx) => {
        await choosePlace(tx, params.name, body.shown, now);
        touched(tx, "places");
      });
      return seePlaces(ground, db);
    }),
    answer(api.firstWeekRoute, async ({ ground, db, actor }) => ({
      steps: await Promise.all(
        ground.firstSteps.map(async ({ name, day, path, isDone }) => ({ name, day, path, isDone: await isDone(db) })),
      ),
      isAway: await isAway(db, actor.personId),
    })),
    answer(api.putAwayRoute, async ({ transact, actor, now }) => {
      await transact((tx) => putAway(tx, actor.personId, now));
      return { done: true as const };
    }),
  ],
});

async function seePlaces({ places }: Ground, db: Reads) {
  const chosen = await chosenPlaces(db);
  return Promise.all(
    places.map(async ({ name, path, isUsed: ask }) => {
      const isUsed = await ask(db);
      const choice = chosen.get(name) ?? null;
      return { name, path, isUsed, chosen: choice, shown: choice ?? isUsed };
    }),
  );
}
