import { Refusal } from "#lib/refusal.ts";
import { addDays, type CivilDate, startOfDay } from "#lib/time.ts";
import { activitiesByIds, drawActivities, readableActivities } from "#modules/activities/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import {
  dealReach,
  dealsWithin,
  listDeals,
  putOffSince,
  reachesOf,
  type StoreFilter,
  totalsOf,
} from "#modules/pipeline/server/public.ts";
import { type Looking, ownerOf, staffOn } from "#modules/quotas/server/public.ts";
import type { DecisionShape, Listed, MeetingShape, Monday } from "../api.ts";
import { type Held, mayOnMeeting } from "../meeting.ts";
import { helpAsked } from "./help.ts";
import { meetingsOf, type StoredMeeting } from "./meetingsStore.ts";
import { seeForecast, type Whose } from "./seeForecast.ts";

const shown = 50;
const meetingsBack = 20;

/** Whose meeting is asked for, where the actor may see its figures; a one-to-one is its two sides' and those above. */
export async function meetingAsked(looking: Looking, asked: Whose): Promise<Held> {
  const { db, today, actor } = looking;
  const { scope, people } = ownerOf(looking, await staffOn(db, today), asked);
  const id = scope.kind === "company" ? null : scope.id;
  const held = { kind: scope.kind, id, people: people.map((person) => person.id) };
  if (scope.kind === "person" && !mayOnMeeting(actor, "r", held)) throw new Refusal("quotas.no_such_owner", 404);
  return held;
}

/** Everything that the meeting talks about, as it is now. */
export async function seeMonday(looking: Looking, asked: Whose): Promise<Monday> {
  const { db, actor, today } = looking;
  const held = await meetingAsked(looking, asked);
  const kept = mayOnMeeting(actor, "r", held) ? await meetingsOf(db, held, meetingsBack) : [];
  const last = kept.find(({ heldOn }) => heldOn < today);
  const since = last?.heldOn ?? addDays(today, -7);
  const meetings = await withDecisions(looking, kept);
  const owners = held.kind === "company" ? undefined : held.people;
  return {
    forecast: await seeForecast(looking, { ...asked, since }),
    since,
    wasHeld: last !== undefined,
    putOff: await putOff(looking, owners, since),
    overdue: await listed(looking, { owners, overdue: "1" }, "expectedCloseOn"),
    noNextStep: await listed(looking, { owners, status: "open", noNextStep: "1" }, "idle"),
    undecided: await listed(looking, { owners, decisionLate: "1" }, "value"),
    rotting: await listed(looking, { owners, rotting: "1" }, "idle"),
    help: await helpAsked(looking, owners),
    meeting: meetings.find(({ heldOn }) => heldOn === today) ?? null,
    past: meetings.filter(({ heldOn }) => heldOn < today),
    mayKeep: mayOnMeeting(actor, "w", held),
  };
}

type Filter = Omit<StoreFilter, "today" | "zone">;

/** The deals of a filter, as its list would show them: as many as the caller may read. */
async function listed(
  { db, actor, workspace, today }: Looking,
  asked: Filter,
  sort: "idle" | "value" | "expectedCloseOn",
): Promise<Listed> {
  const reach = dealReach(actor, workspace);
  const filter = { ...asked, today, zone: workspace.zone };
  const { count, valueMinor } = await totalsOf(db, reach, filter);
  if (count === 0) return { count, valueMinor, rows: [] };
  const order = sort === "value" ? "desc" : "asc";
  return { count, valueMinor, rows: (await listDeals(db, reach, filter, { sort, order, limit: shown })).rows };
}

async function putOff(
  looking: Looking,
  owners: readonly string[] | undefined,
  since: CivilDate,
): Promise<Monday["putOff"]> {
  const { db, actor, workspace, today } = looking;
  const reach = dealReach(actor, workspace);
  const changes = await putOffSince(db, dealsWithin(reachesOf(actor, workspace)), startOfDay(since, workspace.zone));
  const filter = { owners, status: "open", ids: changes.map(({ id }) => id), today, zone: workspace.zone } as const;
  const { rows } = await listDeals(db, reach, filter, { sort: "value", order: "desc", limit: 200 });
  const days = new Map<string, { was: CivilDate; became: CivilDate }>(changes.map((one) => [one.id, one]));
  const found = rows.flatMap((deal) => {
    const change = days.get(deal.id);
    return change ? [{ ...deal, was: change.was, became: change.became }] : [];
  });
  return { count: found.length, rows: found.slice(0, shown) };
}

async function withDecisions(looking: Looking, kept: readonly StoredMeeting[]): Promise<MeetingShape[]> {
  const decisions = new Map(
    (
      await decisionsSeen(
        looking,
        kept.flatMap((meeting) => meeting.decisions),
      )
    ).map((one) => [one.id as string, one]),
  );
  return kept.map(({ heldOn, notes, version, decisions: ids }) => {
    const seen = ids.flatMap((id) => decisions.get(id) ?? []);
    return { heldOn, notes, version, decisions: seen, hidden: ids.length - seen.length };
  });
}

/** Tasks by id, as far as they are there and the actor may read them. */
export async function decisionsSeen(looking: Looking, ids: readonly string[]): Promise<DecisionShape[]> {
  const readable = await readableActivities(looking, ids);
  const all = (await activitiesByIds(looking.db, [...readable])).filter(({ deletedAt }) => deletedAt === null);
  return (await drawActivities(looking, all)).map(
    ({ id, subject, owner, dealId, deal, dueAt, doneAt, mayWrite }): DecisionShape => ({
      ...{ id, what: subject, owner, dealId: dealId as DealId | null, deal, dueAt, doneAt, mayWrite },
    }),
  );
}
