import { Refusal, refuseField } from "#lib/refusal.ts";
import { addDays, type CivilDate } from "#lib/time.ts";
import { voidTokens } from "#platform/auth/auth.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import type { Ground } from "#platform/ground.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { personLeft } from "../events.ts";
import { type PersonId, type TeamId, worksHereOn } from "../person.ts";
import type { Seat } from "../transfer.ts";
import { openInvitationsFor } from "./invitationStore.ts";
import { invitationPurpose } from "./invite.ts";
import { setLogin } from "./logins.ts";
import { leavingOf, loginEnded, loginsToEnd, setLastDay } from "./passedStore.ts";
import { type Asking, type PassedOn, passWork, type ToWhom } from "./passWork.ts";
import { lockPerson, personRow } from "./store.ts";
import { endSeat, leadTeam, seatsAfter, teamsOn } from "./teamStore.ts";

export type Leaving = ToWhom & {
  id: PersonId;
  lastOn: CivilDate;
  login: "now" | "last_day";
  leads: readonly { teamId: TeamId; leadId: PersonId | null }[];
  reason: string;
};

/**
 * Somebody leaves: their work passes to others at once, their teams and their sign-in end with the last day. What they won
 * stays theirs: only what is open moves.
 */
export async function leave(tx: Tx, asking: Asking, asked: Leaving): Promise<PassedOn> {
  const { id, lastOn, takers, among, reason } = asked;
  if (id === asking.actor.personId) throw new Refusal("people.not_yourself", 409);
  const person = await lockPerson(tx, id);
  if (!person) throw new Refusal("people.no_such_person", 404);
  if (person.joinedOn && lastOn < person.joinedOn) throw refuseField("people.left_before_joined", "/lastOn");
  const already = person.leftOn === null ? undefined : await leavingOf(tx, id);
  if (already && already !== lastOn) throw refuseField("people.leaves_already", "/lastOn", { date: already });
  const seats = await endSeats(tx, asking, asked);
  const endsNow = asked.login === "now" || lastOn < asking.today;
  const endedLogin = person.userId !== null && endsNow;
  if (endedLogin) await setLogin(tx, asking.actor.userId, person.userId!, { disabled: true });
  if (endsNow) await voidTokens(tx, { purposes: (await openInvitationsFor(tx, id)).map(invitationPurpose) });
  const isNews = person.leftOn !== lastOn;
  const loginEndsOn = person.userId !== null && !endsNow ? lastOn : null;
  await setLastDay(tx, id, { leftOn: lastOn, loginEndsOn });
  audit(tx, "person", id, changesBetween({ leftOn: person.leftOn }, { leftOn: lastOn }, ["leftOn"]));
  if (isNews) await emit(tx, personLeft, { record: id, facts: { personId: id, leftOn: lastOn } });
  touched(tx, "people");
  const keep = isNews || seats.length > 0 ? { wasLeftOn: person.leftOn, endedLogin, seats } : {};
  return passWork(tx, asking, { from: id, takers, among, lastOn, reason, keep });
}

/** Ends every seat with the last day; a team they led gets who was named for it, from the day after. */
async function endSeats(tx: Tx, { today }: Asking, { id, lastOn, leads }: Leaving): Promise<Seat[]> {
  const successors = new Map<TeamId, PersonId | null>(leads.map((one) => [one.teamId, one.leadId]));
  const led = new Set((await teamsOn(tx, today)).filter((team) => team.leadId === id).map((team) => team.id));
  leads.forEach(({ teamId }, at) => {
    if (!led.has(teamId)) throw refuseField("people.no_such_team", `/leads/${at}/teamId`);
  });
  const seats: Seat[] = [];
  for (const seat of await seatsAfter(tx, id, lastOn)) {
    await endSeat(tx, id, seat, lastOn);
    const ledBy = seat.kind === "lead" ? (successors.get(seat.teamId) ?? null) : null;
    if (ledBy) {
      const successor = await personRow(tx, ledBy);
      if (!successor || ledBy === id || !worksHereOn(successor, today))
        throw refuseField("people.no_such_person", "/leads");
      await leadTeam(tx, seat.teamId, ledBy, addDays(lastOn, 1));
    }
    seats.push({ ...seat, ledBy });
  }
  return seats;
}

/** By night: sign-ins whose last day has passed end. The last admin's stays, and the log says so. */
export async function endLogins(ground: Ground): Promise<void> {
  const { zone } = await theWorkspace(ground.db);
  for (const { id, userId } of await loginsToEnd(ground.db, ground.clock.today(zone)))
    try {
      await ground.transact(async (tx) => {
        await setLogin(tx, "", userId, { disabled: true });
        await loginEnded(tx, id);
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      ground.log.warn({ person: id, code: error.code }, "a leaver's sign-in could not be ended");
    }
}
