import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { idOf } from "#lib/shapes.ts";
import { activityKinds } from "./activity.ts";

export const activityDone = eventKind(
  "activity_done",
  "activity",
  z.strictObject({
    activityId: idOf<"activity">(),
    kind: z.enum(activityKinds),
    dealId: idOf<"deal">().nullable(),
    ownerId: idOf<"person">().nullable(),
  }),
);
