import { z } from "zod";
import { route } from "#lib/route.ts";
import { idOf, instantShape } from "#lib/shapes.ts";
import { notificationKinds, tabs, ways } from "./notification.ts";

const notificationId = idOf<"notification">();
const kind = z.enum(notificationKinds);

const notificationShape = z.object({
  id: notificationId,
  kind,
  at: instantShape,
  readAt: instantShape.nullable(),
  /** Who did it, by name. */
  by: z.string().nullable(),
  record: z.object({ kind: z.string(), id: z.string(), name: z.string() }).nullable(),
  activityId: z.string().nullable(),
  /** What was written, or is to be done. */
  text: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  needsAnswer: z.boolean(),
});
export type NotificationShape = z.infer<typeof notificationShape>;

export const notificationsRoute = route({
  name: "notifications",
  method: "GET",
  path: "/api/notifications",
  summary:
    "What I am told, of what I may read now: first what needs an answer, then what is unread, then what was read, each newest first.",
  who: "member",
  query: z.strictObject({ tab: z.enum(tabs).default("all") }),
  answer: z.object({
    rows: z.array(notificationShape),
    /** How many are unread, by tab. */
    unread: z.object({ all: z.int(), mentions: z.int(), wins: z.int(), system: z.int() }),
  }),
  refusals: [],
});

export const readNotificationsRoute = route({
  name: "readNotifications",
  method: "POST",
  path: "/api/notifications/read",
  summary: "Marks some of my notifications, or all, as read or as unread.",
  who: "member",
  body: z.strictObject({
    ids: z.array(notificationId).max(500).optional(),
    tab: z.enum(tabs).optional(),
    read: z.boolean().default(true),
  }),
  answer: z.object({ count: z.int() }),
  refusals: [],
});

const minute = z.int().min(0).max(1439);
const habits = {
  quiet: z.strictObject({ from: minute, to: minute }).nullable(),
  digestHour: z.int().min(0).max(23),
};
const choicesShape = z.object({ ways: z.record(kind, z.enum(ways)), ...habits });

export const notificationChoicesRoute = route({
  name: "notificationChoices",
  method: "GET",
  path: "/api/notifications/choices",
  summary:
    "How I am told of what: in the product, by mail at once, in a daily mail, or not at all; and when I am left in peace.",
  who: "member",
  answer: choicesShape,
  refusals: [],
});

export const chooseNotificationsRoute = route({
  name: "chooseNotifications",
  method: "PUT",
  path: "/api/notifications/choices",
  summary: "Changes how I am told of what. What is left out stays as it is.",
  who: "member",
  body: z.strictObject({ ways: z.partialRecord(kind, z.enum(ways)), ...habits }).partial(),
  answer: choicesShape,
  refusals: [],
});
