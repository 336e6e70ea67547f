import { type Instant, momentOf } from "#lib/time.ts";
import {
  type Activity,
  type ActivityId,
  type ActivityKind,
  type ActivityTypeId,
  activityKinds,
  isWords,
} from "#modules/activities/activity.ts";
import { changeImportedActivity, importActivities, insertType, readTypes } from "#modules/activities/server/public.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { nameKey, type PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { dealsByIds } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { ActivityRecord } from "../record.ts";
import { type Applying, created, keepKeys, type RowOf, updated } from "./applyRows.ts";
import { saveOwnValues } from "./saveOwn.ts";
import { insertChanges } from "./store.ts";

/** Activities at their own days: what was done is told to nobody, what is to do is somebody's next step. */
export async function applyActivities(
  tx: Tx,
  applying: Applying,
  rows: readonly RowOf<ActivityRecord>[],
): Promise<void> {
  const { author, importId } = applying;
  const { zone } = author.workspace;
  const types = await typesFor(tx, applying, rows);
  const organizationOf = await organizationsOfDeals(tx, rows);
  const fresh = created(rows);
  const all: Awaited<ReturnType<typeof fieldsOf>>[] = [];
  for (const { record } of fresh) all.push(await fieldsOf(record));
  const ids = await importActivities(
    tx,
    all.map((fields) => ({ ...fields, generated: false })),
    zone,
  );
  await keepKeys(
    tx,
    applying,
    fresh.map(({ record }, at) => ({ id: ids[at]!, record })),
  );
  await saveOwnValues(
    tx,
    applying,
    fresh.map(({ record }, at) => ({ id: ids[at]!, record })),
  );
  for (const { id, record, changes } of updated(rows)) {
    const fields = await fieldsOf(record);
    const says = (field: string) => changes.some((change) => change.field === field);
    const become = (was: Activity): Activity => ({
      ...was,
      ...{ subject: fields.subject, body: fields.body, lengthMinutes: fields.lengthMinutes, place: fields.place },
      ownerId: record.owner ? fields.ownerId : was.ownerId,
      ...(says("dueOn") ? { dueAt: fields.dueAt, allDay: fields.allDay } : {}),
      ...(says("done") || says("doneAt") ? { doneAt: fields.doneAt, meetingOutcome: null } : {}),
    });
    const changed = await changeImportedActivity(tx, id as ActivityId, become, zone);
    if (!changed) continue;
    const custom = await saveOwnValues(tx, applying, [{ id, record }]);
    const was = { ...changed.was, custom: custom.get(id) ?? {} };
    await insertChanges(tx, importId, [{ kind: "activity", id, version: changed.version, was }]);
    await keepKeys(tx, applying, [{ id, record }]);
  }

  async function fieldsOf(record: ActivityRecord) {
    const kind = activityKinds.find((one) => one === record.type && one !== "other");
    const dealId = (await applying.find("deal", record.deal)) as DealId | null;
    const organizationId = (await applying.find("organization", record.organization)) as OrganizationId | null;
    return {
      ...{ kind: kind ?? ("other" as ActivityKind), typeId: kind ? null : (types.get(nameKey(record.type)) ?? null) },
      ...{
        subject: kind === "comment" ? "" : record.name,
        body: kind === "comment" ? (record.body ?? record.name) : record.body,
      },
      ...{ dealId, organizationId: organizationId ?? (dealId && organizationOf.get(dealId)) ?? null },
      contactId: (await applying.find("contact", record.contact)) as ContactId | null,
      ownerId: ((await applying.find("person", record.owner)) ?? authorIn(applying)) as PersonId | null,
      ...{ lengthMinutes: record.length, place: record.place, ...momentsOf(record, applying, kind) },
    };
  }
}

function authorIn({ author }: Applying): string | null {
  return author.isConsole ? null : author.actor.personId;
}

/** Done on the day it was due where nothing else is said; words are done when they were written. */
function momentsOf(record: ActivityRecord, { author, now }: Applying, kind: ActivityKind | undefined) {
  const at = (wall: string | null) => wall && momentIn(wall, author.workspace.zone);
  const createdAt = at(record.createdOn) ?? now;
  if (kind && isWords(kind)) return { dueAt: null, allDay: false, doneAt: createdAt, createdAt };
  const dueAt = at(record.dueOn);
  const doneAt = record.done === "yes" ? (at(record.doneAt) ?? earlier(dueAt ?? createdAt, now)) : null;
  return {
    dueAt,
    allDay: record.dueOn !== null && !record.dueOn.includes("T"),
    doneAt,
    createdAt: earlier(createdAt, now),
  };
}

/** A bare day is due at its last moment. */
function momentIn(wall: string, zone: string): Instant {
  const [day = "", time] = wall.split("T");
  const [hour = 23, minute = 59] = time?.split(":").map(Number) ?? [];
  return momentOf(day, hour * 60 + minute, zone);
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

/** The workspace's own kinds by name; those that somebody chose to add are made. */
async function typesFor(
  tx: Tx,
  { now }: Applying,
  rows: readonly RowOf<ActivityRecord>[],
): Promise<Map<string, ActivityTypeId>> {
  const types = new Map((await readTypes(tx)).map(({ id, name }) => [nameKey(name), id]));
  for (const { record } of rows) {
    const isOurs = activityKinds.some((kind) => kind === record.type);
    if (isOurs || types.has(nameKey(record.type))) continue;
    const { id } = await insertType(tx, { name: record.type, icon: "check", isTouch: true }, now);
    types.set(nameKey(record.type), id);
  }
  return types;
}

/** A deal's organization comes along, as where one writes by hand. */
async function organizationsOfDeals(
  tx: Tx,
  rows: readonly RowOf<ActivityRecord>[],
): Promise<Map<string, OrganizationId>> {
  const ids = rows.flatMap(({ record }) => record.deal?.id ?? []);
  const deals = ids.length > 0 ? await dealsByIds(tx, [...new Set(ids)]) : [];
  return new Map(deals.flatMap(({ id, organizationId }) => (organizationId ? [[id as string, organizationId]] : [])));
}
