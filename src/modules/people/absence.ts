import type { Id } from "#lib/id.ts";
import { refuseField } from "#lib/refusal.ts";
import { addDays, type CivilDate, type Instant } from "#lib/time.ts";
import type { PersonId } from "./person.ts";

export type AbsenceId = Id<"absence">;
export const absenceKinds = ["vacation", "sick", "parental", "other"] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** Somebody is away, both days included, and another stands in: reads and changes what is theirs, from the first day to the last. */
export type Absence = {
  id: AbsenceId;
  personId: PersonId;
  fromOn: CivilDate;
  toOn: CivilDate;
  kind: AbsenceKind;
  coverId: PersonId | null;
  /** Since when these days are known. */
  saidAt: Instant;
  version: number;
};

/** Longer than this it is a slip of the keyboard. */
const longestDays = 3 * 366;

export function checkAbsence({
  personId,
  fromOn,
  toOn,
  coverId,
}: Pick<Absence, "personId" | "fromOn" | "toOn" | "coverId">): void {
  if (toOn < fromOn) throw refuseField("people.away_backwards", "/toOn");
  if (toOn > addDays(fromOn, longestDays)) throw refuseField("people.away_too_long", "/toOn");
  if (coverId === personId) throw refuseField("people.covers_oneself", "/coverId");
}
