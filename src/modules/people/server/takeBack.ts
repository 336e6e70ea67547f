import { Refusal } from "#lib/refusal.ts";
import { addDays, startOfDay, type Zone } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { type Ground, groundOf, touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { PersonId } from "../person.ts";
import { isTooLate, type Transfer, type TransferId, takeBackDays } from "../transfer.ts";
import { setLogin } from "./logins.ts";
import { lockTransfer, noteTakenBack, passedCounts, passedIn, setLastDay, transfersSince } from "./passedStore.ts";
import { type Asking, mayPass } from "./passWork.ts";
import { lockPerson, personNames } from "./store.ts";
import { giveSeatBack, leadNoMore } from "./teamStore.ts";

/** What passed lately, as far as the actor could have passed it on. */
export async function transfersSeen(db: Reads, ground: Ground, asking: Asking, zone: Zone) {
  const since = startOfDay(addDays(asking.today, -takeBackDays), zone);
  const seen = (await transfersSince(db, since)).filter((one) => mayTakeBack(asking, ground, one));
  const counts = await passedCounts(
    db,
    seen.map(({ id }) => id),
  );
  const names = await personNames(db, [...seen.map(({ fromId }) => fromId), ...counts.map(({ to }) => to)]);
  const nameOf = (id: PersonId) => names.get(id) ?? "";
  return seen.map(({ id, fromId, lastOn, at, takenBackAt }) => ({
    id,
    from: { id: fromId, name: nameOf(fromId) },
    lastOn,
    at,
    takenBackAt,
    moved: counts.filter((one) => one.id === id).map(({ kind, to, count }) => ({ kind, to: nameOf(to), count })),
    mayTakeBack: takenBackAt === null,
  }));
}

/** Takes a transfer back. What was worked on since has another version and stays where it is. */
export async function takeBack(
  tx: Tx,
  asking: Asking,
  { id, reason }: { id: TransferId; reason: string },
  zone: Zone,
): Promise<{ back: number; kept: number }> {
  const transfer = await lockTransfer(tx, id);
  if (!transfer) throw new Refusal("people.no_such_transfer", 404);
  if (!mayTakeBack(asking, groundOf(tx), transfer)) throw new Refusal("people.may_not_transfer", 403);
  if (transfer.takenBackAt) throw new Refusal("people.taken_back_already", 409);
  if (isTooLate(transfer, asking.today, zone)) throw new Refusal("people.too_late_to_take_back", 409);
  if (transfer.lastOn) await stay(tx, asking, transfer);
  const passed = await passedIn(tx, id);
  let back = 0;
  for (const one of groundOf(tx).transferables) {
    const byTaker = Map.groupBy(
      passed.filter(({ kind }) => kind === one.kind),
      ({ to }) => to,
    );
    const passing = { ...asking, only: null, lastOn: transfer.lastOn, before: new Set<string>(), reason };
    for (const [to, items] of byTaker)
      back += (await one.giveBack(tx, items, { ...passing, from: to, to: transfer.fromId })).length;
  }
  await noteTakenBack(tx, id, asking.now, asking.actor.userId);
  touched(tx, "people", "transfers");
  return { back, kept: passed.length - back };
}

/** They stay after all: last day, teams and sign-in as they were, unless somebody set another last day since. */
async function stay(tx: Tx, { actor }: Asking, transfer: Transfer): Promise<void> {
  const { fromId, lastOn, wasLeftOn, seats, endedLogin } = transfer;
  const person = await lockPerson(tx, fromId);
  if (!person || !lastOn || person.leftOn !== lastOn) return;
  await setLastDay(tx, fromId, { leftOn: wasLeftOn, loginEndsOn: null });
  audit(tx, "person", fromId, changesBetween({ leftOn: person.leftOn }, { leftOn: wasLeftOn }, ["leftOn"]));
  for (const seat of seats) {
    if (seat.ledBy) await leadNoMore(tx, seat.teamId, seat.ledBy, addDays(lastOn, 1));
    await giveSeatBack(tx, fromId, seat, lastOn);
  }
  if (endedLogin && person.userId) await setLogin(tx, actor.userId, person.userId, { disabled: false });
}

/** A leaver's is an admin's alone; any other that of whoever could pass all of it on again. */
function mayTakeBack({ actor, choices }: Asking, ground: Ground, { lastOn, fromId, by }: Transfer): boolean {
  if (actor.admin) return true;
  const kinds = ground.transferables.filter((one) => !one.onlyLeaving);
  return lastOn === null && by === actor.userId && kinds.every((one) => mayPass(actor, choices, one, fromId));
}
