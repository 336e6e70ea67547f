import type { Id } from "#lib/id.ts";
import { addDays, type CivilDate, dayAt, type Instant, type Zone } from "#lib/time.ts";
import type { PersonId, TeamId } from "./person.ts";

export type TransferId = Id<"transfer">;

/** A place in a team, or at its head, that ended with a leaver's last day; `ledBy` took the head over. */
export type Seat = {
  kind: "membership" | "lead";
  teamId: TeamId;
  fromOn: CivilDate | null;
  toOn: CivilDate | null;
  ledBy?: PersonId | null;
};

/** One step by which somebody's work passed to others, with a last day when they leave. */
export type Transfer = {
  id: TransferId;
  fromId: PersonId;
  lastOn: CivilDate | null;
  wasLeftOn: CivilDate | null;
  endedLogin: boolean;
  seats: Seat[];
  by: string | null;
  at: Instant;
  takenBackAt: Instant | null;
};

/** For so long a transfer can be taken back. */
export const takeBackDays = 30;

export function isTooLate({ at }: Pick<Transfer, "at">, today: CivilDate, zone: Zone): boolean {
  return dayAt(at, zone) < addDays(today, -takeBackDays);
}
