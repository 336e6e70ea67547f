import { reachOf } from "#lib/policy/can.ts";
import { dayAt } from "#lib/time.ts";
import { contactsAt, organizationNamesOf, recordFamily } from "#modules/contacts/server/public.ts";
import { namesByLogin, personNames } from "#modules/people/server/public.ts";
import { dealsWithin, reachesOf, stageNames } from "#modules/pipeline/server/public.ts";
import { eventsOf } from "#platform/events/emit.ts";
import type { StoredEvent } from "#platform/events/listener.ts";
import { type AuditEntry, auditOf } from "#platform/records/audit.ts";
import { type Cursor, cursorOf, cursorText } from "#platform/records/keyset.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type Activity, activityKinds } from "../activity.ts";
import type { DrawnActivity, TimelineEntry, timelineKinds } from "../api.ts";
import { drawActivities } from "./drawActivities.ts";
import { type OnRecord, requireReadable, type Looking as Seeing } from "./readable.ts";
import { activitiesOn, countsOn, openOnRecord, type TimelineOf } from "./timelineStore.ts";

type Looking = Omit<Seeing, "workspace"> & { workspace: Workspace };
type Page = { kind?: (typeof timelineKinds)[number] | undefined; after?: string | undefined; limit: number };
type Timeline = {
  entries: TimelineEntry[];
  todo: DrawnActivity[];
  counts: Record<string, number>;
  next: string | null;
};

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

/** Everything that happened with a record the actor may read, newest first, a page at a time. */
export async function timeline(looking: Looking, on: OnRecord, page: Page): Promise<Timeline> {
  await requireReadable(looking, on);
  const { db } = looking;
  const of = whatOf(looking, on);
  const before = cursorOf(page.after);
  const noticed = await noticedOn(looking, on);
  const found = await activitiesOn(db, of, {
    kinds: activityKinds.filter((kind) => !page.kind || kind === page.kind),
    before: before && { at: before.value ?? "", id: before.id },
    limit: page.limit + 1,
  });
  const changes = page.kind && page.kind !== "change" ? [] : noticed.filter((one) => !before || isOlder(one, before));
  const all = [...(await activityEntries(looking, found)), ...changes].toSorted(newestFirst);
  const entries = all.slice(0, page.limit);
  const last = all.length > page.limit ? entries.at(-1) : undefined;
  return {
    entries,
    next: last ? cursorText({ value: last.at, id: last.id }) : null,
    todo: page.after ? [] : await drawActivities(looking, await openOnRecord(db, of)),
    counts: {
      ...Object.fromEntries((await countsOn(db, of)).map(({ kind, count }) => [kind, count])),
      change: noticed.length,
    },
  };
}

function whatOf({ actor, workspace }: Looking, { record, id }: OnRecord): TimelineOf {
  return {
    ...{ record, id },
    owners: reachOf(actor, "activity", "r", workspace),
    deals: dealsWithin(reachesOf(actor, workspace)),
    contacts: contactsAt(id, reachOf(actor, "contact", "r", workspace)),
  };
}

type Placed = Pick<TimelineEntry, "at" | "id">;
const newestFirst = (a: Placed, b: Placed) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1);
const isOlder = (one: Placed, { value, id }: Cursor) => newestFirst(one, { at: value ?? "", id }) > 0;

/** What the program noticed by itself. A record's events and changes are few, so they are read whole. */
async function noticedOn(looking: Looking, { record, id }: OnRecord): Promise<TimelineEntry[]> {
  const { db, workspace } = looking;
  const users = await namesByLogin(db);
  // What became one with this record brings its history along.
  const family = record === "deal" ? [id] : await recordFamily(db, record, id);
  const stored = await Promise.all(family.map((one) => eventsOf(db, one)));
  const events = await eventEntries(looking, stored.flat(), users);
  const changes = (await Promise.all(family.map((one) => auditOf(db, one))))
    .flat()
    .filter((change) => record !== "deal" || !toldByEvents.has(change.field))
    // What a field was and became is gone where the record was erased.
    .filter((change) => change.was !== null || change.became !== null)
    .map((change) => changeEntry(change, users, workspace));
  return [...events, ...changes];
}

async function activityEntries(looking: Looking, activities: readonly Activity[]): Promise<TimelineEntry[]> {
  const drawn = await drawActivities(looking, activities);
  return drawn.map((activity) => {
    const at = activity.doneAt ?? activity.dueAt ?? activity.createdAt;
    const { id, kind, owner } = activity;
    return { id, kind, at, day: dayAt(at, looking.workspace.zone), who: owner, activity };
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
