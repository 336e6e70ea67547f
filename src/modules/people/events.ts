import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { civilDate, idOf } from "#lib/shapes.ts";

const personId = idOf<"person">();
const teamId = idOf<"team">();

export const personJoined = eventKind(
  "person_joined",
  "person",
  z.strictObject({ personId, joinedOn: civilDate.nullable() }),
);
export const personLeft = eventKind("person_left", "person", z.strictObject({ personId, leftOn: civilDate }));
export const teamChanged = eventKind("team_changed", "person", z.strictObject({ personId, teamId: teamId.nullable() }));
/** Somebody is away, or no longer: the dates as they stand now, never why. */
export const absenceChanged = eventKind(
  "absence_changed",
  "person",
  z.strictObject({
    absenceId: idOf<"absence">(),
    personId,
    fromOn: civilDate,
    toOn: civilDate,
    coverId: personId.nullable(),
  }),
);
