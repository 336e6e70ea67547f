import type { EventKind } from "#lib/event.ts";
import type { CivilDate } from "#lib/time.ts";
import type { figureMoved } from "#modules/metrics/events.ts";
import { dailyOf, whereOf } from "#modules/metrics/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import type { StoredEvent } from "#platform/events/listener.ts";
import { type Ground, groundOf, lockFor, touched } from "#platform/ground.ts";
import { theWorkspace, type Workspace } from "#platform/workspace.ts";
import { quotaReached } from "../events.ts";
import { type QuotaId, sizeOf } from "../quota.ts";
import { dropReach, liveQuota, liveQuotas, noteReach, type StoredQuota } from "./store.ts";

type Deriving = { ground: Ground; workspace: Workspace; today: CivilDate };
type FigureMoved = typeof figureMoved extends EventKind<infer Facts> ? Facts : never;

/** Whenever a figure moves, its quotas are looked at again: reached, or reached no more, by the facts as they stand. */
export async function hearFigureMoved(tx: Tx, events: readonly StoredEvent<FigureMoved>[]): Promise<void> {
  const ground = groundOf(tx);
  const workspace = await theWorkspace(tx);
  const touchedQuotas = new Set<QuotaId>();
  for (const { facts } of events) {
    const { metric, person, from, to } = facts;
    for (const one of await liveQuotas(tx, { metric, during: { from, to } }))
      if (one.owner.kind === "team" || one.owner.person === person) touchedQuotas.add(one.id);
  }
  await seeIfReached(tx, { ground, workspace, today: ground.clock.today(workspace.zone) }, [...touchedQuotas]);
}

/** Under a lock on each quota, so that deliveries that come twice or at once note one reach. */
export async function seeIfReached(tx: Tx, deriving: Deriving, ids: readonly QuotaId[]): Promise<void> {
  for (const id of ids.toSorted()) {
    await lockFor(tx, "quota-reach", id);
    const quota = await liveQuota(tx, id);
    if (!quota) continue;
    const reachedOn = await reachedOnOf(tx, deriving, quota);
    if (reachedOn === null) {
      if (await dropReach(tx, id)) touched(tx, "quotas");
      continue;
    }
    if (!(await noteReach(tx, id, reachedOn, deriving.ground.clock.now()))) continue;
    const { metric, period, owner, amount } = quota;
    await emit(tx, quotaReached, { record: id, facts: { quotaId: id, metric, period, owner, amount, reachedOn } });
    touched(tx, "quotas");
  }
}

/** The first day by which the facts of the period add up to the quota; null while they don't. */
async function reachedOnOf(tx: Tx, { ground, today }: Deriving, quota: StoredQuota): Promise<CivilDate | null> {
  const metric = ground.metrics.get(quota.metric);
  if (!metric) return null;
  const { owner, from, to } = quota;
  const scope =
    owner.kind === "person"
      ? ({ kind: "person", id: owner.person } as const)
      : ({ kind: "team", id: owner.team } as const);
  const days = await dailyOf(tx, metric, await whereOf({ db: tx, today }, { metric, from, to, scope }));
  let total = 0;
  for (const { day, value } of days) {
    total += value;
    // Shares of a count add up to it but for the last bits.
    if (total >= sizeOf(quota.amount) - 1e-6) return day;
  }
  return null;
}
