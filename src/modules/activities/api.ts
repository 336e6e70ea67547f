import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape } from "#lib/shapes.ts";
import { activityKinds, directions, meetingOutcomes, recordNames } from "./activity.ts";

const activityId = idOf<"activity">();
const personId = idOf<"person">();
const contactId = idOf<"contact">();
const kind = z.enum(activityKinds);

export const activityShape = z.object({
  id: activityId,
  kind,
  typeId: idOf<"activity_type">().nullable(),
  subject: z.string(),
  body: z.string().nullable(),
  dealId: idOf<"deal">().nullable(),
  organizationId: idOf<"organization">().nullable(),
  contactId: contactId.nullable(),
  ownerId: personId.nullable(),
  dueAt: instantShape.nullable(),
  allDay: z.boolean(),
  doneAt: instantShape.nullable(),
  lengthMinutes: z.int().nullable(),
  direction: z.enum(directions).nullable(),
  outcomeId: idOf<"call_outcome">().nullable(),
  place: z.string().nullable(),
  setBy: personId.nullable(),
  meetingOutcome: z.enum(meetingOutcomes).nullable(),
  people: z.array(personId),
  contacts: z.array(contactId),
  remindMinutes: z.int().nullable(),
  remindByMail: z.boolean(),
  generated: z.boolean(),
  createdAt: instantShape,
  version: z.int(),
});
export type ActivityShape = z.infer<typeof activityShape>;

