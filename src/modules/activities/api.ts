import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape } from "#lib/shapes.ts";
import { activityKinds } from "./activity.ts";

const activityId = idOf<"activity">();
const kind = z.enum(activityKinds);

export const activityShape = z.object({
  id: activityId,
  kind,
  subject: z.string(),
  body: z.string().nullable(),
  dealId: idOf<"deal">().nullable(),
  organizationId: idOf<"organization">().nullable(),
  contactId: idOf<"contact">().nullable(),
  ownerId: idOf<"person">().nullable(),
  dueAt: instantShape.nullable(),
  doneAt: instantShape.nullable(),
  lengthMinutes: z.int().nullable(),
  generated: z.boolean(),
  createdAt: instantShape,
  version: z.int(),
});

export const timelineKinds = ["note", "call", "task", "meeting", "mail", "event", "change"] as const;

const entry = z.object({
  id: z.string(),
  kind: z.enum(timelineKinds),
  at: instantShape,
  day: civilDate,
  who: z.string().nullable(),
  title: z.string().optional(),
  body: z.string().nullable().optional(),
  dueAt: instantShape.nullable().optional(),
  done: z.boolean().optional(),
  generated: z.boolean().optional(),
  mayWrite: z.boolean().optional(),
  version: z.int().optional(),
  /** An event of the record, with its facts named where they are ids. */
  event: z.object({ name: z.string(), facts: z.record(z.string(), z.unknown()) }).optional(),
  field: z.string().optional(),
  was: z.unknown().optional(),
  became: z.unknown().optional(),
});
export type TimelineEntry = z.infer<typeof entry>;

export const timelineRoute = route({
  name: "timeline",
  method: "GET",
  path: "/api/timeline",
  summary: "Everything that happened with a record, newest first: activities, events, changed fields.",
  who: "member",
  query: z.strictObject({ record: z.enum(["deal", "organization", "contact"]), id: z.uuid() }),
  answer: z.object({ entries: z.array(entry), counts: z.record(z.string(), z.int()) }),
  refusals: ["pipeline.no_such_deal", "contacts.no_such_organization", "contacts.no_such_contact"],
});

const fields = {
  subject: z.string().trim().min(1).max(500),
  body: z.string().max(50_000).nullable(),
  dueAt: instantShape.nullable(),
  lengthMinutes: z.int().min(1).max(1440).nullable(),
};
const refusals = ["activities.no_such_activity", "activities.may_not_change", "activities.date_missing", "http.stale"];

export const addActivityRoute = route({
  name: "addActivity",
  method: "POST",
  path: "/api/activities",
  summary: "Notes something down, or plans it; on a deal, an organization or a contact that one may read.",
  who: "member",
  body: z
    .strictObject({
      ...fields,
      dealId: idOf<"deal">().nullable(),
      organizationId: idOf<"organization">().nullable(),
      contactId: idOf<"contact">().nullable(),
      done: z.boolean(),
    })
    .partial()
    .extend({ kind, subject: fields.subject }),
  answer: activityShape,
  status: 201,
  refusals: [
    ...refusals,
    "activities.record_missing",
    "pipeline.no_such_deal",
    "contacts.no_such_organization",
    "contacts.no_such_contact",
  ],
});

export const changeActivityRoute = route({
  name: "changeActivity",
  method: "PATCH",
  path: "/api/activities/{id}",
  summary: "Changes an activity, marks it done or not done.",
  who: "member",
  params: z.strictObject({ id: activityId }),
  body: z.strictObject({ ...fields, done: z.boolean() }).partial(),
  answer: activityShape,
  refusals,
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
