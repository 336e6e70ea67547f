import type { CurrencyCode } from "#lib/currency.ts";
import { newId } from "#lib/id.ts";
import { type Money, money } from "#lib/money.ts";
import { type Actor, type Choices, can, canAboutPerson, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { type Ground, groundOf, touched } from "#platform/ground.ts";
import type { Passable, Passed, Transferable } from "#platform/records/transfer.ts";
import { type PersonId, worksHereOn } from "../person.ts";
import { shareOut } from "../shareOut.ts";
import type { Transfer, TransferId } from "../transfer.ts";
import { insertPassed, insertTransfer, passedBefore } from "./passedStore.ts";
import { lockPerson, personRow } from "./store.ts";
import { teamsOn } from "./teamStore.ts";

/** Who asks, and on which day; the currency is the workspace's. */
export type Asking = { actor: Actor; choices: Choices; now: Instant; today: CivilDate; currency: CurrencyCode };

/** Who takes which kind; null leaves it as it is. */
export type Takers = Readonly<Record<string, PersonId | null>>;
/** Beside them those who share every other kind, if anybody does. */
export type ToWhom = { takers: Takers; among: readonly PersonId[] };
export type PassedOn = { id: TransferId | null; moved: { kind: string; count: number }[] };

/** What somebody holds that could pass to others, as far as the actor may pass it on. */
export async function previewTransfer(db: Reads, ground: Ground, asking: Asking, id: PersonId) {
  const person = await personRow(db, id);
  const passable = passableOf(ground, asking, person);
  const kinds = [];
  for (const { kind, onlyLeaving = false, list } of passable) {
    const all = await list(db, id, asking.today);
    kinds.push({ kind, count: all.length, value: worthOf(all, asking), onlyLeaving });
  }
  const leads = (await teamsOn(db, asking.today)).filter((team) => team.leadId === id);
  return { kinds, leads: leads.map((team) => ({ teamId: team.id, name: team.name })), login: person?.userId != null };
}

/** What each of several would take, if they shared all that is not given to somebody else. */
export async function previewShares(db: Reads, ground: Ground, asking: Asking, { id, among, without }: SharesAsked) {
  const shared = passableOf(ground, asking, await personRow(db, id)).filter(
    ({ onlyLeaving, kind }) => !onlyLeaving && !without.includes(kind),
  );
  const shares = await sharesOf(db, shared, { from: id, among, today: asking.today });
  return among.map((to) => ({
    personId: to,
    kinds: shared.map(({ kind }) => ({ kind, count: shares.get(kind)!.get(to)!.length })),
    value: worthOf(
      [...shares.values()].flatMap((byTaker) => byTaker.get(to)!),
      asking,
    ),
  }));
}

type SharesAsked = { id: PersonId; among: readonly PersonId[]; without: readonly string[] };

function passableOf(ground: Ground, { actor, choices }: Asking, person: { id: PersonId } | undefined): Transferable[] {
  if (!person) throw new Refusal("people.no_such_person", 404);
  const passable = ground.transferables.filter((one) => mayPass(actor, choices, one, person.id));
  if (passable.length === 0) throw new Refusal("people.may_not_transfer", 403);
  return passable;
}

function worthOf(all: readonly Passable[], { currency }: Asking): Money {
  return money(
    all.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
    currency,
  );
}

type Sharing = { from: PersonId; among: readonly PersonId[]; today: CivilDate };

/** By kind and taker, what is each one's share. */
async function sharesOf(db: Reads, kinds: readonly Transferable[], { from, among, today }: Sharing) {
  const listed = new Map<string, readonly Passable[]>();
  for (const { kind, list } of kinds) listed.set(kind, await list(db, from, today));
  const takerOf = shareOut([...listed.values()].flat(), among);
  const shareIn = (all: readonly Passable[]) =>
    new Map(among.map((to) => [to, all.filter(({ record }) => takerOf.get(record) === to)]));
  return new Map([...listed].map(([kind, all]) => [kind, shareIn(all)]));
}

/** Passes the kinds asked for from one person to others, without anybody leaving: a territory handed over. */
export async function transferWork(
  tx: Tx,
  asking: Asking,
  { id, takers, among }: { id: PersonId } & ToWhom,
): Promise<PassedOn> {
  if (!(await lockPerson(tx, id))) throw new Refusal("people.no_such_person", 404);
  return passWork(tx, asking, { from: id, takers, among, lastOn: null, reason: null, keep: {} });
}

type Pass = ToWhom & {
  from: PersonId;
  lastOn: CivilDate | null;
  reason: string | null;
  /** What else this step did, to be taken back with it. */
  keep: Partial<Pick<Transfer, "wasLeftOn" | "endedLogin" | "seats">>;
};

/** Everything passes in this one transaction, and is noted with the version it had, so that it can be taken back. */
export async function passWork(tx: Tx, asking: Asking, pass: Pass): Promise<PassedOn> {
  const { from, lastOn, reason, keep } = pass;
  await checkTakers(tx, asking, pass);
  const before = await passedBefore(tx, from);
  const passed: { kind: string; to: PersonId; items: Passed[] }[] = [];
  for (const { one, to, only } of await partsOf(tx, asking, pass)) {
    const items = await one.pass(tx, { ...asking, from, to, only, lastOn, reason, before });
    passed.push({ kind: one.kind, to, items });
  }
  const counts = Map.groupBy(passed, ({ kind }) => kind);
  const moved = [...counts]
    .map(([kind, parts]) => ({ kind, count: parts.reduce((sum, { items }) => sum + items.length, 0) }))
    .filter(({ count }) => count > 0);
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

type Part = { one: Transferable; to: PersonId; only: string[] | null };

/** In the order of the kinds: all of one to its taker, or of what is shared to each one's part. */
async function partsOf(tx: Tx, { today }: Asking, pass: Pass): Promise<Part[]> {
  const { from, takers, among, lastOn } = pass;
  const passing = groundOf(tx).transferables.filter((one) => !one.onlyLeaving || lastOn !== null);
  const shares =
    among.length > 0 ? await sharesOf(tx, passing.filter(isShared(pass)), { from, among, today }) : undefined;
  return passing.flatMap((one): Part[] => {
    const share = shares?.get(one.kind);
    if (share) return [...share].map(([to, all]) => ({ one, to, only: all.map(({ record }) => record) }));
    const to = takers[one.kind];
    return to ? [{ one, to, only: null }] : [];
  });
}

/** A kind that nobody is named for; quotas are shared by nobody: they are one person's word. */
const isShared =
  ({ takers }: ToWhom) =>
  ({ kind, onlyLeaving }: Transferable): boolean =>
    !onlyLeaving && !(kind in takers);

async function checkTakers(tx: Tx, asking: Asking, pass: Pass): Promise<void> {
  const { actor, choices } = asking;
  const { from, takers, among } = pass;
  const { transferables } = groundOf(tx);
  const kinds = new Map(transferables.map((one) => [one.kind, one]));
  const mayNot = (one: Transferable) => !mayPass(actor, choices, one, from);
  for (const [kind, to] of Object.entries(takers)) {
    const transferable = kinds.get(kind);
    if (!transferable) throw refuseField("people.no_such_kind", `/takers/${kind}`);
    if (to === null) continue;
    if (mayNot(transferable)) throw new Refusal("people.may_not_transfer", 403);
    await checkTaker(tx, asking, { from, to, pointer: `/takers/${kind}` });
    if (transferable.entity === "quota" && !canAboutPerson(actor, "quota", "w", to, choices))
      throw refuseField("people.quota_taker_is_you", `/takers/${kind}`);
  }
  if (among.length > 0 && transferables.filter(isShared(pass)).some(mayNot))
    throw new Refusal("people.may_not_transfer", 403);
  for (const [at, to] of among.entries()) {
    if (among.indexOf(to) < at) throw refuseField("people.taker_twice", `/among/${at}`);
    await checkTaker(tx, asking, { from, to, pointer: `/among/${at}` });
  }
}

type Taking = { from: PersonId; to: PersonId; pointer: string };

async function checkTaker(tx: Tx, { today }: Asking, { from, to, pointer }: Taking): Promise<void> {
  const taker = await personRow(tx, to);
  if (!taker) throw refuseField("people.no_such_person", pointer);
  if (to === from) throw refuseField("people.taker_is_giver", pointer);
  if (!worksHereOn(taker, today)) throw refuseField("people.taker_has_left", pointer, { name: taker.name });
}

/** Whoever may change what somebody owns may pass it on: themselves, whoever leads them, an admin; not who only covers. */
export function mayPass(actor: Actor, choices: Choices, { entity }: Transferable, from: string): boolean {
  if (entity === "quota") return canAboutPerson(actor, "quota", "w", from, choices);
  return can(entity, "w", standingToOwner({ ...actor, covers: [] }, { ownerId: from }, choices));
}
