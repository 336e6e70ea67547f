import { Refusal, refuseField } from "#lib/refusal.ts";
import { eraseLogin, heldOfLogin } from "#platform/auth/eraseLogin.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { type Ground, groundOf, lockFor, touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { type Erased, eraseRecord } from "#platform/records/erase.ts";
import { forgetMails, heldByGround } from "#platform/records/forgetWords.ts";
import { heldShape } from "../comingAndGoing.ts";
import { nameKey, type PersonId, worksHereOn } from "../person.ts";
import { requireAnAdmin } from "./logins.ts";
import type { Asking } from "./passWork.ts";
import { addressesOf, blankPerson, heldOfPerson, lockPerson, personRow } from "./store.ts";

/** Erases who a person was, once they have left. Their name is typed by whoever does it, since nothing brings it back. */
export async function erasePerson(
  tx: Tx,
  { actor, now, today }: Asking,
  { id, name }: { id: PersonId; name: string },
): Promise<void> {
  await lockFor(tx, "admins");
  const person = await lockPerson(tx, id);
  if (!person) throw new Refusal("people.no_such_person", 404);
  if (id === actor.personId) throw new Refusal("people.not_yourself", 409);
  if (worksHereOn(person, today)) throw new Refusal("people.still_works_here", 409);
  if (nameKey(name) !== nameKey(person.name)) throw refuseField("people.name_not_typed", "/name");
  await eraseRecord(tx, { kind: "person", id }, now);
  await requireAnAdmin(tx);
  audit(tx, "person", id, [{ field: "erased", was: null, became: now }]);
  touched(tx, "people");
}

/** What people itself holds of a person goes: name, addresses, invitations, the login with its sessions and keys. */
export async function forgetPerson(tx: Tx, erased: Erased): Promise<void> {
  if (erased.kind !== "person") return;
  const id = erased.id as PersonId;
  const person = await lockPerson(tx, id);
  if (!person) return;
  const addresses = await addressesOf(tx, id);
  await blankPerson(tx, id, groundOf(tx).clock.now());
  if (person.userId) addresses.push(...(await eraseLogin(tx, person.userId)));
  await forgetMails(tx, addresses);
}

/** Everything that is held of somebody, by the names of the tables: what they may ask for. */
export async function heldOf(db: Reads, ground: Ground, about: Erased, addresses: readonly (string | null)[]) {
  const held: Record<string, readonly object[]> = {};
  for (const hold of ground.holders) Object.assign(held, await hold(db, about));
  return heldShape.parse({ held: { ...held, ...(await heldByGround(db, about.id, addresses)) } });
}

export async function personHeld(db: Reads, ground: Ground, { actor }: Asking, id: PersonId) {
  if (!actor.admin && actor.personId !== id) throw new Refusal("people.admins_only", 403);
  if (!(await personRow(db, id))) throw new Refusal("people.no_such_person", 404);
  return heldOf(db, ground, { kind: "person", id }, await addressesOf(db, id));
}

export async function personAccess(db: Reads, { kind, id }: Erased): Promise<Record<string, readonly object[]>> {
  if (kind !== "person") return {};
  const userId = (await personRow(db, id as PersonId))?.userId;
  return { ...(await heldOfPerson(db, id as PersonId)), ...(userId ? await heldOfLogin(db, userId) : {}) };
}
