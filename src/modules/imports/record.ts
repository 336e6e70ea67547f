import type { CurrencyCode } from "#lib/currency.ts";
import type { Money } from "#lib/money.ts";
import type { CivilDate } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";

/** A record named by another. `id` is null for one that this import makes; it is then found by its name. */
export type Ref = { readonly id: string | null; readonly name: string };

/** `key` is the other program's own id of the row; null in a file without one. */
export type PersonRecord = {
  kind: "person";
  key: string | null;
  name: string;
  email: string | null;
  title: string | null;
  manager: string | null;
  office: string | null;
};

export type OrganizationRecord = {
  kind: "organization";
  key: string | null;
  name: string;
  industry: string | null;
  foundedYear: number | null;
  annualRevenue: Money | null;
  employees: number | null;
  country: string | null;
  website: string | null;
  email: string | null;
  phone: string | null;
  /** Whole lists as one cell (`contacts/waysText.ts`); null where the file says none, or but the one. */
  emails: string | null;
  phones: string | null;
  addresses: string | null;
  parent: Ref | null;
};

export type ProductRecord = {
  kind: "product";
  key: string | null;
  name: string;
  series: string | null;
  listPrice: Money | null;
};

export type ContactRecord = {
  kind: "contact";
  key: string | null;
  name: string;
  reading: string | null;
  email: string | null;
  phone: string | null;
  emails: string | null;
  phones: string | null;
  addresses: string | null;
  title: string | null;
  department: string | null;
  organization: Ref | null;
};

/**
 * `openedOn` is null where the file has none. `value` of a lost deal is what the file says, often 0: never an amount lost.
 * `expectedOn`: when an open deal is expected to close.
 */
export type DealRecord = {
  kind: "deal";
  key: string | null;
  name: string;
  owner: Ref;
  organization: Ref | null;
  product: Ref | null;
  quantity: number;
  value: Money;
  stage: Ref | null;
  openedOn: CivilDate | null;
  expectedOn: CivilDate | null;
} & DealState;

export type DealState =
  | { state: "open" }
  | { state: "won"; closedOn: CivilDate }
  | { state: "lost"; closedOn: CivilDate; reason: string | null };

export type ImportRecord = PersonRecord | OrganizationRecord | ProductRecord | ContactRecord | DealRecord;

/** A team is named after its manager, and sits in an office when the file says which. */
export type TeamRecord = { manager: string; office: string | null };

export type Named = { readonly id: string; readonly name: string };
export type KnownProduct = Named & { readonly listPrice: Money | null };
export type KnownPerson = Named & { readonly email?: string | null };

/**
 * What is already in the workspace. `existing` are the records of the kind that is imported, as an import would have
 * written them. `stages` in the pipeline's order, open ones only.
 */
export type Known = {
  readonly today: CivilDate;
  readonly currency: CurrencyCode;
  readonly persons: readonly KnownPerson[];
  readonly organizations: readonly Named[];
  readonly products: readonly KnownProduct[];
  readonly stages: readonly Named[];
  readonly existing: readonly { readonly id: string; readonly record: ImportRecord }[];
};

/**
 * By what a row is known again: the file's own key, else the name, for contacts the mail or the name at the organization.
 * Deals of a file without keys get one made from the row (`keyOfRow`), so theirs is never null.
 */
export function identityOf(record: ImportRecord): string {
  if (record.key !== null) return `key:${record.key}`;
  if (record.kind !== "contact") return `name:${nameKey(record.name)}`;
  if (record.email) return `mail:${record.email.toLowerCase()}`;
  return `name:${nameKey(record.name)}@${nameKey(record.organization?.name ?? "")}`;
}
