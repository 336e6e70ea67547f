import type { Money } from "#lib/money.ts";
import { type Instant, wallTimeAt } from "#lib/time.ts";
import { activitiesByIds, readTypes, type StoredActivity } from "#modules/activities/server/public.ts";
import type { Contact, Organization } from "#modules/contacts/organization.ts";
import { allContacts } from "#modules/contacts/server/public.ts";
import type { Ways } from "#modules/contacts/ways.ts";
import { addressesText, emailsText, phonesText } from "#modules/contacts/waysText.ts";
import type { FieldValue } from "#modules/fields/field.ts";
import { valuesOf } from "#modules/fields/server/public.ts";
import { peopleOn } from "#modules/people/server/public.ts";
import { fieldsHeld, readProducts, readReasons, type StoredDeal } from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Mapping } from "../mapping.ts";
import type { CsvFile } from "../readCsv.ts";
import type { ActivityRecord, DealRecord, KnownDeal, KnownRecord, OwnValues } from "../record.ts";
import { fieldedBy, type OwnField, ownPrefix } from "../target.ts";
import type { TargetKind } from "../targetKinds.ts";
import { dealsAsked, isUuid, keysAsked, refTo } from "./askedKeys.ts";
import type { Author } from "./author.ts";
import { besideReaders } from "./existingBeside.ts";
import { keysOf } from "./store.ts";

/** A record as an import would have written it. */
export type Existing = KnownRecord & { ownerId: string | null };

export type Asking = {
  author: Author;
  file: CsvFile;
  mapping: Mapping;
  organizations: readonly Organization[];
  deals: readonly KnownDeal[];
  contacts: readonly Contact[];
  fields: readonly OwnField[];
};

/** The records of the kind that is imported; of deals and activities those that the file names by a key. */
export async function existingRecords(db: Reads, asking: Asking): Promise<Existing[]> {
  const { kind } = asking.mapping;
  const keys = kept.has(kind) ? await keysOf(db, kind) : new Map<string, string[]>();
  const found = await readers[kind](db, asking, keys);
  return (await withOwnValues(db, found, asking)).flatMap((one) => withEveryKey(one, keys));
}

/** Kinds whose other programs' keys are kept beside them; a deal and a lead have their own, what is about others none. */
const kept: ReadonlySet<TargetKind> = new Set(["person", "organization", "product", "contact", "activity"]);

export type Read = (db: Reads, asking: Asking, keys: ReadonlyMap<string, readonly string[]>) => Promise<Existing[]>;

const readers: Record<TargetKind, Read> = {
  person: readPersons,
  organization: async (_db, { organizations }, keys) =>
    organizations.map((one) => ofOrganization(one, organizations, keys)),
  product: async (db, _asking, keys) =>
    (await readProducts(db)).map(({ id, name, series, price }) => ({
      ...{ id, ownerId: null },
      record: { kind: "product", key: keyIn(keys, id), name, series, listPrice: price },
    })),
  contact: async (db, { organizations }, keys) => {
    const byId = new Map(organizations.map((one) => [one.id, one]));
    return (await allContacts(db)).map((one) => ofContact(one, byId, keys));
  },
  deal: async (db, { file, mapping }) => {
    const reasons = new Map((await readReasons(db)).map((reason) => [reason.id as string, reason.name]));
    const deals = await dealsAsked(db, keysAsked(file, mapping));
    const held = await fieldsHeld(db, deals);
    return deals.map((deal) => ({
      ...{ id: deal.id, ownerId: deal.ownerId, record: dealRecord(deal, reasons), holds: held.get(deal.id) },
      isLead: deal.lead.state !== null,
    }));
  },
  activity: readActivities,
  ...besideReaders,
};

/** Of a record that became one with another, once for each key that files know it by. */
function withEveryKey(one: Existing, keys: ReadonlyMap<string, readonly string[]>): Existing[] {
  const { record } = one;
  const more = record.kind === "deal" || record.kind === "lead" ? [] : (keys.get(one.id)?.slice(1) ?? []);
  return [one, ...more.map((key) => ({ ...one, record: { ...record, key } }))];
}

function keyIn(keys: ReadonlyMap<string, readonly string[]>, id: string): string | null {
  return keys.get(id)?.[0] ?? null;
}

async function readPersons(db: Reads, { author }: Asking, keys: Parameters<Read>[2]): Promise<Existing[]> {
  const { people, teams } = await peopleOn(db, author.today);
  const teamOf = new Map(teams.map((team) => [team.id, team]));
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  return people.map(({ id, name, email, title, teamId }) => {
    const own = teams.find((team) => team.leadId === id);
    const team = own ? undefined : teamId ? teamOf.get(teamId) : undefined;
    const office = team?.leadId ? (team.parentId ? teamOf.get(team.parentId) : undefined) : team;
    const manager = team?.leadId ? (nameOf.get(team.leadId) ?? null) : null;
    const fields = { name, email, title, manager, office: office?.name ?? null };
    return { id, ownerId: null, record: { kind: "person", key: keyIn(keys, id), ...fields } };
  });
}

function ofOrganization(one: Organization, all: readonly Organization[], keys: Parameters<Read>[2]): Existing {
  const { id, name, industry, foundedYear, annualRevenue, employees, country, website } = one;
  const parent = one.parentId
    ? { id: one.parentId, name: all.find((other) => other.id === one.parentId)?.name ?? "" }
    : null;
  const fields = { name, industry, foundedYear, annualRevenue, employees, country, website, parent, custom: {} };
  return {
    id,
    ownerId: one.ownerId,
    record: { kind: "organization", key: keyIn(keys, id), ...fields, ...waysIn(one) },
  };
}

