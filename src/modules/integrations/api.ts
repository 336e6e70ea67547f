import { z } from "zod";
import { route } from "#lib/route.ts";
import { instantShape } from "#lib/shapes.ts";

export const changesRoute = route({
  name: "changes",
  method: "GET",
  path: "/api/changes",
  summary:
    "Which records changed, in the order in which it became known: read from `next` on, for ever. Without `after` it answers where the present is. What changed is read by the record's own route; `gone` is deleted, or not the caller's to read any more.",
  who: "member",
  query: z.strictObject({
    after: z.string().max(100).optional(),
    kind: z.enum(["deal", "organization", "contact", "activity"]).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(500),
  }),
  answer: z.object({
    changes: z.array(
      z.object({ seq: z.int(), kind: z.string(), id: z.uuid(), what: z.enum(["changed", "gone"]), at: instantShape }),
    ),
    /** Where to read on; the same as before when there was nothing. */
    next: z.string(),
    /** There is more right now. */
    more: z.boolean(),
  }),
  refusals: ["integrations.cursor_wrong", "integrations.begin_again"],
});
