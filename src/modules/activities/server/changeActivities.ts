import { can, type Entity, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { contactSeen, defined, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { When, Who } from "#modules/pipeline/server/public.ts";
import { dealSeenBy, setStep, touchDeal, touchedDeal, trashedAmong } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type Activity, type ActivityId, checkActivity } from "../activity.ts";
import { activityDone } from "../events.ts";
import { insertActivities, lockActivity, openOn, saveActivity, trashActivity } from "./store.ts";

type Links = Pick<Activity, "dealId" | "organizationId" | "contactId">;
type Fields = Pick<Activity, "subject" | "body" | "dueAt" | "lengthMinutes"> & { done: boolean };
type Change = { [Field in keyof Fields]?: Fields[Field] | undefined };
type New = Change & { [Link in keyof Links]?: Links[Link] | undefined } & Pick<Activity, "kind" | "subject">;

export async function addActivity(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  asked: New,
  { now }: Pick<When, "now">,
): Promise<Activity> {
  const links = await readableLinks(tx, who, workspace, asked);
  const doneAt = asked.kind === "note" || asked.done ? now : null;
  const activity = {
    kind: asked.kind,
    subject: asked.subject,
    body: asked.body ?? null,
    ...links,
    ownerId: who.personId as PersonId,
    dueAt: asked.dueAt ?? null,
    doneAt,
    lengthMinutes: asked.lengthMinutes ?? null,
    generated: false,
    createdAt: now,
  };
  checkActivity(activity);
  const [id] = await insertActivities(tx, [activity]);
  const added: Activity = { ...activity, id: id!, version: 1 };
  await follow(tx, added, doneAt !== null);
  return added;
}

export async function changeActivity(
  tx: Tx,
  who: Who,
  id: ActivityId,
  asked: Change,
  version: number | undefined,
  { now }: Pick<When, "now">,
): Promise<Activity> {
  const was = await activityToChange(tx, who, id, "w", false);
  if (version !== undefined && version !== was.version) throw new Refusal("http.stale", 412, { version: was.version });
  const { done, ...fields } = asked;
  const doneAt = done === undefined ? was.doneAt : done ? (was.doneAt ?? now) : null;
  const became: Activity = { ...was, ...defined(fields), doneAt };
  checkActivity(became);
  const saved = await saveActivity(tx, became);
  audit(tx, "activity", id, changesBetween(was, became, ["subject", "body", "dueAt", "doneAt", "lengthMinutes"]));
  await follow(tx, saved, doneAt !== null && was.doneAt === null);
  return saved;
}

export async function deleteActivity(tx: Tx, who: Who, id: ActivityId, { now }: Pick<When, "now">): Promise<void> {
  await activityToChange(tx, who, id, "d", false);
  await follow(tx, await trashActivity(tx, id, now), false);
}

export async function restoreActivity(tx: Tx, who: Who, id: ActivityId): Promise<Activity> {
  const { dealId } = await activityToChange(tx, who, id, "d", true);
  if (dealId && (await trashedAmong(tx, [dealId])).size > 0) throw new Refusal("activities.deal_in_trash", 409);
  const restored = await trashActivity(tx, id, null);
  await follow(tx, restored, false);
  return restored;
}

/** A deal's next step is its earliest activity that is not done. */
export async function followStep(tx: Tx, dealId: DealId): Promise<void> {
  const [next] = await openOn(tx, dealId);
  await setStep(tx, dealId, next ? { kind: next.kind, subject: next.subject, at: next.dueAt! } : null);
}

/** The deal's next step and last touch follow its activities; what was done is told. */
async function follow(tx: Tx, activity: Activity, isDone: boolean): Promise<void> {
  if (activity.dealId) {
    await followStep(tx, activity.dealId);
    if (isDone) await touchDeal(tx, activity.dealId, activity.doneAt!);
    touchedDeal(tx, { id: activity.dealId, organizationId: activity.organizationId });
  }
  if (isDone) {
    const { id, kind, dealId, ownerId } = activity;
    await emit(tx, activityDone, { record: id, facts: { activityId: id, kind, dealId, ownerId } });
  }
  const { organizationId, contactId } = activity;
  touched(
    tx,
    "activities",
    ...(organizationId ? [`organization:${organizationId}`] : []),
    ...(contactId ? [`contact:${contactId}`] : []),
  );
}

/** A note is its author's; every other activity its owner's (permissions.json: note, activity). */
export function mayChangeActivity(who: Who, activity: Pick<Activity, "kind" | "ownerId">, verb: "w" | "d"): boolean {
  const entity: Entity = activity.kind === "note" ? "note" : "activity";
  if (entity === "note")
    return can("note", verb, {
      rels: activity.ownerId === who.personId ? ["author", "coworker"] : ["coworker"],
      holds: () => false,
    });
  return can("activity", verb, standingToOwner(who, activity, who.choices));
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
  const readable = mayChangeActivity(who, found, verb) || (await isLinkReadable(tx, who, found));
  if (!readable) throw new Refusal("activities.no_such_activity", 404);
  if (!mayChangeActivity(who, found, verb)) throw new Refusal("activities.may_not_change", 403);
  const { deletedAt: _deletedAt, ...activity } = found;
  return activity;
}

async function isLinkReadable(tx: Tx, who: Who, { dealId }: Activity): Promise<boolean> {
  if (!dealId) return can("activity", "r", standingToOwner(who, { ownerId: null }, who.choices));
  try {
    await dealSeenBy({ db: tx, actor: who, workspace: who.choices }, dealId);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** What it is about must be readable; a deal's organization comes along. */
async function readableLinks(tx: Tx, who: Who, workspace: Workspace, asked: New): Promise<Links> {
  const { dealId = null, contactId = null } = asked;
  const deal = dealId && (await dealSeenBy({ db: tx, actor: who, workspace }, dealId));
  const organizationId = asked.organizationId ?? (deal ? deal.organizationId : null);
  if (asked.organizationId && !(await organizationSeen(tx, organizationReach(who, workspace), asked.organizationId)))
    throw new Refusal("contacts.no_such_organization", 404);
  if (contactId && !(await contactSeen(tx, reachOf(who, "contact", "r", workspace), contactId)))
    throw new Refusal("contacts.no_such_contact", 404);
  if (!dealId && !organizationId && !contactId) throw refuseField("activities.record_missing", "/dealId");
  return { dealId, organizationId, contactId };
}
