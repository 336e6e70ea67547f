import type { Instant } from "#lib/time.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import { setSteps } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { forgetEvents } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { type Activity, type ActivityId, isTouch } from "../activity.ts";
import { activityFacts } from "../activityFacts.ts";
import { readTypes } from "./kindsStore.ts";
import {
  activitiesByIds,
  deleteActivities,
  insertActivities,
  lockActivity,
  type NewActivity,
  openOn,
  type StoredActivity,
  saveActivity,
} from "./store.ts";

/** Takes in activities of another program: figures, next steps and last touches follow; nobody is told of what is past. */
export async function importActivities(tx: Tx, all: readonly NewActivity[], zone: string): Promise<ActivityId[]> {
  const ids = await insertActivities(tx, all);
  await follow(tx, await activitiesByIds(tx, ids), zone);
  return ids;
}

/** Brings one to what another program says of it. Undefined when it is gone; `was` as it stood. */
export async function changeImportedActivity(
  tx: Tx,
  id: ActivityId,
  became: (was: Activity) => Activity,
  zone: string,
): Promise<{ was: StoredActivity; version: number } | undefined> {
  const was = await lockActivity(tx, id);
  if (!was || was.deletedAt) return undefined;
  const asked = became(was);
  const saved = await saveActivity(tx, asked);
  audit(tx, "activity", id, changesBetween<Activity>(was, asked, audited));
  await follow(tx, [{ ...saved, deletedAt: null }], zone);
  return { was, version: saved.version };
}

const audited = [
  ...(["subject", "body", "dueAt", "allDay", "doneAt", "lengthMinutes", "ownerId", "place"] as const),
] as const;

/** Takes imported activities back, with all that they counted for. */
export async function removeImportedActivities(tx: Tx, all: readonly StoredActivity[]): Promise<void> {
  const ids = all.map(({ id }) => id as string);
  if (ids.length === 0) return;
  await recordFactsOf(tx, new Map(ids.map((id) => [id, []])));
  await deleteActivities(tx, ids);
  await forgetEvents(tx, ids);
  await stepsAfter(tx, all, []);
  touched(tx, "activities");
}

async function follow(tx: Tx, all: readonly StoredActivity[], zone: string): Promise<void> {
  await recordFactsOf(tx, new Map(all.map((one) => [one.id as string, activityFacts(one, zone)])));
  const types = new Map((await readTypes(tx)).map((type) => [type.id, type.isTouch]));
  await stepsAfter(
    tx,
    all,
    all.filter((one) => isTouch(one, one.typeId ? (types.get(one.typeId) ?? true) : true)),
  );
  touched(tx, "activities");
}

/** Each deal's next step anew, and its last touch where one came later. */
async function stepsAfter(tx: Tx, all: readonly StoredActivity[], touches: readonly StoredActivity[]): Promise<void> {
  const lastTouch = new Map<string, Instant>();
  for (const { dealId, doneAt } of touches)
    if (dealId && doneAt && doneAt > (lastTouch.get(dealId) ?? "")) lastTouch.set(dealId, doneAt);
  const steps: Parameters<typeof setSteps>[1][number][] = [];
  for (const id of new Set(all.flatMap(({ dealId }) => dealId ?? []))) {
    const [next] = await openOn(tx, id);
    const step = next ? { kind: next.kind, subject: next.subject, at: next.dueAt! } : null;
    steps.push({ id, step, touchedAt: lastTouch.get(id) ?? null });
  }
  await setSteps(tx, steps);
}
