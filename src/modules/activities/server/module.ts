import { Refusal } from "#lib/refusal.ts";
import { dealDeleted, dealRestored } from "#modules/pipeline/events.ts";
import type { Tx } from "#platform/db/db.ts";
import { on, type StoredEvent } from "#platform/events/listener.ts";
import { openFileStore } from "#platform/files/fileStore.ts";
import type { Ask } from "#platform/http/answer.ts";
import { answer, answerFile } from "#platform/http/answer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { columnFollows } from "#platform/records/merge.ts";
import type { ActivityId } from "../activity.ts";
import * as api from "../api.ts";
import { activityEvents } from "../events.ts";
import { calendar } from "./calendar.ts";
import { addActivity, changeActivity, deleteActivity, restoreActivity } from "./changeActivities.ts";
import { addOutcome, addType, changeOutcome, changeType } from "./changeKinds.ts";
import { drawActivities } from "./drawActivities.ts";
import { dueActivities } from "./dueActivities.ts";
import { attachFile, collectFiles, seeFiles, sendFile, sendPdf, setDeleted } from "./files.ts";
import { filesExports, filesOf } from "./filesStore.ts";
import { follow, seeFollowers, whoMayNotRead } from "./follow.ts";
import { followExports, followedBy } from "./followStore.ts";
import { forgetActivities, purgeActivities } from "./forgetActivities.ts";
import { foundActivities } from "./foundActivities.ts";
import { activityKeys } from "./keys.ts";
import { kindsExports, readOutcomes, readTypes } from "./kindsStore.ts";
import { activityList } from "./listStore.ts";
import { attendeesFollow, followersFollow } from "./mergeStore.ts";
import { activitiesPassOn } from "./passActivities.ts";
import { isActivityReadable, readableActivities } from "./readable.ts";
import { remind } from "./remind.ts";
import {
  activitiesAbout,
  activitiesByIds,
  activitiesExports,
  activitiesOf,
  activityTitles,
  idsOn,
  isAnythingPlanned,
} from "./store.ts";
import { countAgain } from "./tellActivity.ts";
import { timeline } from "./timeline.ts";
import { activityTrash } from "./trash.ts";

const whoAsks = ({ actor, workspace }: Ask) => ({ ...actor, choices: workspace });

const countDealAgain = async (tx: Tx, events: readonly StoredEvent[]) =>
  countAgain(
    tx,
    await idsOn(
      tx,
      "deal",
      events.map(({ record }) => record),
    ),
  );

async function activitySeen(ask: Ask, id: ActivityId) {
  const [found] = await activitiesByIds(ask.db, [id]);
  if (!found || found.deletedAt || !(await isActivityReadable(ask, found)))
    throw new Refusal("activities.no_such_activity", 404);
  const [drawn] = await drawActivities(ask, [found]);
  return drawn!;
}

const done = { done: true } as const;

