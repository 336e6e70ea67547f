import { type Ask, answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import { helpAnswered, helpWanted } from "../events.ts";
import { answerHelp, askHelp, seeHelp } from "./help.ts";
import { decide, keepNotes } from "./keepMeeting.ts";
import { forecastKeys } from "./keys.ts";
import { forgetMeetingsWith, hasMeeting, meetingsExports, meetingsHeld } from "./meetingsStore.ts";
import { seeForecast } from "./seeForecast.ts";
import { seeMonday } from "./seeMonday.ts";
import { forecastExports, hasForecast } from "./store.ts";
import { takeNight } from "./takeNight.ts";

/** Whoever asks, looking through their transaction. */
const looking = ({ db, ground, actor, workspace, today }: Ask) => ({ db, ground, actor, workspace, today });

/** Where the period will end, what moved that, and the meetings that talk about it. */
export const forecast = module({
  name: "forecast",
  owns: ["forecast_nights", "forecast_deals", "help_notes", "meetings", "meeting_decisions"],
  exports: [...forecastExports, ...meetingsExports],
  emits: [helpWanted.name, helpAnswered.name],
  keys: forecastKeys,
  places: [
    { name: "forecast", path: "/forecast", isUsed: hasForecast },
    { name: "monday", path: "/monday", isUsed: hasForecast },
  ],
  firstSteps: [{ name: "meeting", day: 5, path: "/monday", isDone: hasMeeting }],
  minutely: [{ name: "forecast.take_night", run: takeNight }],
  onErase: async (tx, { kind, id }) => {
    if (kind === "person") await forgetMeetingsWith(tx, id);
  },
  onAccess: async (db, { kind, id }) => (kind === "person" ? meetingsHeld(db, id) : {}),
  answers: [
    answer(api.forecastRoute, (ask) => seeForecast(ask, ask.query)),
    answer(api.mondayRoute, (ask) => seeMonday(ask, ask.query)),
    answer(api.keepNotesRoute, (ask) =>
      ask.transact((tx) => keepNotes(tx, looking(ask), { ...ask.body, version: ask.ifMatch })),
    ),
    answer(api.decideRoute, (ask) => ask.transact((tx) => decide(tx, looking(ask), ask.body, ask.now))),
    answer(api.helpRoute, (ask) => seeHelp(ask, ask.params.id)),
    answer(api.askHelpRoute, (ask) =>
      ask.transact((tx) => askHelp(tx, looking(ask), ask.params.id, ask.body, ask.now)),
    ),
    answer(api.answerHelpRoute, async (ask) => {
      await ask.transact((tx) => answerHelp(tx, looking(ask), ask.params.id, ask.body.answer, ask.now));
      return { done: true as const };
    }),
  ],
});
