import type { CurrencyCode } from "#lib/currency.ts";
import type { Money } from "#lib/money.ts";
import type { CivilDate, Zone } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import type { LeadState } from "#modules/pipeline/lead.ts";
import type { Rate } from "#modules/pipeline/rate.ts";
import type { OwnField } from "./target.ts";

/**
 * Values of the workspace's own fields by their keys, as a file says them: a choice by its label, several behind semicolons, yes and no as
 * words, a moment as the workspace's clock shows it.
 */
export type OwnValues = Readonly<Record<string, string | number | Money | Ref | null>>;

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
  custom: OwnValues;
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
  custom: OwnValues;
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
  /** Whom at the customer it is with: brought with a new deal, and left alone on one that is here. */
  contact: Ref | null;
  custom: OwnValues;
} & DealState;

/**
 * `name` is its subject. `type` is a kind of the product or one of the workspace's own by its name. Moments stand as the workspace's clock
 * shows them, a bare day where there is no hour: "2026-05-01", "2026-05-01T14:30".
 */
export type ActivityRecord = {
  kind: "activity";
  key: string | null;
  name: string;
  type: string;
  body: string | null;
  dueOn: string | null;
  done: "yes" | "no";
  doneAt: string | null;
  length: number | null;
  place: string | null;
  owner: Ref | null;
  deal: Ref | null;
  organization: Ref | null;
  contact: Ref | null;
  createdOn: string | null;
  custom: OwnValues;
};

export type DealState =
  | { state: "open" }
  | { state: "won"; closedOn: CivilDate }
  | { state: "lost"; closedOn: CivilDate; reason: string | null };

/** Where a contact works or worked. */
export type RoleRecord = {
  kind: "role";
  key: string | null;
  name: string;
  contact: Ref;
  organization: Ref;
  title: string | null;
  department: string | null;
  fromOn: CivilDate | null;
  toOn: CivilDate | null;
  isPrimary: "yes" | "no";
};

/** What is sold by a deal. `position` counts from 0; null of the others: as the product has it. */
export type LineRecord = {
  kind: "line";
  key: string | null;
  name: string;
  deal: Ref;
  position: number;
  product: Ref;
  quantity: number;
  price: Money;
  discountPercent: number | null;
  discount: Money | null;
  taxPercent: number | null;
  recurs: "monthly" | "yearly" | null;
  periods: number | null;
};

/** Somebody of the customer on a deal, with their part in it. */
export type DealContactRecord = {
  kind: "dealContact";
  key: string | null;
  name: string;
  deal: Ref;
  contact: Ref;
  part: Ref | null;
};

/** `state` is null once it is a deal. `contact` is brought with a new lead, and left alone on one that is here. */
export type LeadRecord = {
  kind: "lead";
  key: string | null;
  name: string;
  state: LeadState | null;
  reason: string | null;
  owner: Ref | null;
  organization: Ref | null;
  contact: Ref | null;
  source: Ref | null;
  campaign: Ref | null;
  message: string | null;
  value: Money | null;
  cameInAt: string | null;
  custom: OwnValues;
};

/** What one unit of a currency is worth in the workspace's own from a day on. `rate` as a decimal string: nothing is rounded. */
export type RateRecord = {
  kind: "rate";
  key: string | null;
  name: string;
  currency: CurrencyCode;
  rateOn: CivilDate;
  rate: string;
};

export type ImportRecord =
  | PersonRecord
  | OrganizationRecord
  | ProductRecord
  | ContactRecord
  | DealRecord
  | RoleRecord
  | LineRecord
  | DealContactRecord
  | LeadRecord
  | RateRecord
  | ActivityRecord;

/** A team is named after its manager, and sits in an office when the file says which. */
export type TeamRecord = { manager: string; office: string | null };

/** `keys`: what other programs call it. */
export type Named = { readonly id: string; readonly name: string; readonly keys?: readonly string[] | undefined };
export type KnownStage = Named & {
  readonly probability?: number | undefined;
  readonly pipelineId?: string | undefined;
  /** What it asks of a deal that comes there (`pipeline/required.ts`). */
  readonly requires?: readonly string[] | undefined;
};
export type KnownPipeline = Named & { readonly winRequires?: readonly string[] | undefined };
/** `holds`: of what a stage may ask for, what a deal has already. */
export type KnownRecord = {
  readonly id: string;
  readonly record: ImportRecord;
  readonly holds?: ReadonlySet<string> | undefined;
  /** Not a deal yet, though it has the key of one. */
  readonly isLead?: boolean | undefined;
};
export type KnownProduct = Named & { readonly listPrice: Money | null };
/** `value`: what it is worth, beside lines or by them. */
export type KnownDeal = Named & {
  readonly ownerId?: string | null;
  readonly value?: Money;
  readonly lines?: number;
  readonly closedOn?: CivilDate | null;
};
export type KnownPerson = Named & { readonly email?: string | null };

/**
 * What is already in the workspace. `existing` are the records of the kind that is imported, as an import would have
 * written them. `stages` in the order of the pipelines and their own.
 */
export type Known = {
  readonly today: CivilDate;
  readonly currency: CurrencyCode;
  readonly persons: readonly KnownPerson[];
  readonly organizations: readonly Named[];
  readonly products: readonly KnownProduct[];
  readonly stages: readonly KnownStage[];
  /** The first is where deals go that say no other. */
  readonly pipelines: readonly KnownPipeline[];
  /** Into the workspace's currency. */
  readonly rates: readonly Rate[];
  /** Asked for by columns that name contacts or deals. */
  readonly contacts: readonly Named[];
  readonly deals: readonly KnownDeal[];
  /** What the workspace's own lists offer, for leads and for the people on a deal. */
  readonly sources: readonly Named[];
  readonly campaigns: readonly Named[];
  readonly parts: readonly Named[];
  /** The workspace's own fields of the kind that is imported, and its own kinds of activity. */
  readonly fields: readonly OwnField[];
  readonly activityTypes: readonly Named[];
  /** Choices, stages' names and kinds of activity are added by admins alone. */
  readonly mayAdd: boolean;
  readonly zone: Zone;
  readonly existing: readonly KnownRecord[];
};

/** Of what only some files ask for, nothing: an empty workspace's. */
export const knownBeside = {
  ...{
    pipelines: [],
    rates: [],
    contacts: [],
    deals: [],
    sources: [],
    campaigns: [],
    parts: [],
    fields: [],
    activityTypes: [],
    mayAdd: true,
    zone: "UTC",
  },
} satisfies Partial<Known>;

/**
 * By what a row is known again: the file's own key, else the name, for contacts the mail or the name at the organization.
 * Deals and activities of a file without keys get one made from the row (`keyOfRow`), so theirs is never null.
 */
export function identityOf(record: ImportRecord): string {
  if (record.key !== null) return `key:${record.key}`;
  if (record.kind !== "contact") return `name:${nameKey(record.name)}`;
  if (record.email) return `mail:${record.email.toLowerCase()}`;
  return `name:${nameKey(record.name)}@${nameKey(record.organization?.name ?? "")}`;
}
