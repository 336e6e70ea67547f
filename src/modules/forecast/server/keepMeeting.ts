import { Refusal } from "#lib/refusal.ts";
import { type CivilDate, momentOf } from "#lib/time.ts";
import { addActivity } from "#modules/activities/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { Looking } from "#modules/quotas/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { DecisionShape, HelpShape } from "../api.ts";
import { type Held, mayOnMeeting } from "../meeting.ts";
import { meetingToday, noteDecision, saveNotes } from "./meetingsStore.ts";
import type { Whose } from "./seeForecast.ts";
import { decisionsSeen, meetingAsked } from "./seeMonday.ts";

async function meetingToKeep(looking: Looking, asked: Whose): Promise<Held> {
  const held = await meetingAsked(looking, asked);
  if (!mayOnMeeting(looking.actor, "w", held)) throw new Refusal("forecast.may_not_keep", 403);
  return held;
}

export async function keepNotes(
  tx: Tx,
  looking: Looking,
  { notes, version, ...asked }: Whose & { notes: string; version: number | undefined },
): Promise<{ version: number }> {
  const held = await meetingToKeep({ ...looking, db: tx }, asked);
  const meeting = await meetingToday(tx, held, looking.today);
  if (version !== undefined && version !== meeting.version)
    throw new Refusal("http.stale", 412, { version: meeting.version });
  touched(tx, "meetings");
  return { version: await saveNotes(tx, meeting.id, notes) };
}

type Decision = Whose & { what: string; ownerId: HelpShape["asker"]["id"]; dueOn: CivilDate; dealId: DealId };

/** The task is made as if it had been planned on the deal; the meeting remembers which it is. */
export async function decide(
  tx: Tx,
  looking: Looking,
  { what, ownerId, dueOn, dealId, ...asked }: Decision,
  now: string,
): Promise<DecisionShape> {
  const { actor, workspace, today } = looking;
  const held = await meetingToKeep({ ...looking, db: tx }, asked);
  const dueAt = momentOf(dueOn, 24 * 60 - 1, workspace.zone);
  const task = { kind: "task", subject: what, ownerId, dealId, dueAt, allDay: true, done: false } as const;
  const { id } = await addActivity(tx, { ...actor, choices: workspace }, workspace, task, { now });
  const meeting = await meetingToday(tx, held, today);
  await noteDecision(tx, meeting.id, id, now);
  touched(tx, "meetings");
  const [decided] = await decisionsSeen({ ...looking, db: tx }, [id]);
  return decided!;
}