/** What is done and to do with customers, what is said of them, and the files that belong to it. */
export const activities = ({ settings }: Surroundings) => {
  const keeping = { files: openFileStore(settings.filesTo), maxBytes: settings.fileMaxBytes };
  return module({
    name: "activities",
    owns: ["activities", "activity_types", "call_outcomes", "activity_attendees", "followers", "files", "file_bytes"],
    fileTables: ["file_bytes"],
    exports: [...activitiesExports, ...kindsExports, ...followExports, ...filesExports],
    emits: activityEvents.map(({ name }) => name),
    keys: activityKeys,
    lists: [activityList],
    onTransfer: [activitiesPassOn],
    places: [{ name: "calendar", path: "/calendar", isUsed: isAnythingPlanned }],
    onMerge: [
      columnFollows("activities.contact_id", "contact", ["activities"]),
      columnFollows("activities.organization_id", "organization", ["activities"]),
      columnFollows("files.contact_id", "contact", ["files"]),
      columnFollows("files.organization_id", "organization", ["files"]),
      attendeesFollow,
      followersFollow("contact"),
      followersFollow("organization"),
    ],
    trash: [activityTrash],
    onErase: forgetActivities,
    onAccess: async (db, { kind, id }) =>
      kind === "contact"
        ? { activities: await activitiesAbout(db, id), files: await filesOf(db, { contact: id }) }
        : {
            activities: await activitiesOf(db, id),
            followed: await followedBy(db, id),
            files: await filesOf(db, { author: id }),
          },
    onPurge: purgeActivities,
    listens: [
      on(dealDeleted, "activities.count_deleted", countDealAgain),
      on(dealRestored, "activities.count_restored", countDealAgain),
    ],
    minutely: [{ name: "activities.remind", run: remind }],
    nightly: [{ name: "activities.collect_files", run: (ground) => collectFiles(ground, keeping.files) }],
    metrics: [
      { name: "meetings_booked", unit: "count", record: "activity", kind: "sum" },
      { name: "meetings_held", unit: "count", record: "activity", kind: "sum" },
      { name: "no_shows", unit: "count", record: "activity", kind: "sum" },
      { name: "set_meetings_held", unit: "count", record: "activity", kind: "sum" },
      { name: "set_no_shows", unit: "count", record: "activity", kind: "sum" },
      {
        name: "show_rate",
        unit: "share",
        record: "activity",
        kind: "ratio",
        of: "set_meetings_held",
        among: ["set_meetings_held", "set_no_shows"],
      },
      { name: "calls_made", unit: "count", record: "activity", kind: "sum" },
      { name: "activities_done", unit: "count", record: "activity", kind: "sum" },
    ],
    records: [
      {
        kind: "activity",
        names: activityTitles,
        readable: (db, actor, choices, ids) => readableActivities({ db, actor, workspace: choices }, ids),
        search: foundActivities,
      },
    ],
    answers: [
      answer(api.timelineRoute, (ask) => timeline(ask, ask.query, ask.query)),
      answer(api.addActivityRoute, (ask) =>
        ask.transact((tx) => addActivity(tx, whoAsks(ask), ask.workspace, ask.body, ask)),
      ),
      answer(api.dueRoute, ({ db, workspace, actor, query, now }) =>
        dueActivities(db, workspace, actor, query.until, now),
      ),
      answer(api.activityRoute, (ask) => activitySeen(ask, ask.params.id)),
      answer(api.changeActivityRoute, (ask) =>
        ask.transact((tx) =>
          changeActivity(tx, whoAsks(ask), ask.workspace, ask.params.id, ask.body, ask.ifMatch, ask),
        ),
      ),
      answer(api.deleteActivityRoute, async (ask) => {
        await ask.transact((tx) => deleteActivity(tx, whoAsks(ask), ask.params.id, ask));
        return done;
      }),
      answer(api.restoreActivityRoute, (ask) => ask.transact((tx) => restoreActivity(tx, whoAsks(ask), ask.params.id))),
      answer(api.calendarRoute, (ask) => calendar(ask, ask.query)),
      answer(api.activityKindsRoute, async ({ db }) => ({
        types: await readTypes(db),
        outcomes: await readOutcomes(db),
      })),
      answer(api.addActivityTypeRoute, ({ transact, body, now }) => transact((tx) => addType(tx, body, now))),
      answer(api.changeActivityTypeRoute, ({ transact, params, body, now }) =>
        transact((tx) => changeType(tx, params.id, body, now)),
      ),
      answer(api.addCallOutcomeRoute, ({ transact, body }) => transact((tx) => addOutcome(tx, body))),
      answer(api.changeCallOutcomeRoute, ({ transact, params, body, now }) =>
        transact((tx) => changeOutcome(tx, params.id, body, now)),
      ),
      answer(api.followersRoute, (ask) => seeFollowers(ask, ask.query)),
      answer(api.followRoute, (ask) =>
        ask.transact((tx) => follow(tx, ask, { record: ask.body.record, id: ask.body.id }, ask.body.following)),
      ),
      answer(api.mentionCheckRoute, (ask) =>
        whoMayNotRead(ask.db, ask.ground, ask, ask.query, ask.query.people.split(",")),
      ),
      answer(api.filesRoute, (ask) => seeFiles(ask, ask.query)),
      answer(api.attachFileRoute, (ask) => {
        const { name, activity, ...on } = ask.query;
        return attachFile(ask, keeping, on, { name, bytes: ask.bytes, activityId: activity });
      }),
      answerFile(api.fileRoute, (ask) => sendFile(ask, keeping.files, ask.params.id)),
      answerFile(api.lookAtFileRoute, (ask) => sendPdf(ask, keeping.files, ask.params.id)),
      answer(api.deleteFileRoute, async (ask) => {
        await setDeleted(ask, ask.params.id, true);
        return done;
      }),
      answer(api.restoreFileRoute, async (ask) => {
        await setDeleted(ask, ask.params.id, false);
        return done;
      }),
    ],
  });
};
