import type { OrganizationId } from "#modules/contacts/organization.ts";
import {
  insertOrganizations,
  lockOrganization,
  saveOrganization,
  setParents,
} from "#modules/contacts/server/public.ts";
import { noWays, type Ways, waysAfter } from "#modules/contacts/ways.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { OrganizationRecord } from "../record.ts";
import { type Applying, created, keepKeys, type RowOf, updated } from "./applyRows.ts";
import { saveOwnValues } from "./saveOwn.ts";
import { insertChanges } from "./store.ts";
import { waysSaid } from "./waysSaid.ts";

const fieldsOf = (record: OrganizationRecord, was: Ways) => {
  const { name, industry, foundedYear, annualRevenue, employees, country, website } = record;
  const own = { name, industry, foundedYear, annualRevenue, employees, country, website };
  return { ...own, ...waysAfter(was, waysSaid(record)) };
};

/** An organization is its author's own; one that an admin or the console brings belongs to nobody yet. */
export async function applyOrganizations(
  tx: Tx,
  applying: Applying,
  rows: readonly RowOf<OrganizationRecord>[],
): Promise<void> {
  const { importId, now, author } = applying;
  const ownerId = author.isConsole || author.actor.admin ? null : (author.actor.personId as PersonId);
  const fresh = created(rows);
  const ids = await insertOrganizations(
    tx,
    fresh.map(({ record }) => ({
      ...fieldsOf(record, noWays),
      parentId: (record.parent?.id ?? null) as OrganizationId | null,
      ownerId,
      importId,
    })),
    now,
  );
  const written = fresh.map(({ record }, at) => ({ id: ids[at]!, record }));
  await keepKeys(tx, applying, written);
  await saveOwnValues(tx, applying, written);
  for (const row of updated(rows)) await changeOrganization(tx, applying, row.id as OrganizationId, row.record);
}

async function changeOrganization(
  tx: Tx,
  applying: Applying,
  id: OrganizationId,
  record: OrganizationRecord,
): Promise<void> {
  const found = await lockOrganization(tx, id);
  if (!found) return;
  const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...was } = found;
  const parentId = (record.parent ? await applying.find("organization", record.parent) : null) as OrganizationId | null;
  const saved = await saveOrganization(tx, { ...was, ...fieldsOf(record, was), parentId });
  audit(
    tx,
    "organization",
    id,
    changesBetween(was, saved, [
      ...(["name", "industry", "foundedYear", "annualRevenue", "employees"] as const),
      ...(["country", "website", "emails", "phones", "addresses", "parentId"] as const),
    ]),
  );
  const custom = (await saveOwnValues(tx, applying, [{ id, record }])).get(id) ?? {};
  await insertChanges(tx, applying.importId, [
    { kind: "organization", id, version: saved.version, was: { ...was, custom } },
  ]);
  await keepKeys(tx, applying, [{ id, record }]);
}

/** A parent may stand further down in the file than its subsidiary, so they are named once all are there. */
export async function linkParents(tx: Tx, { plan, find }: Applying): Promise<void> {
  const parents = new Map<string, string>();
  for (const { outcome, record } of plan.rows) {
    if ((outcome !== "create" && outcome !== "update") || record?.kind !== "organization") continue;
    if (!record.parent || record.parent.id !== null) continue;
    const id = await find("organization", { id: null, name: record.name });
    const parent = await find("organization", record.parent);
    if (id && parent) parents.set(id, parent);
  }
  await setParents(tx, parents);
}
