import { type Actor, reachOf } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { dayAt } from "#lib/time.ts";
import {
  contactSeen,
  organizationNamesOf,
  organizationReach,
  organizationSeen,
} from "#modules/contacts/server/public.ts";
import { namesByLogin, personNames } from "#modules/people/server/public.ts";
import { dealSeenBy, stageNames } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { eventsOf } from "#platform/events/emit.ts";
import type { StoredEvent } from "#platform/events/listener.ts";
import { type AuditEntry, auditOf } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { Activity } from "../activity.ts";
import type { TimelineEntry } from "../api.ts";
import { mayChangeActivity } from "./changeActivities.ts";
import { activitiesOn, type RecordName } from "./store.ts";

type Looking = { db: Reads; actor: Actor; workspace: Workspace };

/** Fields whose change an event already tells. */
const toldByEvents = new Set([
  "status",
  "stageId",
  "value",
  "ownerId",
  "deletedAt",
  "lines",
  "organizationId",
  "openedOn",
  "expectedCloseOn",
  "rankId",
  "contacts",
]);

/** Everything that happened with a record the actor may read, newest first. */
export async function timeline(
  looking: Looking,
  record: RecordName,
  id: string,
): Promise<{ entries: TimelineEntry[]; counts: Record<string, number> }> {
  await requireReadable(looking, record, id);
  const { db } = looking;
  const users = await namesByLogin(db);
  const activities = await activityEntries(looking, await activitiesOn(db, record, id));
  const events = await eventEntries(looking, await eventsOf(db, id), users);
  const changes = (await auditOf(db, id))
    .filter((change) => record !== "deal" || !toldByEvents.has(change.field))
    // What a field was and became is gone where the record was erased.
    .filter((change) => change.was !== null || change.became !== null)
    .map((change) => changeEntry(change, users, looking.workspace));
  const entries = [...activities, ...events, ...changes].toSorted((a, b) =>
    a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1,
  );
  return { entries, counts: countBy(entries) };
}

function countBy(entries: readonly TimelineEntry[]): Record<string, number> {
  const groups = Map.groupBy(entries, (entry) => entry.kind);
  return Object.fromEntries([...groups].map(([kind, all]) => [kind, all.length]));
}

async function requireReadable({ db, actor, workspace }: Looking, record: RecordName, id: string): Promise<void> {
  if (record === "deal") await dealSeenBy({ db, actor, workspace }, id as never);
  if (record === "organization" && !(await organizationSeen(db, organizationReach(actor, workspace), id as never)))
    throw new Refusal("contacts.no_such_organization", 404);
  if (record === "contact" && !(await contactSeen(db, reachOf(actor, "contact", "r", workspace), id as never)))
    throw new Refusal("contacts.no_such_contact", 404);
}

async function activityEntries(
  { db, actor, workspace }: Looking,
  activities: readonly Activity[],
): Promise<TimelineEntry[]> {
  const names = await personNames(db, [...new Set(activities.flatMap((one) => (one.ownerId ? [one.ownerId] : [])))]);
  return activities.map((one) => {
    const at = one.doneAt ?? one.dueAt ?? one.createdAt;
    return {
      id: one.id,
      kind: one.kind,
      at,
      day: dayAt(at, workspace.zone),
      who: one.ownerId ? (names.get(one.ownerId) ?? null) : null,
      title: one.subject,
      body: one.body,
      dueAt: one.dueAt,
      done: one.doneAt !== null,
      generated: one.generated,
      mayWrite: mayChangeActivity({ ...actor, choices: workspace }, one, "w"),
      version: one.version,
    };
  });
}

/** Events with the names that their ids stand for today. */
async function eventEntries(
  { db, workspace }: Looking,
  events: readonly StoredEvent[],
  users: ReadonlyMap<string, string>,
): Promise<TimelineEntry[]> {
  const stages = await stageNames(db);
  const facts = events.map((event) => event.facts as Record<string, unknown>);
  const ids = (...keys: string[]) => [
    ...new Set(
      facts.flatMap((one) =>
        keys.map((key) => one[key]).filter((id): id is string => typeof id === "string" && id.length === 36),
      ),
    ),
  ];
  const people = await personNames(db, ids("ownerId", "was"));
  const organizations = await organizationNamesOf(db, ids("organizationId"));
  const nameOf = (names: ReadonlyMap<string, string>, id: unknown) =>
    typeof id === "string" ? (names.get(id) ?? null) : null;
  return events.map((event, at) => {
    const fact = facts[at]!;
    const named = {
      ...fact,
      stage: nameOf(stages, fact.stageId),
      fromStage: nameOf(stages, fact.from),
      owner: nameOf(people, fact.ownerId),
      formerOwner: nameOf(people, fact.was),
      organization: nameOf(organizations, fact.organizationId),
    };
    return {
      id: event.id,
      kind: "event" as const,
      at: event.happenedAt,
      day: dayAt(event.happenedAt, workspace.zone),
      who: event.by ? (users.get(event.by) ?? null) : null,
      event: { name: event.name, facts: named },
    };
  });
}

function changeEntry(
  { id, at, by, field, was, became }: AuditEntry,
  users: ReadonlyMap<string, string>,
  { zone }: Workspace,
): TimelineEntry {
  return { id, kind: "change", at, day: dayAt(at, zone), who: by ? (users.get(by) ?? null) : null, field, was, became };
}
