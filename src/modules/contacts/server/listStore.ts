// Organizations and contacts as lists.
import { type RawBuilder, sql } from "kysely";
import { reachOf } from "#lib/policy/can.ts";
import { customListFields } from "#modules/fields/server/public.ts";
import { likeText, personNamesTable } from "#modules/people/server/public.ts";
import { type Reads, row } from "#platform/db/db.ts";
import type { ListDefinition, ListField } from "#platform/records/list/list.ts";
import { changeListedContact, changeListedOrganization, removeContact, removeOrganization } from "./listVerbs.ts";
import { organizationReach } from "./reach.ts";
import { withinContacts, withinOrganizations } from "./store.ts";

/** All of an organization that lists ask, for those of later modules to join: `left join ${organizationRows} as organization`. */
export const organizationRows = sql`(select * from organizations)`;

/** A query for the organizations under those whose id the predicate holds of, at any depth, without the trash. */
export function organizationsUnder(predicate: (id: RawBuilder<unknown>) => RawBuilder<unknown>): RawBuilder<unknown> {
  // A union, not "union all": an import could write a circle.
  return sql`
    with recursive under (id) as (
      select id from organizations where ${predicate(sql`organizations.parent_id`)} and deleted_at is null
      union
      select one.id from organizations as one join under on one.parent_id = under.id where one.deleted_at is null
    )
    select id from under`;
}

/** Contacts that are there, by what names and reaches them; for lists of later modules. */
export const contactRows = sql`(select id, name, title, email, phone, version from contacts where deleted_at is null)`;

const byName = (column: RawBuilder<unknown>) => ({ column: sql`${column} collate "und-x-icu"`, type: "text" });
const ownerName = (id: RawBuilder<unknown>) =>
  byName(sql`(select name from ${personNamesTable} as owner where owner.id = ${id})`);
const word = (key: string) => ({ word: `contacts.field.${key}` });

/** What an organization says, under the name its table has in the query. Beside another record, each says whose it is. */
export function organizationFields(table: string, { beside = false } = {}): ListField[] {
  const of = (column: string) => sql.ref(`${table}.${column}`);
  const prefix = beside ? "organization." : "";
  const edits = (field: string) => (beside ? undefined : field);
  const fields: ListField[] = [
    ...(beside
      ? []
      : [
          {
            id: "name",
            type: "text",
            label: word("name"),
            value: of("name"),
            sortBy: byName(of("name")),
            edits: "name",
          } satisfies ListField,
        ]),
    {
      id: "industry",
      type: "text",
      label: word("industry"),
      value: of("industry"),
      sortBy: byName(of("industry")),
      edits: edits("industry"),
    },
    {
      id: "country",
      type: "text",
      label: word("country"),
      value: of("country"),
      sortBy: byName(of("country")),
      edits: edits("country"),
    },
    { id: "employees", type: "number", label: word("employees"), value: of("employees"), edits: edits("employees") },
    {
      id: "annualRevenue",
      type: "money",
      label: word("annualRevenue"),
      value: of("annual_revenue_minor"),
      currency: of("annual_revenue_currency"),
    },
    {
      id: "ownerId",
      type: "person",
      record: "person",
      label: word("owner"),
      value: of("owner_id"),
      sortBy: ownerName(of("owner_id")),
      edits: edits("ownerId"),
    },
    {
      id: "website",
      type: "text",
      label: word("website"),
      value: of("website"),
      drawn: "link",
      edits: edits("website"),
    },
    {
      id: "foundedYear",
      type: "number",
      label: word("foundedYear"),
      value: of("founded_year"),
      edits: edits("foundedYear"),
    },
    { id: "boughtOn", type: "date", label: word("boughtOn"), value: of("bought_on") },
    {
      id: "parentId",
      type: "record",
      record: "organization",
      label: word("parent"),
      value: of("parent_id"),
      sortable: false,
    },
    { id: "createdAt", type: "moment", label: word("createdAt"), value: of("created_at") },
  ];
  return fields.map((field) => ({
    ...field,
    id: `${prefix}${field.id}`,
    ...(beside ? { of: { word: "contacts.kind.organization" }, summed: false } : {}),
  }));
}

export const organizationList: ListDefinition = {
  name: "organizations",
  record: "organization",
  from: sql`organizations`,
  id: sql`organizations.id`,
  title: sql`organizations.name`,
  version: sql`organizations.version`,
  within: ({ actor, workspace }) =>
    sql`organizations.deleted_at is null and ${withinOrganizations(organizationReach(actor, workspace))}`,
  found: (words) => sql`organizations.name ilike ${`%${likeText(words)}%`}`,
  fields: async ({ db }) => [
    ...organizationFields("organizations"),
    ...(await customListFields(db, "organization", sql`organizations.id`)),
  ],
  verbs: { change: changeListedOrganization, remove: removeOrganization },
  versionOf: (tx, id) =>
    versionIn(tx, sql<{ version: number }>`select version from organizations where id = ${id} and deleted_at is null`),
};

export const contactList: ListDefinition = {
  name: "contacts",
  record: "contact",
  from: sql`contacts left join organizations as organization on organization.id = contacts.organization_id`,
  id: sql`contacts.id`,
  title: sql`contacts.name`,
  version: sql`contacts.version`,
  within: ({ actor, workspace }) => sql`
    contacts.deleted_at is null and contacts.erased_at is null and ${withinContacts(reachOf(actor, "contact", "r", workspace))}`,
  found: (words) => {
    const like = `%${likeText(words)}%`;
    return sql`(contacts.name ilike ${like} or contacts.reading ilike ${like} or contacts.email ilike ${like} or organization.name ilike ${like})`;
  },
  fields: async ({ db }) => [
    ...contactFields,
    ...organizationFields("organization", { beside: true }),
    ...(await customListFields(db, "contact", sql`contacts.id`)),
  ],
  verbs: { change: changeListedContact, remove: removeContact },
  versionOf: (tx, id) =>
    versionIn(tx, sql<{ version: number }>`select version from contacts where id = ${id} and deleted_at is null`),
};

const contactFields: readonly ListField[] = [
  {
    id: "name",
    type: "text",
    label: word("name"),
    value: sql`contacts.name`,
    sortBy: byName(sql`contacts.name`),
    edits: "name",
  },
  { id: "reading", type: "text", label: word("reading"), value: sql`contacts.reading`, edits: "reading" },
  {
    id: "title",
    type: "text",
    label: word("title"),
    value: sql`contacts.title`,
    sortBy: byName(sql`contacts.title`),
    edits: "title",
  },
  {
    id: "organizationId",
    type: "record",
    record: "organization",
    label: word("organization"),
    value: sql`contacts.organization_id`,
    sortBy: byName(sql`organization.name`),
  },
  { id: "email", type: "text", label: word("email"), value: sql`contacts.email`, drawn: "email" },
  { id: "phone", type: "text", label: word("phone"), value: sql`contacts.phone`, drawn: "phone" },
  {
    id: "ownerId",
    type: "person",
    record: "person",
    label: word("owner"),
    value: sql`contacts.owner_id`,
    sortBy: ownerName(sql`contacts.owner_id`),
    edits: "ownerId",
  },
  { id: "createdAt", type: "moment", label: word("createdAt"), value: sql`contacts.created_at` },
];

async function versionIn(db: Reads, query: RawBuilder<{ version: number }>): Promise<number | undefined> {
  return (await row(db, query))?.version;
}
