import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { civilDate, idOf, instantShape } from "#lib/shapes.ts";
import { activityKinds, meetingOutcomes, recordNames } from "./activity.ts";

const activityId = idOf<"activity">();
const personId = idOf<"person">();

export const activityDone = eventKind(
  "activity_done",
  "activity",
  z.strictObject({
    activityId,
    kind: z.enum(activityKinds),
    dealId: idOf<"deal">().nullable(),
    ownerId: personId.nullable(),
  }),
);

/** Given to somebody to do by somebody else. */
export const activityAssigned = eventKind(
  "activity_assigned",
  "activity",
  z.strictObject({ activityId, ownerId: personId }),
);

/** It is time to think of it. `forAt` is the moment it is for: moved, it is told again. */
export const activityReminded = eventKind(
  "activity_reminded",
  "activity",
  z.strictObject({ activityId, ownerId: personId, forAt: instantShape, byMail: z.boolean() }),
);

const written = { activityId, recordKind: z.enum(recordNames), recordId: z.uuid(), authorId: personId };
export const mentioned = eventKind(
  "mentioned",
  "activity",
  z.strictObject({ ...written, people: z.array(personId).min(1) }),
);
export const commented = eventKind("commented", "activity", z.strictObject(written));

/** How a meeting went, on the day it was for, credited to who held it and who set it. `knownBy`: how we know. */
const meeting = z.strictObject({
  activityId,
  dealId: idOf<"deal">().nullable(),
  heldBy: personId.nullable(),
  setBy: personId.nullable(),
  on: civilDate,
  knownBy: z.enum(["person"]),
});
export const meetingHeld = eventKind("meeting_held", "activity", meeting);
export const guestMissed = eventKind("guest_missed", "activity", meeting);
const outcome = z.enum(meetingOutcomes).nullable();
export const meetingCorrected = eventKind(
  "meeting_corrected",
  "activity",
  meeting.extend({ was: outcome, became: outcome }),
);

export const activityEvents = [
  activityDone,
  activityAssigned,
  activityReminded,
  mentioned,
  commented,
  meetingHeld,
  guestMissed,
  meetingCorrected,
] as const;
