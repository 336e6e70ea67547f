import { newId } from "#lib/id.ts";
import { type Actor, type Choices, can, canAboutPerson, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { type Ground, groundOf, touched } from "#platform/ground.ts";
import type { Transferable } from "#platform/records/transfer.ts";
import { type PersonId, worksHereOn } from "../person.ts";
import type { Transfer, TransferId } from "../transfer.ts";
import { insertPassed, insertTransfer, lockPerson, passedBefore, personRow, teamsOn } from "./store.ts";

/** Who asks, and on which day. */
export type Asking = { actor: Actor; choices: Choices; now: Instant; today: CivilDate };

export type Takers = Readonly<Record<string, PersonId | null>>;
export type PassedOn = { id: TransferId | null; moved: { kind: string; count: number }[] };

/** What somebody holds that could pass to others, as far as the actor may pass it on. */
export async function previewTransfer(db: Reads, ground: Ground, { actor, choices, today }: Asking, id: PersonId) {
  const person = await personRow(db, id);
  if (!person) throw new Refusal("people.no_such_person", 404);
  const passable = ground.transferables.filter((one) => mayPass(actor, choices, one, id));
  if (passable.length === 0) throw new Refusal("people.may_not_transfer", 403);
  const kinds: { kind: string; count: number; onlyLeaving: boolean }[] = [];
  for (const one of passable)
    kinds.push({ kind: one.kind, count: await one.count(db, id, today), onlyLeaving: one.onlyLeaving ?? false });
  const leads = (await teamsOn(db, today)).filter((team) => team.leadId === id);
  return { kinds, leads: leads.map((team) => ({ teamId: team.id, name: team.name })), login: person.userId !== null };
}

/** Passes the kinds asked for from one person to others, without anybody leaving: a territory handed over. */
export async function transferWork(
  tx: Tx,
  asking: Asking,
  { id, takers }: { id: PersonId; takers: Takers },
): Promise<PassedOn> {
  if (!(await lockPerson(tx, id))) throw new Refusal("people.no_such_person", 404);
  return passWork(tx, asking, { from: id, takers, lastOn: null, reason: null, keep: {} });
}

type Pass = {
  from: PersonId;
  takers: Takers;
  lastOn: CivilDate | null;
  reason: string | null;
  /** What else this step did, to be taken back with it. */
  keep: Partial<Pick<Transfer, "wasLeftOn" | "endedLogin" | "seats">>;
};

/** Everything passes in this one transaction, and is noted with the version it had, so that it can be taken back. */
export async function passWork(tx: Tx, asking: Asking, pass: Pass): Promise<PassedOn> {
  const { from, takers, lastOn, reason, keep } = pass;
  const { transferables } = groundOf(tx);
  await checkTakers(tx, asking, pass);
  const before = await passedBefore(tx, from);
  const passed: { kind: string; to: PersonId; items: Awaited<ReturnType<Transferable["pass"]>> }[] = [];
  for (const one of transferables) {
    const to = takers[one.kind];
    if (!to || (one.onlyLeaving && lastOn === null)) continue;
    const items = await one.pass(tx, { ...asking, from, to, lastOn, reason, before });
    passed.push({ kind: one.kind, to, items });
  }
  const moved = passed.map(({ kind, items }) => ({ kind, count: items.length })).filter(({ count }) => count > 0);
  // The same asked twice finds nothing left to do, and leaves no second entry.
  if (moved.length === 0 && Object.keys(keep).length === 0) return { id: null, moved };
  const transfer: Transfer = {
    id: newId(),
    fromId: from,
    lastOn,
    wasLeftOn: null,
    endedLogin: false,
    seats: [],
    by: asking.actor.userId,
    at: asking.now,
    takenBackAt: null,
    ...keep,
  };
  await insertTransfer(tx, transfer);
  for (const { kind, to, items } of passed) await insertPassed(tx, transfer.id, kind, to, items);
  touched(tx, "people", "transfers");
  return { id: transfer.id, moved };
}

async function checkTakers(tx: Tx, { actor, choices, today }: Asking, { from, takers }: Pass): Promise<void> {
  const kinds = new Map(groundOf(tx).transferables.map((one) => [one.kind, one]));
  for (const [kind, to] of Object.entries(takers)) {
    if (to === null) continue;
    const pointer = `/takers/${kind}`;
    const transferable = kinds.get(kind);
    if (!transferable) throw refuseField("people.no_such_kind", pointer);
    if (!mayPass(actor, choices, transferable, from)) throw new Refusal("people.may_not_transfer", 403);
    const taker = await personRow(tx, to);
    if (!taker) throw refuseField("people.no_such_person", pointer);
    if (to === from) throw refuseField("people.taker_is_giver", pointer);
    if (!worksHereOn(taker, today)) throw refuseField("people.taker_has_left", pointer, { name: taker.name });
    if (transferable.entity === "quota" && !canAboutPerson(actor, "quota", "w", to, choices))
      throw refuseField("people.quota_taker_is_you", pointer);
  }
}

/** Whoever may change what somebody owns may pass it on: themselves, whoever leads them, an admin; not who only covers. */
export function mayPass(actor: Actor, choices: Choices, { entity }: Transferable, from: string): boolean {
  if (entity === "quota") return canAboutPerson(actor, "quota", "w", from, choices);
  return can(entity, "w", standingToOwner({ ...actor, covers: [] }, { ownerId: from }, choices));
}
