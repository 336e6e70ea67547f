import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import { isInvalid } from "#lib/statistics/invalid.ts";
import { proration } from "#lib/statistics/proration.ts";
import type { WorkingCalendar } from "#lib/statistics/workingDays.ts";
import { addDays, type CivilDate } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { readCalendar } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { groundOf, lockFor, touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Passed, Passing, Transferable } from "#platform/records/transfer.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { changeQuota, type Quota, type QuotaAmount, type QuotaId, setQuota, sizeOf } from "../quota.ts";
import { seeIfReached } from "./seeIfReached.ts";
import { keepQuota } from "./setQuotas.ts";
import { endQuota, liveQuotas, type StoredQuota } from "./store.ts";

const forEver = "9999-12-31";

/**
 * The quotas of a leaver's running and coming periods: theirs ends with their last day, by working days, and what is left
 * of it is the taker's. What they have brought stays theirs, so nothing that was reached is moved.
 */
export const quotasPassOn: Transferable = {
  kind: "quota",
  entity: "quota",
  onlyLeaving: true,
  list: async (db, from, today) =>
    (await quotasAfter(db, from, today)).map(({ id }) => ({ record: id, of: [], valueMinor: 0 })),
  pass: passQuotas,
  giveBack: giveQuotasBack,
};

function quotasAfter(db: Reads, person: string, day: CivilDate): Promise<StoredQuota[]> {
  return liveQuotas(db, { people: [person], during: { from: day, to: forEver } });
}

async function passQuotas(tx: Tx, passing: Passing): Promise<Passed[]> {
  const { from, lastOn } = passing;
  if (lastOn === null) return [];
  const { workweek, holidays } = await readCalendar(tx);
  const calendar = { workweek, holidays: holidays.map(({ day }) => day) };
  const passed: Passed[] = [];
  for (const quota of inOrder(await quotasAfter(tx, from, addDays(lastOn, 1)))) {
    if (passing.before.has(quota.id)) continue;
    await lockBoth(tx, quota, passing);
    const kept = partUntil(quota, lastOn, calendar);
    const rest = sizeOf(quota.amount) - kept;
    if (rest <= 0) continue;
    const mine = kept > 0 ? await changeTo(tx, quota, kept, passing) : await end(tx, quota, passing);
    const theirs = await addTo(tx, quota, rest, passing);
    passed.push({ record: mine, version: 0, was: { of: quota.id, size: sizeOf(quota.amount), kept, rest, theirs } });
  }
  return passed;
}

/** What of a quota is due by a day: its share of the working days, nothing before its period. */
function partUntil(quota: StoredQuota, lastOn: CivilDate, calendar: WorkingCalendar): number {
  if (lastOn < quota.from) return 0;
  const found = proration({
    ...calendar,
    start: quota.from,
    end: quota.to,
    quota: sizeOf(quota.amount),
    leave: lastOn,
  });
  if (isInvalid(found)) throw new RangeError(`the quota ${quota.id} can't be shared by days`);
  return found.quota ?? 0;
}

async function changeTo(tx: Tx, was: StoredQuota, size: number, passing: Passing): Promise<QuotaId> {
  const { actor, now } = passing;
  const reason = passing.reason ?? "";
  const by = { id: newId<"quota">(), setBy: actor.personId as PersonId, setAt: now, reason };
  const changed = changeQuota(was, { ...by, amount: amountLike(was, size) });
  await keepQuota(tx, { ...changed, from: was.from, to: was.to, beside: null, reason }, was);
  await look(tx, passing, changed.id);
  return changed.id;
}

async function end(tx: Tx, quota: StoredQuota, { now }: Passing): Promise<QuotaId> {
  await endQuota(tx, quota.id, now);
  audit(tx, "quota", quota.id, [{ field: "amount", was: sizeOf(quota.amount), became: null }]);
  touched(tx, "quotas");
  return quota.id;
}

/** The taker's quota of the same period grows, or begins. */
async function addTo(tx: Tx, like: StoredQuota, rest: number, passing: Passing): Promise<QuotaId> {
  const theirs = await quotaLike(tx, like, passing.to);
  if (theirs) return changeTo(tx, theirs, sizeOf(theirs.amount) + rest, passing);
  return begin(tx, like, { person: passing.to, size: rest }, passing);
}

async function begin(
  tx: Tx,
  like: StoredQuota,
  { person, size }: { person: string; size: number },
  passing: Passing,
): Promise<QuotaId> {
  const { actor, now, reason } = passing;
  const draft = {
    ...{ id: newId<"quota">(), metric: like.metric, period: like.period, amount: amountLike(like, size) },
    ...{
      owner: { kind: "person" as const, person: person as PersonId },
      setBy: actor.personId as PersonId,
      setAt: now,
    },
  };
  await keepQuota(tx, { ...setQuota(draft), from: like.from, to: like.to, beside: null, reason }, undefined);
  await look(tx, passing, draft.id);
  return draft.id;
}

type Was = { of: QuotaId; size: number; kept: number; rest: number; theirs: QuotaId };

/** Both quotas go back to what they were, unless somebody has set either anew since. `from` is the taker here. */
async function giveQuotasBack(tx: Tx, passed: readonly Passed[], passing: Passing): Promise<string[]> {
  const back: string[] = [];
  for (const { record, was } of passed) {
    const { size, kept, rest, theirs } = was as Was;
    const taker = (await quotasAfter(tx, passing.from, "0001-01-01")).find(({ id }) => id === theirs);
    if (!taker) continue;
    await lockBoth(tx, taker, passing);
    const leaver = await quotaLike(tx, taker, passing.to);
    if (kept > 0 ? leaver?.id !== record : leaver !== undefined) continue;
    const left = sizeOf(taker.amount) - rest;
    if (left > 0) await changeTo(tx, taker, left, passing);
    else await end(tx, taker, passing);
    if (leaver) await changeTo(tx, leaver, size, passing);
    else await begin(tx, taker, { person: passing.to, size }, passing);
    back.push(record);
  }
  return back;
}

async function quotaLike(tx: Tx, { metric, period }: Quota, person: string): Promise<StoredQuota | undefined> {
  return (await liveQuotas(tx, { metric, period, people: [person] }))[0];
}

/** In one order, so that two who change the same people's wait for each other. */
async function lockBoth(tx: Tx, { metric, period }: Quota, { from, to }: Passing): Promise<void> {
  for (const person of [from, to].toSorted()) await lockFor(tx, "quota", metric, period, person);
}

const inOrder = (quotas: readonly StoredQuota[]) =>
  quotas.toSorted((a, b) => (`${a.metric} ${a.period}` < `${b.metric} ${b.period}` ? -1 : 1));

function amountLike({ amount }: Quota, size: number): QuotaAmount {
  return amount.unit === "count"
    ? { unit: "count", count: size }
    : { unit: "money", money: money(size, amount.money.currency) };
}

/** A smaller quota may be reached by what is there already. */
async function look(tx: Tx, { today }: Passing, id: QuotaId): Promise<void> {
  await seeIfReached(tx, { ground: groundOf(tx), workspace: await theWorkspace(tx), today }, [id]);
}
