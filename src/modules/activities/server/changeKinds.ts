import { Refusal } from "#lib/refusal.ts";
import { defined } from "#modules/contacts/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { ActivityTypeId, CallOutcomeId } from "../activity.ts";
import {
  type ActivityType,
  type CallOutcome,
  insertOutcome,
  insertType,
  readOutcomes,
  readTypes,
  saveOutcome,
  saveType,
} from "./kindsStore.ts";

type NewType = Pick<ActivityType, "name" | "icon" | "isTouch">;
type Change<Shape> = { [Field in keyof Shape]?: Shape[Field] | undefined } & { archived?: boolean | undefined };

export async function addType(tx: Tx, asked: NewType, now: string): Promise<ActivityType> {
  touched(tx, "activity_kinds");
  return insertType(tx, asked, now);
}

/** Archived, it is offered no more, and what was done under it keeps its name. */
export async function changeType(
  tx: Tx,
  id: ActivityTypeId,
  { archived, ...fields }: Change<NewType>,
  now: string,
): Promise<ActivityType> {
  const was = (await readTypes(tx)).find((one) => one.id === id);
  if (!was) throw new Refusal("activities.no_such_type", 404);
  const became = { ...was, ...defined(fields), archivedAt: archivedAt(was, archived, now) };
  await saveType(tx, became);
  audit(tx, "activity_type", id, changesBetween(was, became, ["name", "icon", "isTouch", "archivedAt"]));
  touched(tx, "activity_kinds", "activities");
  return became;
}

export async function addOutcome(tx: Tx, asked: { name: string; isReached: boolean }): Promise<CallOutcome> {
  touched(tx, "activity_kinds");
  return insertOutcome(tx, asked);
}

export async function changeOutcome(
  tx: Tx,
  id: CallOutcomeId,
  { archived, ...fields }: Change<{ name: string; isReached: boolean }>,
  now: string,
): Promise<CallOutcome> {
  const was = (await readOutcomes(tx)).find((one) => one.id === id);
  if (!was) throw new Refusal("activities.no_such_outcome", 404);
  const became = { ...was, ...defined(fields), archivedAt: archivedAt(was, archived, now) };
  await saveOutcome(tx, became);
  audit(tx, "call_outcome", id, changesBetween(was, became, ["name", "isReached", "archivedAt"]));
  touched(tx, "activity_kinds", "activities");
  return became;
}

function archivedAt(was: { archivedAt: string | null }, archived: boolean | undefined, now: string): string | null {
  if (archived === undefined) return was.archivedAt;
  return archived ? (was.archivedAt ?? now) : null;
}
