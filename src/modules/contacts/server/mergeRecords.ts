import type { Actor, Choices } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { addDays, type CivilDate, dayAt, type Instant, startOfDay } from "#lib/time.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { type MergeKind, type Merging, moveAll, putAllBack } from "#platform/records/merge.ts";
import type { Workspace } from "#platform/workspace.ts";
import { contactMergeUndone, contactsMerged, organizationMergeUndone, organizationsMerged } from "../events.ts";
import {
  contactMergeFields,
  organizationMergeFields,
  type Taking,
  takenBack,
  takenOver,
  withFirst,
} from "../mergeFields.ts";
import type { Contact, ContactId, Organization, OrganizationId } from "../organization.ts";
import { requireContact } from "./changeContacts.ts";
import { lockedOrganization } from "./changeOrganizations.ts";
import {
  insertMerge,
  lockMerge,
  type Merge,
  type MergeId,
  mergesInto,
  movesOf,
  noteUndone,
  setMergedInto,
  type TakenOver,
} from "./mergeStore.ts";
import { alignRoles, makePrimaryAt } from "./rolesStore.ts";
import { ancestorsOf, lockContact, lockOrganization, saveContact, saveOrganization } from "./store.ts";

/** So long a merge can be undone. */
export const undoDays = 30;

export type MergeAsked = { survivor: string; absorbed: string; taking: Taking };
export type Merger = { actor: Actor; choices: Choices; now: Instant; today: CivilDate };

/** Makes one of two. Both must be the actor's to change; what hangs on the absorbed follows, whether the actor may read it or not. */
export async function mergeRecords(tx: Tx, kind: MergeKind, who: Merger, asked: MergeAsked): Promise<MergeId> {
  const { survivor, absorbed } = asked;
  if (survivor === absorbed) throw new Refusal("contacts.merge_with_itself", 422);
  const pair = await lockBoth(tx, kind, who, asked);
  const changes = await changesOf(tx, pair, asked);
  const merging = { kind, from: absorbed, into: survivor, ...who };
  const moved = await moveAll(tx, merging);
  await setMergedInto(tx, kind, absorbed, { survivor, at: who.now, by: who.actor.userId });
  await save(tx, kind, survivor, became(changes), who.now);
  tellMerged(tx, kind, survivor, absorbed, changes);
  const id = await insertMerge(
    tx,
    { kind, survivorId: survivor, absorbedId: absorbed, changes, byUser: who.actor.userId, at: who.now },
    moved,
  );
  await emit(tx, kind === "contact" ? contactsMerged : organizationsMerged, {
    record: survivor,
    facts: { mergeId: id, absorbedId: absorbed },
  });
  return id;
}

export type Undone = { survivorId: string; absorbedId: string; kept: string[]; stayed: number };

/** Puts back what a merge moved and took over. What was changed since keeps that, and the answer says what. */
export async function undoMerge(tx: Tx, who: Merger, workspace: Workspace, id: MergeId): Promise<Undone> {
  const merge = await lockMerge(tx, id);
  if (!merge) throw noSuchMerge();
  const { kind, survivorId, absorbedId } = merge;
  const before = await lockBothAgain(tx, who, merge);
  if (merge.undoneAt) throw new Refusal("contacts.merge_undone_already", 409);
  if (merge.at < undoableSince(who.now, workspace))
    throw new Refusal("contacts.merge_too_old", 409, { days: undoDays });
  const { values, kept } = takenBack(merge.changes, before);
  const merging: Merging = { kind, from: absorbedId, into: survivorId, ...who };
  await setMergedInto(tx, kind, absorbedId, { survivor: null, at: null, by: null });
  const { stayed } = await putAllBack(tx, await movesOf(tx, id), merging);
  await save(tx, kind, survivorId, values, who.now);
  await saveAsItIs(tx, kind, absorbedId, who.now);
  await noteUndone(tx, id, who.now);
  for (const record of [survivorId, absorbedId])
    await emit(tx, kind === "contact" ? contactMergeUndone : organizationMergeUndone, {
      record,
      facts: { mergeId: id, absorbedId },
    });
  touched(tx, `${kind}s`, `${kind}:${survivorId}`, `${kind}:${absorbedId}`, "trash");
  return { survivorId, absorbedId, kept, stayed };
}

/** The merges into a record that can still be undone. */
export async function undoableMerges(db: Reads, id: string, now: Instant, workspace: Workspace): Promise<Merge[]> {
  return mergesInto(db, id, undoableSince(now, workspace));
}

function undoableSince(now: Instant, { zone }: Workspace): Instant {
  return startOfDay(addDays(dayAt(now, zone), -undoDays), zone);
}

type Pair =
  | { kind: "contact"; survivor: Contact; absorbed: Contact }
  | { kind: "organization"; survivor: Organization; absorbed: Organization };

