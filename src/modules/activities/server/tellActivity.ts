import { dayAt } from "#lib/time.ts";
import { recordFacts, recordFactsOf } from "#modules/metrics/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { dealsByIds, setStep, touchDeal, touchedDeal } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { groundOf, touched } from "#platform/ground.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { type Activity, isTouch, type MeetingOutcome } from "../activity.ts";
import { activityFacts } from "../activityFacts.ts";
import * as events from "../events.ts";
import { mentionedIn } from "../mention.ts";
import { addFollowers } from "./followStore.ts";
import { readTypes } from "./kindsStore.ts";
import { recordOf } from "./readable.ts";
import { activitiesByIds, openOn, type StoredActivity } from "./store.ts";

/** A deal's next step is its earliest activity that is not done. */
export async function followStep(tx: Tx, dealId: DealId): Promise<void> {
  const [next] = await openOn(tx, dealId);
  await setStep(tx, dealId, next ? { kind: next.kind, subject: next.subject, at: next.dueAt! } : null);
}

/** What follows from any change: figures, the deal's next step and last touch, open screens. */
export async function tellActivity(tx: Tx, was: Activity | null, became: StoredActivity, by: PersonId): Promise<void> {
  const { zone } = await theWorkspace(tx);
  await recordFacts(tx, became.id, activityFacts(became, zone));
  if (became.dealId) {
    await followStep(tx, became.dealId);
    if (await touchesNow(tx, was, became)) await touchDeal(tx, became.dealId, became.doneAt!);
    touchedDeal(tx, { id: became.dealId, organizationId: became.organizationId });
  }
  if (!became.deletedAt) await tellWhatHappened(tx, was, became, by);
  const { organizationId, contactId } = became;
  touched(
    tx,
    "activities",
    ...(organizationId ? [`organization:${organizationId}`] : []),
    ...(contactId ? [`contact:${contactId}`] : []),
  );
}

async function touchesNow(tx: Tx, was: Activity | null, became: StoredActivity): Promise<boolean> {
  if (became.deletedAt) return false;
  const type = became.typeId && (await readTypes(tx)).find(({ id }) => id === became.typeId);
  const isTypeTouch = type ? type.isTouch : true;
  return isTouch(became, isTypeTouch) && !(was && isTouch(was, isTypeTouch));
}

async function tellWhatHappened(tx: Tx, was: Activity | null, became: Activity, by: PersonId): Promise<void> {
  const { id, kind, dealId, ownerId } = became;
  const isDone = became.doneAt !== null && !was?.doneAt;
  if (isDone) await emit(tx, events.activityDone, { record: id, facts: { activityId: id, kind, dealId, ownerId } });
  if (ownerId && ownerId !== by && ownerId !== was?.ownerId && !became.doneAt)
    await emit(tx, events.activityAssigned, { record: id, facts: { activityId: id, ownerId } });
  await tellMeeting(tx, was?.meetingOutcome ?? null, became);
  await tellWords(tx, was, became, by);
}

/** The outcome that is said first, and every other that is said after it. */
async function tellMeeting(tx: Tx, was: MeetingOutcome | null, one: Activity): Promise<void> {
  const became = one.meetingOutcome;
  if (one.kind !== "meeting" || was === became) return;
  const { zone } = await theWorkspace(tx);
  const on = dayAt(one.dueAt ?? one.createdAt, zone);
  const facts = {
    ...{ activityId: one.id, dealId: one.dealId, heldBy: one.ownerId, setBy: one.setBy, on },
    knownBy: "person" as const,
  };
  if (was) await emit(tx, events.meetingCorrected, { record: one.id, facts: { ...facts, was, became } });
  if (became === "held") await emit(tx, events.meetingHeld, { record: one.id, facts });
  if (became === "guest_missed") await emit(tx, events.guestMissed, { record: one.id, facts });
}

/** Who is mentioned, or comments, follows from then on; a mention that stood there before is told to nobody twice. */
async function tellWords(tx: Tx, was: Activity | null, one: Activity, by: PersonId): Promise<void> {
  const { record, id } = recordOf(one);
  const known = new Set(was ? mentionsIn(was) : []);
  const people = mentionsIn(one).filter((person) => !known.has(person)) as PersonId[];
  const written = { activityId: one.id, recordKind: record, recordId: id, authorId: by };
  const isNewComment = one.kind === "comment" && was === null;
  const followers = [...people, ...(isNewComment ? [by] : [])];
  if (followers.length > 0) await addFollowers(tx, { record, id }, followers, groundOf(tx).clock.now());
  if (people.length > 0) await emit(tx, events.mentioned, { record: one.id, facts: { ...written, people } });
  if (isNewComment) await emit(tx, events.commented, { record: one.id, facts: written });
}

export function mentionsIn({ subject, body }: Pick<Activity, "subject" | "body">): string[] {
  return [...new Set([...mentionedIn(subject), ...mentionedIn(body)])];
}

/** What was done on a deal in the trash stands for nothing while it lies there. */
export async function countAgain(tx: Tx, ids: readonly string[]): Promise<void> {
  const { zone } = await theWorkspace(tx);
  const all = await activitiesByIds(tx, ids);
  const deals = await dealsByIds(
    tx,
    all.flatMap(({ dealId }) => dealId ?? []),
  );
  const trashed = new Set(deals.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id as string));
  const facts = all.map((one) => [one.id, trashed.has(one.dealId ?? "") ? [] : activityFacts(one, zone)] as const);
  if (facts.length > 0) await recordFactsOf(tx, new Map(facts));
}
