// Rows about records that are here: each record's list is put together once for all of its rows.
import { newId } from "#lib/id.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import type { ContactRole, RoleId } from "#modules/contacts/role.ts";
import { importRoles } from "#modules/contacts/server/public.ts";
import type { DealId, PartId, ProductId } from "#modules/pipeline/deal.ts";
import { type Line, valueOfLines } from "#modules/pipeline/line.ts";
import {
  importContactsOn,
  lockDeal,
  type Product,
  readProducts,
  readRates,
  updateImported,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { DealContactRecord, LineRecord, Ref, RoleRecord } from "../record.ts";
import type { Applying, RowOf } from "./applyRows.ts";
import { counting, isSameMoney } from "./countedIn.ts";
import { insertChanges } from "./store.ts";

export async function applyRoles(tx: Tx, { importId, now }: Applying, rows: readonly RowOf<RoleRecord>[]) {
  for (const [id, all] of byRef(rows, ({ contact }) => contact)) {
    const changed = await importRoles(tx, id as ContactId, (was) => all.reduce(withRole, was), now);
    if (changed) await insertChanges(tx, importId, [{ kind: "role", id, ...changed }]);
  }
}

/** At most one is the primary: the last that says so. */
function withRole(roles: readonly ContactRole[], { id, record }: RowOf<RoleRecord>): ContactRole[] {
  const role: ContactRole = {
    id: (id ?? newId<"contactRole">()) as RoleId,
    contactId: record.contact.id as ContactId,
    organizationId: record.organization.id as OrganizationId,
    ...{ title: record.title, department: record.department, fromOn: record.fromOn, toOn: record.toOn },
    isPrimary: record.isPrimary === "yes",
  };
  const others = roles
    .filter((one) => one.id !== id)
    .map((one) => (role.isPrimary ? { ...one, isPrimary: false } : one));
  return [...others, role];
}

export async function applyDealContacts(
  tx: Tx,
  { importId, now }: Applying,
  rows: readonly RowOf<DealContactRecord>[],
): Promise<void> {
  for (const [id, all] of byRef(rows, ({ deal }) => deal)) {
    const said = new Map(
      all.map(({ record }) => [record.contact.id as ContactId, (record.part?.id ?? null) as PartId | null]),
    );
    const changed = await importContactsOn(
      tx,
      id as DealId,
      (was) => [
        ...was.filter(({ contactId }) => !said.has(contactId)),
        ...[...said].map(([contactId, partId]) => ({ contactId, partId })),
      ],
      now,
    );
    if (changed) await insertChanges(tx, importId, [{ kind: "dealContact", id, ...changed }]);
  }
}

/** A deal is worth the sum of its lines from now on. */
export async function applyLines(tx: Tx, applying: Applying, rows: readonly RowOf<LineRecord>[]): Promise<void> {
  const { importId, author, now, find } = applying;
  const counted = counting(author, await readRates(tx, author.workspace.currency));
  const products = new Map((await readProducts(tx)).map((one) => [one.id as string, one]));
  for (const [id, all] of byRef(rows, ({ deal }) => deal)) {
    const was = await lockDeal(tx, id as DealId);
    if (!was || was.deletedAt) continue;
    const lines = [...was.lines];
    for (const { record } of all.toSorted((a, b) => a.record.position - b.record.position)) {
      const product = products.get((await find("product", record.product)) ?? "");
      if (product) lines.splice(record.position, 1, lineOf(record, product));
    }
    const value = valueOfLines(lines, was.value.currency);
    const closedOn = was.standing.status === "open" ? null : was.standing.closedOn;
    const worth = isSameMoney(was.value, value) ? {} : counted(value, closedOn);
    await updateImported(tx, was, { ...was, lines, value, ...worth }, { now, today: author.today });
    await insertChanges(tx, importId, [{ kind: "line", id, version: was.version + 1, was }]);
  }
}

/** What the row leaves out, its product proposes. */
function lineOf(record: LineRecord, product: Product): Line {
  const { discount, discountPercent } = record;
  const recurs = record.recurs;
  return {
    ...{ productId: product.id as ProductId, quantity: record.quantity, priceMinor: record.price.minor, recurs },
    discount: discountPercent ? { percent: discountPercent } : discount ? { minor: discount.minor } : null,
    taxPercent: record.taxPercent ?? product.taxPercent,
    periods: recurs === null ? 1 : (record.periods ?? product.periods),
  };
}

/** Rows by the record that they are about; one that isn't here yet has none. */
function byRef<Row extends { record: object }>(rows: readonly Row[], of: (record: Row["record"]) => Ref) {
  const known = rows.flatMap((row) => {
    const { id } = of(row.record);
    return id === null ? [] : [{ id, row }];
  });
  return [...Map.groupBy(known, ({ id }) => id)].map(([id, all]) => [id, all.map(({ row }) => row)] as const);
}