/** In the order of their ids, so that two who merge the same two the other way round wait and don't block each other. */
export async function lockBoth(
  tx: Tx,
  kind: MergeKind,
  { actor, choices }: Pick<Merger, "actor" | "choices">,
  { survivor, absorbed }: Pick<MergeAsked, "survivor" | "absorbed">,
): Promise<Pair> {
  const ids = [survivor, absorbed].toSorted();
  if (kind === "contact") {
    const found = new Map<string, Contact>();
    for (const id of ids) found.set(id, await requireContact(tx, actor, choices, id as ContactId, "w"));
    return { kind, survivor: found.get(survivor)!, absorbed: found.get(absorbed)! };
  }
  const found = new Map<string, Organization>();
  for (const id of ids) found.set(id, await lockedOrganization(tx, actor, choices, id as OrganizationId, "w"));
  return { kind, survivor: found.get(survivor)!, absorbed: found.get(absorbed)! };
}

/** The survivor as it is before the undo; the absorbed must be the actor's to change too. */
async function lockBothAgain(tx: Tx, { actor, choices }: Merger, merge: Merge): Promise<Record<string, unknown>> {
  const { kind, survivorId, absorbedId } = merge;
  const there =
    kind === "contact"
      ? await lockContact(tx, survivorId as ContactId)
      : await lockOrganization(tx, survivorId as OrganizationId);
  if (there?.mergedInto) throw new Refusal("contacts.merged_further", 409);
  if (there?.deletedAt) throw new Refusal("contacts.merge_survivor_deleted", 409);
  await setMergedInto(tx, kind, absorbedId, { survivor: null, at: null, by: null });
  try {
    const pair = await lockBoth(tx, kind, { actor, choices }, { survivor: survivorId, absorbed: absorbedId });
    return { ...pair.survivor };
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) throw noSuchMerge();
    throw error;
  }
}

function noSuchMerge(): Refusal {
  return new Refusal("contacts.no_such_merge", 404);
}

async function changesOf(tx: Tx, pair: Pair, { taking }: MergeAsked): Promise<TakenOver> {
  if (pair.kind === "contact") return takenOver(contactMergeFields, pair.survivor, pair.absorbed, taking);
  const changes = takenOver(organizationMergeFields, pair.survivor, pair.absorbed, taking);
  const parentId = await parentAfter(tx, pair, changes.parentId?.became as OrganizationId | undefined);
  delete changes.parentId;
  if (parentId !== pair.survivor.parentId) changes.parentId = { was: pair.survivor.parentId, became: parentId };
  return changes;
}

/** Of two that stand one above the other, the one above both stays above: an organization is never its own ancestor. */
async function parentAfter(
  tx: Tx,
  { survivor, absorbed }: { survivor: Organization; absorbed: Organization },
  asked: OrganizationId | undefined,
): Promise<OrganizationId | null> {
  const own = asked ?? survivor.parentId;
  const [aboveSurvivor, aboveAbsorbed] = [await ancestorsOf(tx, survivor.id), await ancestorsOf(tx, absorbed.id)];
  if (aboveSurvivor.includes(absorbed.id)) return absorbed.parentId;
  if (aboveAbsorbed.includes(survivor.id)) return survivor.parentId;
  return own;
}

const became = (changes: TakenOver) =>
  Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.became]));

/** The record with these values; an e-mail or number among them comes first of those that are there. */
async function save(tx: Tx, kind: MergeKind, id: string, values: Record<string, unknown>, now: Instant): Promise<void> {
  const { email, phone, ...plain } = values;
  if (kind === "contact") {
    if (plain.organizationId) await makePrimaryAt(tx, id as ContactId, plain.organizationId as OrganizationId);
    const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...found } = (await lockContact(tx, id as ContactId))!;
    await saveContact(tx, inFirstPlace({ ...found, ...plain }, email, phone));
  } else {
    const {
      deletedAt: _deletedAt,
      mergedInto: _mergedInto,
      ...found
    } = (await lockOrganization(tx, id as OrganizationId))!;
    await saveOrganization(tx, inFirstPlace({ ...found, ...plain }, email, phone));
  }
  if (kind === "contact") await alignRoles(tx, [id as ContactId], now);
}

function inFirstPlace<Shape extends Contact | Organization>(record: Shape, email: unknown, phone: unknown): Shape {
  const emails = withFirst(record.emails, ({ address }) => address === email);
  const phones = withFirst(record.phones, ({ number }) => number === phone);
  return { ...record, emails, phones, email: emails[0]?.address ?? null, phone: phones[0]?.number ?? null };
}

/** Its lists, keys and roles anew, once rows came back to it. */
async function saveAsItIs(tx: Tx, kind: MergeKind, id: string, now: Instant): Promise<void> {
  await save(tx, kind, id, {}, now);
}

function tellMerged(tx: Tx, kind: MergeKind, survivor: string, absorbed: string, changes: TakenOver): void {
  audit(
    tx,
    kind,
    survivor,
    Object.entries(changes).map(([field, { was, became: now }]) => ({ field, was, became: now })),
  );
  touched(tx, `${kind}s`, `${kind}:${survivor}`, `${kind}:${absorbed}`, "deals", "activities");
}
