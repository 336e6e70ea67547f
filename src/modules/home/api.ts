import { z } from "zod";
import { route } from "#lib/route.ts";

const place = z.object({
  name: z.string(),
  path: z.string(),
  /** There is something in it. */
  isUsed: z.boolean(),
  /** What an admin chose; null leaves it to whether it is used. */
  chosen: z.boolean().nullable(),
  shown: z.boolean(),
});

export const placesRoute = route({
  name: "places",
  method: "GET",
  path: "/api/places",
  summary: "The places that hide until they are used or switched on, and whether they show.",
  who: "member",
  answer: z.array(place),
  refusals: [],
});

export const choosePlaceRoute = route({
  name: "choosePlace",
  method: "PUT",
  path: "/api/places/{name}",
  summary: "Switches a place on or off for everybody; null leaves it to whether it is used.",
  who: "admin",
  params: z.strictObject({ name: z.string().max(40) }),
  body: z.strictObject({ shown: z.boolean().nullable() }),
  answer: z.array(place),
  refusals: ["home.no_such_place"],
});

export const firstWeekRoute = route({
  name: "firstWeek",
  method: "GET",
  path: "/api/first-week",
  summary:
    "What leads a team from its spreadsheet to Friday's meeting: each step, and whether the data says it is done.",
  who: "member",
  answer: z.object({
    steps: z.array(z.object({ name: z.string(), day: z.int().min(1).max(5), path: z.string(), isDone: z.boolean() })),
    isAway: z.boolean(),
  }),
  refusals: [],
});

export const putAwayRoute = route({
  name: "putFirstWeekAway",
  method: "POST",
  path: "/api/first-week/away",
  summary: "Puts the first week's list away, for oneself.",
  who: "member",
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: [],
});
