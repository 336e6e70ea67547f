import type { DealId } from "#modules/pipeline/deal.ts";
import type { Tx } from "#platform/db/db.ts";
import { forgetEvents } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import type { Erased } from "#platform/records/erase.ts";
import { forgetAudit } from "#platform/records/forgetWords.ts";
import { type RecordName, recordNames } from "../activity.ts";
import { dropFilesOn } from "./filesStore.ts";
import { dropFollowers } from "./followStore.ts";
import { blankOn, deleteActivities, forgetAttendance, goneWith, unlink } from "./store.ts";
import { followStep } from "./tellActivity.ts";

/** What was noted and planned with a contact who is erased loses its words; a deal's next step does with it. */
export async function forgetActivities(tx: Tx, { kind, id }: Erased): Promise<void> {
  if (kind !== "contact") return;
  const blanked = await blankOn(tx, id);
  await forgetAudit(
    tx,
    blanked.map((one) => one.id),
  );
  await forgetAttendance(tx, id);
  await dropFilesOn(tx, "contact", [id]);
  const deals = new Set(blanked.flatMap(({ dealId }) => (dealId ? [dealId as DealId] : [])));
  for (const dealId of deals) await followStep(tx, dealId);
  touched(tx, "activities");
}

const about = new Set<string>(recordNames);
const isRecordName = (kind: string): kind is RecordName => about.has(kind);

/** What was noted on records that are removed for good goes with them, unless it is also about something that stays. */
export async function purgeActivities(tx: Tx, { kind, ids }: { kind: string; ids: readonly string[] }): Promise<void> {
  if (!isRecordName(kind)) return;
  const gone = await goneWith(tx, kind, ids);
  await deleteActivities(tx, gone);
  await forgetEvents(tx, gone);
  await forgetAudit(tx, gone);
  await unlink(tx, kind, ids);
  await dropFollowers(tx, ids);
  await dropFilesOn(tx, kind, ids);
}
