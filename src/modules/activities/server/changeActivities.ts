import { can, type Entity, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { contactSeen, defined, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { When, Who } from "#modules/pipeline/server/public.ts";
import { dealOrLeadSeenBy, trashedAmong } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type Activity, type ActivityId, checkActivity, isWords, type MeetingOutcome, outcomeOf } from "../activity.ts";
import { type FileId, takeAlong } from "./filesStore.ts";
import { readOutcomes, readTypes } from "./kindsStore.ts";
import { isActivityReadable } from "./readable.ts";
import { insertActivities, lockActivity, type NewActivity, saveActivity, trashActivity } from "./store.ts";
import { mentionsIn, tellActivity } from "./tellActivity.ts";

type Links = Pick<Activity, "dealId" | "organizationId" | "contactId">;
type Fields = Pick<
  Activity,
  | "subject"
  | "body"
  | "dueAt"
  | "allDay"
  | "lengthMinutes"
  | "ownerId"
  | "direction"
  | "outcomeId"
  | "place"
  | "setBy"
  | "people"
  | "contacts"
  | "remindMinutes"
  | "remindByMail"
> & { done: boolean; meetingOutcome: MeetingOutcome | null };
type Maybe<Shape> = { [Field in keyof Shape]?: Shape[Field] | undefined };
type New = Maybe<Fields> & Maybe<Links> & Maybe<Pick<Activity, "typeId">> & Pick<Activity, "kind">;
export type NextStep = Omit<New, keyof Links>;
type Change = Maybe<Fields> & { next?: NextStep | undefined };

export async function addActivity(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  { files = [], ...asked }: New & { files?: readonly FileId[] | undefined },
  { now }: Pick<When, "now">,
): Promise<Activity> {
  const links = await readableLinks(tx, who, workspace, asked);
  const added = await writeActivity(tx, who, workspace, { ...asked, ...links }, now);
  const taken = files.length > 0 ? await takeAlong(tx, added, files, who.personId as PersonId) : files;
  const strange = files.findIndex((id) => !taken.includes(id));
  if (strange >= 0) throw refuseField("activities.file_elsewhere", `/files/${strange}`);
  return added;
}

async function writeActivity(tx: Tx, who: Who, workspace: Workspace, asked: New & Links, now: string) {
  const me = who.personId as PersonId;
  const { done, dealId, organizationId, contactId, ...fields } = asked;
  const given: NewActivity = {
    ...blank,
    ...{ dealId, organizationId, contactId, createdAt: now },
    ...defined(fields),
    kind: asked.kind,
    ownerId: isWords(asked.kind) ? me : (asked.ownerId ?? me),
    setBy: asked.kind === "meeting" ? (asked.setBy ?? me) : null,
    doneAt: isWords(asked.kind) || done || asked.meetingOutcome ? now : null,
  };
  const activity = { ...blank, ...given, id: null, meetingOutcome: outcomeOf({ ...blank, ...given }) };
  checkActivity(activity);
  await checkOthers(tx, who, workspace, activity, null);
  const [id] = await insertActivities(tx, [{ ...given, meetingOutcome: activity.meetingOutcome }]);
  const added = (await lockActivity(tx, id!))!;
  await tellActivity(tx, null, added, me);
  return shown(added);
}

const blank = {
  ...{ typeId: null, subject: "", body: null, dueAt: null, allDay: false, doneAt: null, lengthMinutes: null },
  ...{ direction: null, outcomeId: null, place: null, setBy: null, meetingOutcome: null, people: [], contacts: [] },
  ...{ remindMinutes: null, remindByMail: false, generated: false },
} satisfies Partial<Activity>;

/** Changes it, or says that it is done and what comes next: both or neither. */
export async function changeActivity(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  id: ActivityId,
  { next, ...asked }: Change,
  version: number | undefined,
  { now }: Pick<When, "now">,
): Promise<Activity & { next?: Activity }> {
  const was = await activityToChange(tx, who, id, "w", false);
  if (version !== undefined && version !== was.version) throw new Refusal("http.stale", 412, { version: was.version });
  const became = changed(was, asked, now);
  checkActivity(became);
  await checkOthers(tx, who, workspace, became, was);
  const saved = await saveActivity(tx, became);
  audit(tx, "activity", id, changesBetween(was, became, audited));
  await tellActivity(tx, was, { ...saved, deletedAt: null }, who.personId as PersonId);
  if (!next) return saved;
  const { dealId, organizationId, contactId } = saved;
  const planned = await writeActivity(
    tx,
    who,
    workspace,
    { ...next, dealId, organizationId, contactId, ownerId: next.ownerId ?? saved.ownerId },
    now,
  );
  return { ...saved, next: planned };
}

const audited = [
  ...(["subject", "body", "dueAt", "allDay", "doneAt", "lengthMinutes", "ownerId", "direction", "outcomeId"] as const),
  ...(["place", "setBy", "meetingOutcome", "people", "contacts", "remindMinutes", "remindByMail"] as const),
];

/** Done is done now; an outcome of a meeting is that it is done. */
function changed(was: Activity, { done, ...fields }: Maybe<Fields>, now: string): Activity {
  const saysOutcome = fields.meetingOutcome !== undefined;
  const isDone = saysOutcome ? fields.meetingOutcome !== null : (done ?? was.doneAt !== null);
  const became = { ...was, ...defined(fields), doneAt: isDone ? (was.doneAt ?? now) : null };
  return { ...became, meetingOutcome: outcomeOf(became) };
}

export async function deleteActivity(tx: Tx, who: Who, id: ActivityId, { now }: Pick<When, "now">): Promise<void> {
  const was = await activityToChange(tx, who, id, "d", false);
  const gone = await trashActivity(tx, id, now);
  await tellActivity(tx, was, { ...gone, deletedAt: now }, who.personId as PersonId);
}

export async function restoreActivity(tx: Tx, who: Who, id: ActivityId): Promise<Activity> {
  const was = await activityToChange(tx, who, id, "d", true);
  if (was.dealId && (await trashedAmong(tx, [was.dealId])).size > 0) throw new Refusal("activities.deal_in_trash", 409);
  const restored = await trashActivity(tx, id, null);
  await tellActivity(tx, was, { ...restored, deletedAt: null }, who.personId as PersonId);
  return restored;
}

/** Whom and what it names beside its record: people who work here, contacts one reads, kinds and outcomes in use. */
async function checkOthers(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  one: Omit<Activity, "id" | "version" | "createdAt">,
  was: Activity | null,
): Promise<void> {
  const isNew = <Field extends keyof Activity>(field: Field) => one[field as never] !== was?.[field];
  if (one.ownerId && one.ownerId !== who.personId && isNew("ownerId") && !(await worksHere(tx, one.ownerId)))
    throw refuseField("activities.works_elsewhere", "/ownerId");
  if (one.setBy && one.setBy !== who.personId && isNew("setBy") && !(await worksHere(tx, one.setBy)))
    throw refuseField("activities.works_elsewhere", "/setBy");
  for (const [at, person] of one.people.entries())
    if (!was?.people.includes(person) && !(await worksHere(tx, person)))
      throw refuseField("activities.works_elsewhere", `/people/${at}`);
  const reach = reachOf(who, "contact", "r", workspace);
  for (const [at, contact] of one.contacts.entries())
    if (!was?.contacts.includes(contact) && !(await contactSeen(tx, reach, contact)))
      throw refuseField("activities.no_such_guest", `/contacts/${at}`);
  if (
    one.typeId &&
    isNew("typeId") &&
    !(await readTypes(tx)).some(({ id, archivedAt }) => id === one.typeId && !archivedAt)
  )
    throw refuseField("activities.no_such_type", "/typeId");
  const outcomes = one.outcomeId && isNew("outcomeId") ? await readOutcomes(tx) : [];
  if (
    one.outcomeId &&
    isNew("outcomeId") &&
    !outcomes.some(({ id, archivedAt }) => id === one.outcomeId && !archivedAt)
  )
    throw refuseField("activities.no_such_outcome", "/outcomeId");
  const known = new Set(was ? mentionsIn(was) : []);
  for (const person of mentionsIn(one))
    if (!known.has(person) && !(await worksHere(tx, person as PersonId)))
      throw refuseField("activities.works_elsewhere", "/body");
}

/** A note and a comment are their author's; every other activity its owner's (permissions.json). */
export function mayChangeActivity(who: Who, activity: Pick<Activity, "kind" | "ownerId">, verb: "w" | "d"): boolean {
  if (!isWords(activity.kind)) return can("activity", verb, standingToOwner(who, activity, who.choices));
  const entity: Entity = activity.kind === "note" ? "note" : "comment";
  const rels = activity.ownerId === who.personId ? ["author", "coworker"] : ["coworker"];
  return can(entity, verb, { rels, holds: () => false });
}

async function activityToChange(
  tx: Tx,
  who: Who,
  id: ActivityId,
  verb: "w" | "d",
  trashed: boolean,
): Promise<Activity> {
  const found = await lockActivity(tx, id);
  if (!found || (found.deletedAt !== null) !== trashed) throw new Refusal("activities.no_such_activity", 404);
  const looking = { db: tx, actor: who, workspace: who.choices };
  const readable = mayChangeActivity(who, found, verb) || (await isActivityReadable(looking, found));
  if (!readable) throw new Refusal("activities.no_such_activity", 404);
  if (!mayChangeActivity(who, found, verb)) throw new Refusal("activities.may_not_change", 403);
  return shown(found);
}

function shown({ deletedAt: _deletedAt, ...activity }: Activity & { deletedAt: string | null }): Activity {
  return activity;
}

/** What it is about must be readable; a deal's organization comes along. */
async function readableLinks(tx: Tx, who: Who, workspace: Workspace, asked: New): Promise<Links> {
  const { dealId = null, contactId = null } = asked;
  const deal = dealId && (await dealOrLeadSeenBy({ db: tx, actor: who, workspace }, dealId));
  const organizationId = asked.organizationId ?? (deal ? deal.organizationId : null);
  if (asked.organizationId && !(await organizationSeen(tx, organizationReach(who, workspace), asked.organizationId)))
    throw new Refusal("contacts.no_such_organization", 404);
  if (contactId && !(await contactSeen(tx, reachOf(who, "contact", "r", workspace), contactId)))
    throw new Refusal("contacts.no_such_contact", 404);
  if (!dealId && !organizationId && !contactId) throw refuseField("activities.record_missing", "/dealId");
  return { dealId, organizationId, contactId };
}
