import type { Money } from "#lib/money.ts";
import { nameKey } from "#modules/people/person.ts";
import type { ImportRecord, Ref } from "./record.ts";
import { ownPrefix } from "./target.ts";

export type FieldValue = string | number | Money | Ref | null;
export type Change = { field: string; from: FieldValue; to: FieldValue };

/** From which of the file's fields a field of the record comes, where they differ. */
const sources: Record<string, readonly string[]> = {
  name: ["name", "firstName", "lastName", "subject", "body"],
  reading: ["reading", "lastReading", "firstReading"],
  email: ["email", "emails", "email2", "email3"],
  phone: ["phone", "phones", "phoneDirect", "phoneMobile", "phoneFax"],
  emails: ["emails", "email2", "email3", "email"],
  phones: ["phones", "phoneDirect", "phoneMobile", "phoneFax", "phone"],
  addresses: ["addresses", "postcode"],
  state: ["stage", "status", "state", "qualifiedAt"],
  closedOn: ["closedOn", "wonOn", "lostOn"],
  expectedOn: ["expectedOn", "closedOn"],
  organization: ["organization", "organizationKey"],
  contact: ["contact", "contactKey"],
  deal: ["deal", "dealKey"],
  product: ["product", "productKey"],
  price: ["price"],
  type: ["kind"],
  dueOn: ["dueOn", "dueTime"],
  createdOn: [],
};

/**
 * A row beside the record that is already here: what it would change, and the record as it would be then. A field
 * that the file doesn't have keeps what it is; `isDerived` ones were made up for want of a cell, and change nothing.
 */
export function compareRecords<R extends ImportRecord>(
  record: R,
  existing: R,
  hasField: (field: string) => boolean,
  isDerived: (field: string) => boolean,
): { changes: Change[]; merged: R } {
  const says = (field: string) => (sources[field] ?? [field]).some(hasField) && !isDerived(field);
  const before = valuesOf(existing);
  const after = valuesOf(record);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [from, to] = [before.get(field) ?? null, after.get(field) ?? null];
    return says(field) && !isSame(from, to) ? [{ field, from, to }] : [];
  });
  const kept = [...before].filter(([field]) => after.has(field) && !field.startsWith(ownPrefix) && !says(field));
  return { changes, merged: { ...record, ...Object.fromEntries(kept) } };
}

/** Its fields in one row, the workspace's own among them: only those that the file says. */
export function valuesOf(record: ImportRecord): Map<string, FieldValue> {
  const { custom = {}, ...own } = "custom" in record ? record : { ...record, custom: {} };
  return new Map<string, FieldValue>([
    ...Object.entries(own),
    ...Object.entries(custom).map(([key, value]): [string, FieldValue] => [`${ownPrefix}${key}`, value]),
  ]);
}

function isSame(a: FieldValue, b: FieldValue): boolean {
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a === b;
  if ("minor" in a) return "minor" in b && a.minor === b.minor && a.currency === b.currency;
  if ("minor" in b) return false;
  return a.id !== null && b.id !== null ? a.id === b.id : nameKey(a.name) === nameKey(b.name);
}