const fileShape = z.object({
  id: idOf<"file">(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  createdAt: instantShape,
  activityId: z.string().nullable(),
  author: z.string().nullable(),
  /** How it can be looked at in place; null: it is only kept. */
  looked: z.enum(["image", "pdf"]).nullable(),
  mayDelete: z.boolean(),
});
export type FileShape = z.infer<typeof fileShape>;

const person = z.object({ id: personId, name: z.string() });
const guest = z.object({ id: contactId, name: z.string() });

/** An activity as it is drawn: with the names that its ids stand for, and whether who asks may change it. */
const drawn = activityShape.extend({
  owner: z.string().nullable(),
  setter: z.string().nullable(),
  attending: z.array(person),
  guests: z.array(guest),
  /** Whom its words mention. */
  mentioned: z.array(person),
  deal: z.string().nullable(),
  organization: z.string().nullable(),
  contact: z.string().nullable(),
  /** What was attached to it. */
  files: z.array(fileShape),
  mayWrite: z.boolean(),
});
export type DrawnActivity = z.infer<typeof drawn>;

/** What a timeline can be narrowed to: a kind of activity, or what the program noticed by itself. */
export const timelineKinds = [...activityKinds, "change"] as const;

const entry = z.object({
  id: z.string(),
  kind: z.enum([...activityKinds, "event", "change"]),
  at: instantShape,
  day: civilDate,
  who: z.string().nullable(),
  activity: drawn.optional(),
  /** An event of the record, with its facts named where they are ids. */
  event: z.object({ name: z.string(), facts: z.record(z.string(), z.unknown()) }).optional(),
  field: z.string().optional(),
  was: z.unknown().optional(),
  became: z.unknown().optional(),
});
export type TimelineEntry = z.infer<typeof entry>;

const onRecord = { record: z.enum(recordNames), id: z.uuid() };
const unreadable = ["pipeline.no_such_deal", "contacts.no_such_organization", "contacts.no_such_contact"];

export const timelineRoute = route({
  name: "timeline",
  method: "GET",
  path: "/api/timeline",
  summary:
    "Everything that happened with a record, newest first, a page at a time: activities, events, changed fields; of an organization, its deals' and contacts' activities too. What is still to be done comes with the first page.",
  who: "member",
  query: z.strictObject({
    ...onRecord,
    kind: z.enum(timelineKinds).optional(),
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    entries: z.array(entry),
    todo: z.array(drawn),
    counts: z.record(z.string(), z.int()),
    next: z.string().nullable(),
  }),
  refusals: [...unreadable, "http.bad_cursor"],
});

const minutesOfDay = z.int().min(1).max(1440);
const fields = {
  subject: z.string().trim().max(500),
  body: z.string().max(50_000).nullable(),
  dueAt: instantShape.nullable(),
  allDay: z.boolean(),
  lengthMinutes: minutesOfDay.nullable(),
  ownerId: personId.nullable(),
  direction: z.enum(directions).nullable(),
  outcomeId: idOf<"call_outcome">().nullable(),
  place: z.string().trim().max(500).nullable(),
  setBy: personId.nullable(),
  meetingOutcome: z.enum(meetingOutcomes).nullable(),
  people: z.array(personId).max(100),
  contacts: z.array(contactId).max(100),
  remindMinutes: z.int().min(0).max(20_160).nullable(),
  remindByMail: z.boolean(),
};
const wrong = [
  "activities.words_missing",
  "activities.date_missing",
  "activities.type_missing",
  "activities.no_such_type",
  "activities.outcome_of_call",
  "activities.no_such_outcome",
  "activities.works_elsewhere",
  "activities.no_such_guest",
];
const refusals = ["activities.no_such_activity", "activities.may_not_change"];

export const activityRoute = route({
  name: "activity",
  method: "GET",
  path: "/api/activities/{id}",
  summary: "One activity, with the names of those it is with.",
  who: "member",
  params: z.strictObject({ id: activityId }),
  answer: drawn,
  refusals: ["activities.no_such_activity"],
});

export const addActivityRoute = route({
  name: "addActivity",
  method: "POST",
  path: "/api/activities",
  summary:
    "Notes something down, plans it, or comments; on a deal, an organization or a contact that one may read. A person is mentioned in its words as @[id].",
  who: "member",
  body: z
    .strictObject({
      ...fields,
      typeId: idOf<"activity_type">().nullable(),
      dealId: idOf<"deal">().nullable(),
      organizationId: idOf<"organization">().nullable(),
      contactId: contactId.nullable(),
      done: z.boolean(),
      /** Files of one's own that were attached to the same record, to stand with it. */
      files: z.array(idOf<"file">()).max(20),
    })
    .partial()
    .extend({ kind }),
  answer: activityShape,
  status: 201,
  refusals: [...wrong, ...unreadable, "activities.record_missing", "activities.file_elsewhere"],
});

export const changeActivityRoute = route({
  name: "changeActivity",
  method: "PATCH",
  path: "/api/activities/{id}",
  summary:
    "Changes an activity, marks it done or not done, says how a meeting went. With `next`, what comes next with the same record is planned in the same breath.",
  who: "member",
  params: z.strictObject({ id: activityId }),
  body: z
    .strictObject({
      ...fields,
      done: z.boolean(),
      next: z
        .strictObject({ ...fields, typeId: idOf<"activity_type">().nullable() })
        .partial()
        .extend({ kind }),
    })
    .partial(),
  answer: activityShape.extend({ next: activityShape.optional() }),
  refusals: [...wrong, ...refusals, "http.stale"],
});

export const deleteActivityRoute = route({
  name: "deleteActivity",
  method: "DELETE",
  path: "/api/activities/{id}",
  summary: "Moves an activity to the trash.",
  who: "member",
  params: z.strictObject({ id: activityId }),
  answer: z.strictObject({ done: z.literal(true) }),
  refusals,
});

export const restoreActivityRoute = route({
  name: "restoreActivity",
  method: "POST",
  path: "/api/activities/{id}/restore",
  summary: "Takes an activity out of the trash.",
  who: "member",
  params: z.strictObject({ id: activityId }),
  answer: activityShape,
  refusals: [...refusals, "activities.deal_in_trash"],
});

export const dueRoute = route({
  name: "due",
  method: "GET",
  path: "/api/activities/due",
  summary: "What I have to do: late, today, and the week ahead, with its deal.",
  who: "member",
  query: z.strictObject({ until: civilDate }),
  answer: z.array(
    activityShape.extend({
      deal: z.string().nullable(),
      organization: z.string().nullable(),
      valueMinor: z.int().nullable(),
      /** Who is away, where it is theirs and I stand in for them. */
      coveringFor: z.string().nullable(),
      late: z.boolean(),
    }),
  ),
  refusals: [],
});

export const calendarRoute = route({
  name: "calendar",
  method: "GET",
  path: "/api/calendar",
  summary:
    "What stands on somebody's calendar on the days asked for, by default one's own: with `person` a colleague's, with `team` a team's, as far as one may read it.",
  who: "member",
  query: z.strictObject({
    from: civilDate,
    to: civilDate,
    person: personId.optional(),
    team: idOf<"team">().optional(),
  }),
  answer: z.object({ activities: z.array(drawn), hidden: z.int() }),
  refusals: ["activities.too_many_days"],
});

const typeShape = z.object({
  id: idOf<"activity_type">(),
  name: z.string(),
  icon: z.string(),
  isTouch: z.boolean(),
  archivedAt: instantShape.nullable(),
});
const outcomeShape = z.object({
  id: idOf<"call_outcome">(),
  key: z.string().nullable(),
  name: z.string().nullable(),
  isReached: z.boolean(),
  archivedAt: instantShape.nullable(),
});
export type CallOutcomeShape = z.infer<typeof outcomeShape>;

export const activityIcons = ["task", "flag", "star", "mail", "phone", "cal", "video", "note", "box", "globe"] as const;

export const activityKindsRoute = route({
  name: "activityKinds",
  method: "GET",
  path: "/api/activity-kinds",
  summary:
    "The workspace's own kinds of activity and its outcomes of calls. An outcome without a name is the product's own.",
  who: "member",
  answer: z.object({ types: z.array(typeShape), outcomes: z.array(outcomeShape) }),
  refusals: [],
});

const typeFields = {
  name: z.string().trim().min(1).max(60),
  icon: z.enum(activityIcons),
  isTouch: z.boolean(),
};
export const addActivityTypeRoute = route({
  name: "addActivityType",
  method: "POST",
  path: "/api/activity-kinds/types",
  summary: "Adds a kind of activity of the workspace's own.",
  who: "admin",
  body: z.strictObject(typeFields),
  answer: typeShape,
  status: 201,
  refusals: [],
});
export const changeActivityTypeRoute = route({
  name: "changeActivityType",
  method: "PATCH",
  path: "/api/activity-kinds/types/{id}",
  summary: "Renames a kind of activity, or archives it; it is never deleted.",
  who: "admin",
  params: z.strictObject({ id: idOf<"activity_type">() }),
  body: z.strictObject({ ...typeFields, archived: z.boolean() }).partial(),
  answer: typeShape,
  refusals: ["activities.no_such_type"],
});

const outcomeFields = { name: z.string().trim().min(1).max(60), isReached: z.boolean() };
export const addCallOutcomeRoute = route({
  name: "addCallOutcome",
  method: "POST",
  path: "/api/activity-kinds/outcomes",
  summary: "Adds an outcome that a call can have.",
  who: "admin",
  body: z.strictObject(outcomeFields),
  answer: outcomeShape,
  status: 201,
  refusals: [],
});
export const changeCallOutcomeRoute = route({
  name: "changeCallOutcome",
  method: "PATCH",
  path: "/api/activity-kinds/outcomes/{id}",
  summary: "Renames an outcome of calls, or archives it; it is never deleted.",
  who: "admin",
  params: z.strictObject({ id: idOf<"call_outcome">() }),
  body: z.strictObject({ ...outcomeFields, archived: z.boolean() }).partial(),
  answer: outcomeShape,
  refusals: ["activities.no_such_outcome"],
});

const followersShape = z.object({ following: z.boolean(), people: z.array(person) });

export const followersRoute = route({
  name: "followers",
  method: "GET",
  path: "/api/followers",
  summary: "Who is told of what happens with a record, and whether I am.",
  who: "member",
  query: z.strictObject(onRecord),
  answer: followersShape,
  refusals: unreadable,
});
export const followRoute = route({
  name: "follow",
  method: "PUT",
  path: "/api/followers",
  summary: "Follows a record, or leaves it: then no mention and no comment brings one back in.",
  who: "member",
  body: z.strictObject({ ...onRecord, following: z.boolean() }),
  answer: followersShape,
  refusals: unreadable,
});
export const mentionCheckRoute = route({
  name: "mentionCheck",
  method: "GET",
  path: "/api/followers/check",
  summary: "Whom of these people a mention on the record would not reach, since they may not read it.",
  who: "member",
  query: z.strictObject({
    ...onRecord,
    people: z
      .string()
      .max(800)
      .refine((text) => text.split(",").every((one) => /^[0-9a-f-]{36}$/.test(one)), { error: "not_ids" }),
  }),
  answer: z.object({ unable: z.array(person) }),
  refusals: unreadable,
});

const ofFile = z.strictObject({ id: idOf<"file">() });
const noFile = "activities.no_such_file";

export const filesRoute = route({
  name: "files",
  method: "GET",
  path: "/api/files",
  summary: "The files attached to a record and to what was written on it, newest first.",
  who: "member",
  query: z.strictObject(onRecord),
  answer: z.array(fileShape),
  refusals: unreadable,
});
export const attachFileRoute = route({
  name: "attachFile",
  method: "POST",
  path: "/api/files",
  summary: "Attaches a file to a record, or to a note or comment on it. What it is, is judged by its content.",
  who: "member",
  query: z.strictObject({ ...onRecord, name: z.string().trim().min(1).max(200), activity: z.uuid().optional() }),
  bytes: 1000 * 1024 * 1024,
  answer: fileShape,
  status: 201,
  refusals: [...unreadable, "activities.no_such_activity", "activities.file_kind", "activities.file_too_large"],
});
export const fileRoute = route({
  name: "file",
  method: "GET",
  path: "/api/files/{id}",
  summary: "The file itself, to be kept; never shown as a page of this origin.",
  who: "member",
  params: ofFile,
  answer: z.string(),
  file: "application/octet-stream",
  refusals: [noFile],
});
export const lookAtFileRoute = route({
  name: "lookAtFile",
  method: "GET",
  path: "/api/files/{id}/look",
  summary: "A PDF, to be looked at in a frame of a page of this origin; no other kind of file is answered.",
  who: "member",
  params: ofFile,
  answer: z.string(),
  file: "application/pdf",
  refusals: [noFile],
});
export const deleteFileRoute = route({
  name: "deleteFile",
  method: "DELETE",
  path: "/api/files/{id}",
  summary: "Deletes a file; for thirty days it can be brought back.",
  who: "member",
  params: ofFile,
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: [noFile, "activities.may_not_delete_file"],
});
export const restoreFileRoute = route({
  name: "restoreFile",
  method: "POST",
  path: "/api/files/{id}/restore",
  summary: "Brings a deleted file back.",
  who: "member",
  params: ofFile,
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: [noFile, "activities.may_not_delete_file"],
});
