import { newId } from "#lib/id.ts";
import { type Actor, type Choices, canAboutPerson } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { type Absence, type AbsenceId, checkAbsence } from "../absence.ts";
import { absenceChanged } from "../events.ts";
import { type PersonId, worksHereOn } from "../person.ts";
import { absenceIn, absenceRows, coveredBy, deleteAbsence, lockAbsence, saveAbsence } from "./absenceStore.ts";
import type { Asking } from "./passWork.ts";
import { lockPerson, personNames, personRow } from "./store.ts";

type Looking = { db: Reads; actor: Actor; choices: Choices; today: CivilDate };

/** Absences of today and to come: one's own, one's people's, and those one covers. */
export async function absencesSeen({ db, actor, choices, today }: Looking, asked: string | undefined) {
  const whose = actor.admin ? undefined : [actor.personId, ...actor.leads];
  const readable = await absenceRows(db, { ...(whose ? { people: whose } : {}), from: today });
  const covered = await coveredBy(db, actor.personId as PersonId, today);
  const all = [...readable, ...covered.filter((one) => !readable.some(({ id }) => id === one.id))];
  return shown(
    db,
    actor,
    choices,
    all.filter((one) => !asked || one.personId === asked),
  );
}

async function shown(db: Reads, actor: Actor, choices: Choices, all: readonly Absence[]) {
  const ids = all.flatMap(({ personId, coverId }) => (coverId ? [personId, coverId] : [personId]));
  const names = await personNames(db, [...new Set(ids)]);
  return all.map(({ version: _version, saidAt: _saidAt, ...one }) => {
    const mayWrite = canAboutPerson(actor, "absence", "w", one.personId, choices);
    return {
      ...one,
      person: names.get(one.personId) ?? "",
      cover: one.coverId ? (names.get(one.coverId) ?? null) : null,
      kind: mayWrite ? one.kind : null,
      mayWrite,
    };
  });
}

export async function addAbsence(tx: Tx, asking: Asking, asked: Omit<Absence, "id" | "saidAt" | "version">) {
  const absence: Absence = { ...asked, id: newId<"absence">(), saidAt: asking.now, version: 1 };
  const { actor, choices } = asking;
  // The lock on the person makes two that are entered at once take turns.
  if (!(await lockPerson(tx, absence.personId))) throw new Refusal("people.no_such_person", 404);
  if (!canAboutPerson(actor, "absence", "w", absence.personId, choices))
    throw new Refusal("people.may_not_say_away", 403);
  await keep(tx, asking, absence);
  audit(tx, "absence", absence.id, [{ field: "fromOn", was: null, became: absence.fromOn }]);
  return (await shown(tx, actor, choices, [absence]))[0]!;
}

type Change = {
  [Field in keyof Pick<Absence, "fromOn" | "toOn" | "kind" | "coverId">]?: Absence[Field] | undefined;
};

export async function changeAbsence(tx: Tx, asking: Asking, id: AbsenceId, change: Change) {
  const was = await absenceToChange(tx, asking, id, "w");
  const became: Absence = { ...was };
  if (change.fromOn !== undefined) became.fromOn = change.fromOn;
  if (change.toOn !== undefined) became.toOn = change.toOn;
  if (change.kind !== undefined) became.kind = change.kind;
  if (change.coverId !== undefined) became.coverId = change.coverId;
  await lockPerson(tx, was.personId);
  await keep(tx, asking, became);
  audit(tx, "absence", id, changesBetween(was, became, ["fromOn", "toOn", "coverId"]));
  return (await shown(tx, asking.actor, asking.choices, [became]))[0]!;
}

export async function dropAbsence(tx: Tx, asking: Asking, id: AbsenceId): Promise<void> {
  const absence = await absenceToChange(tx, asking, id, "d");
  await deleteAbsence(tx, id);
  audit(tx, "absence", id, [{ field: "fromOn", was: absence.fromOn, became: null }]);
  await tell(tx, absence);
}

async function keep(tx: Tx, { now, today }: Asking, absence: Absence): Promise<void> {
  checkAbsence(absence);
  const { id, personId, coverId } = absence;
  const other = await absenceIn(tx, personId, absence, id);
  if (other) throw refuseField("people.away_already", "/fromOn", { from: other.fromOn, to: other.toOn });
  if (coverId) {
    const cover = await personRow(tx, coverId);
    if (!cover || !worksHereOn(cover, today) || !worksHereOn(cover, absence.toOn))
      throw refuseField("people.cover_has_left", "/coverId");
    const away = await absenceIn(tx, coverId, absence, null);
    if (away)
      throw refuseField("people.cover_is_away", "/coverId", { name: cover.name, from: away.fromOn, to: away.toOn });
  }
  await saveAbsence(tx, absence, now);
  await tell(tx, absence);
}

async function tell(tx: Tx, { id, personId, fromOn, toOn, coverId }: Absence): Promise<void> {
  await emit(tx, absenceChanged, { record: personId, facts: { absenceId: id, personId, fromOn, toOn, coverId } });
  touched(tx, "people", "absences", "quotas", "session");
}

async function absenceToChange(tx: Tx, { actor, choices }: Asking, id: AbsenceId, verb: "w" | "d"): Promise<Absence> {
  const absence = await lockAbsence(tx, id);
  const mayRead =
    absence && (absence.coverId === actor.personId || canAboutPerson(actor, "absence", "r", absence.personId, choices));
  if (!absence || !mayRead) throw new Refusal("people.no_such_absence", 404);
  if (!canAboutPerson(actor, "absence", verb, absence.personId, choices))
    throw new Refusal("people.may_not_say_away", 403);
  return absence;
}