function ofContact(
  one: Contact,
  organizations: ReadonlyMap<string, Organization>,
  keys: Parameters<Read>[2],
): Existing {
  const { id, name, reading, title, department } = one;
  const employer = organizations.get(one.organizationId ?? "");
  const organization = employer ? { id: employer.id, name: employer.name } : null;
  return {
    ...{ id, ownerId: one.ownerId },
    record: {
      ...{ kind: "contact", key: keyIn(keys, id), name, reading, title, department },
      ...{ ...waysIn(one), organization, custom: {} },
    },
  };
}

/** The lists as a file would say them. */
function waysIn({ email, phone, emails, phones, addresses }: Ways & { email: string | null; phone: string | null }) {
  return { email, phone, emails: emailsText(emails), phones: phonesText(phones), addresses: addressesText(addresses) };
}

/** A deal as an import would have written it. */
function dealRecord(deal: StoredDeal, reasons: ReadonlyMap<string, string>): DealRecord {
  const [line] = deal.lines;
  const { standing } = deal;
  const isOpen = standing.status === "open";
  const reason =
    isOpen || !standing.reason ? null : (standing.reason.text ?? reasons.get(standing.reason.id ?? "") ?? null);
  return {
    ...{ kind: "deal", key: deal.key, name: deal.name, owner: refTo(deal.ownerId) ?? { id: null, name: "" } },
    ...{ organization: refTo(deal.organizationId), product: refTo(line?.productId ?? null) },
    ...{ quantity: line?.quantity ?? 1, value: deal.value, stage: refTo(deal.stageId) },
    ...{ openedOn: deal.openedOn, expectedOn: deal.expectedCloseOn, contact: null, custom: {} },
    ...(standing.status === "open"
      ? { state: "open" as const }
      : standing.status === "won"
        ? { state: "won" as const, closedOn: standing.closedOn }
        : { state: "lost" as const, closedOn: standing.closedOn, reason }),
  };
}

async function readActivities(
  db: Reads,
  { author, file, mapping }: Asking,
  keys: Parameters<Read>[2],
): Promise<Existing[]> {
  const asked = new Set(keysAsked(file, mapping));
  const ids = new Set([...asked].filter(isUuid));
  for (const [id, all] of keys) if (all.some((key) => asked.has(key))) ids.add(id);
  const types = new Map((await readTypes(db)).map((type) => [type.id as string, type.name]));
  const found = (await activitiesByIds(db, [...ids])).filter(({ deletedAt }) => !deletedAt);
  return found.map((one) => ({
    ...{ id: one.id, ownerId: one.ownerId },
    record: activityRecord(one, keyIn(keys, one.id), types, author.workspace.zone),
  }));
}

function activityRecord(
  one: StoredActivity,
  key: string | null,
  types: ReadonlyMap<string, string>,
  zone: string,
): ActivityRecord {
  const wall = (at: Instant | null) => at && wallTimeAt(at, zone);
  const due = wall(one.dueAt);
  return {
    ...{ kind: "activity", key, name: one.subject, body: one.body, length: one.lengthMinutes, place: one.place },
    ...{ type: one.typeId ? (types.get(one.typeId) ?? one.kind) : one.kind },
    ...{ dueOn: one.allDay ? (due?.slice(0, "2026-05-01".length) ?? null) : due, custom: {} },
    ...{ done: one.doneAt ? "yes" : "no", doneAt: wall(one.doneAt), createdOn: wall(one.createdAt) },
    ...{ owner: refTo(one.ownerId), deal: refTo(one.dealId), organization: refTo(one.organizationId) },
    contact: refTo(one.contactId),
  };
}

/** Values of the fields that have a column, as a file says them. */
async function withOwnValues(
  db: Reads,
  found: readonly Existing[],
  { mapping, fields, author }: Asking,
): Promise<Existing[]> {
  const record = fieldedBy(mapping.kind);
  const asked = fields.filter(({ key }) => mapping.columns.some((column) => column?.field === `${ownPrefix}${key}`));
  if (!record || asked.length === 0) return [...found];
  const values = await valuesOf(
    db,
    record,
    found.map(({ id }) => id),
  );
  return found.map((one) => {
    const custom: OwnValues = Object.fromEntries(
      asked.map((field) => [field.key, ownText(field, values.get(one.id)?.[field.key] ?? null, author.workspace.zone)]),
    );
    return { ...one, record: { ...one.record, custom } };
  });
}

function ownText(field: OwnField, value: FieldValue, zone: string): OwnValues[string] {
  if (value === null) return null;
  const labelOf = (id: string) => field.choices.find((choice) => choice.id === id)?.label ?? id;
  switch (field.type) {
    case "choice":
      return labelOf(String(value));
    case "choices":
      return Array.isArray(value) ? value.map(labelOf).join("; ") : null;
    case "yes_no":
      return value === true ? "yes" : "no";
    case "moment":
      return wallTimeAt(String(value), zone);
    case "person":
    case "organization":
    case "contact":
      return refTo(String(value));
    default:
      return isPlain(value) ? value : null;
  }
}

function isPlain(value: FieldValue): value is string | number | Money {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    (typeof value === "object" && value !== null && "minor" in value)
  );
}
