import { z } from "zod";
import { route } from "#lib/route.ts";
import { instantShape } from "#lib/shapes.ts";

const done = z.strictObject({ done: z.literal(true) });
const one = z.strictObject({ kind: z.string().max(40), id: z.uuid() });

export const trashRoute = route({
  name: "trash",
  method: "GET",
  path: "/api/trash",
  summary: "What the caller deleted or may restore, newest first.",
  who: "member",
  answer: z.object({
    days: z.int(),
    rows: z.array(
      z.object({
        kind: z.string(),
        id: z.string(),
        title: z.string(),
        deletedAt: instantShape,
        deletedBy: z.string().nullable(),
        daysLeft: z.int(),
        mayRestore: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});

export const restoreRoute = route({
  name: "restoreFromTrash",
  method: "POST",
  path: "/api/trash/{kind}/{id}/restore",
  summary: "Takes a record out of the trash.",
  who: "member",
  params: one,
  answer: done,
  refusals: [
    "trash.no_such_record",
    "pipeline.no_such_deal",
    "pipeline.may_not_change",
    "pipeline.key_taken",
    "contacts.no_such_organization",
    "contacts.no_such_contact",
    "activities.no_such_activity",
    "activities.may_not_change",
    "activities.deal_in_trash",
  ],
});

export const purgeRoute = route({
  name: "purge",
  method: "DELETE",
  path: "/api/trash/{kind}/{id}",
  summary: "Removes a record of the trash for good, with what hangs on it. Nothing brings it back but a backup.",
  who: "admin",
  byKey: "never",
  params: one,
  answer: done,
  refusals: ["trash.no_such_record", "trash.held"],
});
