import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import type { Period } from "#lib/period.ts";
import { type Fault, Refusal } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { lockFor, touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { quotaSet } from "../events.ts";
import { changeQuota, longestReason, type QuotaAmount, type QuotaOwner, setQuota, sizeOf } from "../quota.ts";
import { suggestTeam } from "../suggest.ts";
import { type GoalMetric, goalMetric, goalPeriod } from "./goals.ts";
import { mayRead, maySet, membersOf, type Staff, staffOn } from "./quotaPeople.ts";
import { seeIfReached } from "./seeIfReached.ts";
import type { Looking } from "./seePlan.ts";
import { type Beside, insertQuota, liveQuotas, type NewQuota, type StoredQuota } from "./store.ts";
import { suggestTeams } from "./suggestFor.ts";

export type Wanted = { owner: QuotaOwner; amount: number; reason: string | null };
type Setting = Omit<Looking, "db"> & { now: Instant };

/** Sets quotas of a metric and a period, all or none. One that stands as wanted is left as it is. */
export async function setQuotas(
  tx: Tx,
  asking: Setting,
  asked: { metric: string; period: string; quotas: readonly Wanted[] },
): Promise<void> {
  const metric = goalMetric(asking.ground, asked.metric);
  const period = goalPeriod(asking.workspace, asking.today, asked.period);
  const staff = await staffOn(tx, asking.today);
  for (const { owner } of asked.quotas) mustBeTheirs(asking, staff, owner);
  const keys = asked.quotas.map(({ owner }) => keyOf(owner));
  if (new Set(keys).size < keys.length) throw new Refusal("quotas.owner_twice", 422);
  // In one order, so that two who set the same people's wait for each other and never lock each other out.
  for (const key of keys.toSorted()) await lockFor(tx, "quota", metric.name, period.id, key);
  const beside = await besideOf(tx, asking, { metric, period, staff }, asked.quotas);
  const live = new Map((await liveFor(tx, metric, period, asked.quotas)).map((one) => [keyOf(one.owner), one]));
  const faults: Fault[] = [];
  const made: { quota: NewQuota; was: StoredQuota | undefined }[] = [];
  asked.quotas.forEach((wanted, at) => {
    const key = keyOf(wanted.owner);
    const was = live.get(key);
    if (was && sizeOf(was.amount) === wanted.amount) return;
    try {
      made.push({ was, quota: versionOf({ wanted, was, beside: beside.get(key) ?? null, metric, period }, asking) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const fault = error.errors[0] ?? { pointer: "", code: error.code };
      faults.push({ code: fault.code, pointer: `/quotas/${at}${fault.pointer}` });
    }
  });
  if (faults.length > 0) throw new Refusal(faults[0]!.code, 422, { most: longestReason }, faults);
  for (const { quota, was } of made) await keepQuota(tx, quota, was);
  if (made.length > 0)
    await seeIfReached(
      tx,
      asking,
      made.map(({ quota }) => quota.id),
    );
}

/** Who may not read it is told that it is not there; who may read but not set it, that. */
function mustBeTheirs({ actor, workspace }: Setting, staff: Staff, owner: QuotaOwner): void {
  const isThere =
    owner.kind === "person" ? staff.people.has(owner.person) : staff.teams.some((one) => one.id === owner.team);
  if (!isThere || !mayRead(actor, workspace, owner, staff)) throw new Refusal("quotas.no_such_owner", 404);
  if (!maySet(actor, workspace, owner, staff)) throw new Refusal("quotas.may_not_set", 403);
}

type Version = {
  wanted: Wanted;
  was: StoredQuota | undefined;
  beside: Beside | null;
  metric: GoalMetric;
  period: Period;
};

function versionOf({ wanted, was, beside, metric, period }: Version, { actor, workspace, now }: Setting): NewQuota {
  const { owner, amount: size } = wanted;
  const amount: QuotaAmount =
    metric.unit === "money"
      ? { unit: "money", money: { minor: size, currency: workspace.currency } }
      : { unit: "count", count: size };
  const by = { id: newId<"quota">(), setBy: actor.personId as PersonId, setAt: now };
  const more = { from: period.from, to: period.to, beside };
  const reason = wanted.reason?.trim() || null;
  if (was) return { ...changeQuota(was, { ...by, amount, reason: reason ?? "" }), ...more, reason };
  const quota = setQuota({ ...by, metric: metric.name, period: period.id, owner, amount });
  if (!reason && beside && size > beside.suggested)
    throw new Refusal("quotas.reason_missing", 422, {}, [{ pointer: "/reason", code: "quotas.reason_missing" }]);
  if (metric.unit === "money") money(size, workspace.currency);
  return { ...quota, ...more, reason };
}

/** Writes a quota, and tells of it. */
export async function keepQuota(tx: Tx, quota: NewQuota, was: StoredQuota | undefined): Promise<void> {
  await insertQuota(tx, quota);
  const { id, metric, period, owner, amount, setBy, replaces } = quota;
  await emit(tx, quotaSet, {
    record: id,
    facts: { quotaId: id, metric, period, owner, amount, setBy, replaces: replaces?.quota ?? null },
  });
  audit(tx, "quota", id, [{ field: "amount", was: was ? sizeOf(was.amount) : null, became: sizeOf(amount) }]);
  touched(tx, "quotas");
}

/** What is suggested for each owner at this moment. */
async function besideOf(
  tx: Tx,
  { workspace, today, actor: _actor }: Setting,
  { metric, period, staff }: { metric: GoalMetric; period: Period; staff: Staff },
  wanted: readonly Wanted[],
): Promise<Map<string, Beside>> {
  const owners = new Set(wanted.map(({ owner }) => keyOf(owner)));
  const teams = staff.teams.filter((team) => owners.has(team.id) || team.members.some((person) => owners.has(person)));
  const plans = await suggestTeams(
    { db: tx, workspace, today, metric, period },
    teams.map((team) => membersOf(team, staff, today)),
  );
  const beside = new Map<string, Beside>();
  plans.forEach(({ suggestions }, at) => {
    const together = suggestTeam(suggestions);
    if (together) {
      const { quota, expected, probability } = together;
      beside.set(teams[at]!.id, { suggested: quota, expected, probability });
    }
    for (const one of suggestions)
      if (one.state === "suggested")
        beside.set(one.person, { suggested: one.quota, expected: one.expected, probability: one.probability });
  });
  return withChances(beside, plans, wanted);
}

/** The chance kept with a quota is that of its own amount, not of the suggestion's. */
function withChances(
  beside: Map<string, Beside>,
  plans: Awaited<ReturnType<typeof suggestTeams>>,
  wanted: readonly Wanted[],
): Map<string, Beside> {
  const people = new Map(plans.flatMap(({ suggestions }) => suggestions).map((one) => [one.person as string, one]));
  for (const { owner, amount } of wanted) {
    const one = people.get(keyOf(owner));
    const known = beside.get(keyOf(owner));
    if (known && one?.state === "suggested" && Number.isFinite(amount))
      beside.set(keyOf(owner), { ...known, probability: one.chanceOf(amount) });
  }
  return beside;
}

function liveFor(tx: Tx, metric: GoalMetric, period: Period, wanted: readonly Wanted[]): Promise<StoredQuota[]> {
  const people = wanted.flatMap(({ owner }) => (owner.kind === "person" ? [owner.person] : []));
  const teams = wanted.flatMap(({ owner }) => (owner.kind === "team" ? [owner.team] : []));
  return liveQuotas(tx, { metric: metric.name, period: period.id, people, teams });
}

export function keyOf(owner: QuotaOwner): string {
  return owner.kind === "person" ? owner.person : owner.team;
}
