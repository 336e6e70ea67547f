import { Refusal } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { lockFor, touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { type QuotaId, sizeOf } from "../quota.ts";
import { mayRead, maySet, staffOn } from "./quotaPeople.ts";
import type { Looking } from "./seePlan.ts";
import { keyOf } from "./setQuotas.ts";
import { endQuota, liveQuota } from "./store.ts";

/** Ends a quota without another in its place. */
export async function withdrawQuota(
  tx: Tx,
  { actor, workspace, today, now }: Omit<Looking, "db"> & { now: Instant },
  id: QuotaId,
): Promise<void> {
  const seen = await liveQuota(tx, id);
  if (seen) await lockFor(tx, "quota", seen.metric, seen.period, keyOf(seen.owner));
  const quota = await liveQuota(tx, id);
  const staff = await staffOn(tx, today);
  if (!quota || !mayRead(actor, workspace, quota.owner, staff)) throw new Refusal("quotas.no_such_quota", 404);
  if (!maySet(actor, workspace, quota.owner, staff, "d")) throw new Refusal("quotas.may_not_set", 403);
  await endQuota(tx, id, now);
  audit(tx, "quota", id, [{ field: "amount", was: sizeOf(quota.amount), became: null }]);
  touched(tx, "quotas");
}
