// What of contacts and organizations leaves with an export of everything.
import { sql } from "kysely";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { type OwnerKind, ownerColumn } from "./waysStore.ts";

/** Each list in one cell, as an import reads it (`waysText.ts`). */
const listsOf = (kind: OwnerKind) => {
  const [owner, id] = [ownerColumn(kind), sql.ref(`${kind}s.id`)];
  const labelled = (value: string) => sql`coalesce(label || ': ', '') || ${sql.ref(value)}`;
  return sql`
    (select string_agg(${labelled("address")}, '; ' order by position) from emails where ${owner} = ${id}) as emails,
    (select string_agg(${labelled("number")}, '; ' order by position) from phones where ${owner} = ${id}) as phones,
    (select json_agg(json_build_object('label', label, 'street', street, 'city', city, 'region', region, 'postcode', postcode,
      'country', country) order by position)::text from addresses where ${owner} = ${id}) as addresses,
    (select string_agg(kind || ': ' || url, '; ' order by position) from links where ${owner} = ${id}) as links`;
};

/** What of customers leaves with an export of everything: what lies in the trash too, with the day it went there. */
export const contactsExports: readonly ExportKind[] = [
  {
    name: "organizations",
    tables: ["organizations", "emails", "phones", "addresses", "links"],
    columns: [
      "id",
      "name",
      "industry",
      "country",
      "website",
      "email",
      "phone",
      "emails",
      "phones",
      "addresses",
      "links",
      "founded",
      "employees",
      "annual_revenue",
      "annual_revenue_currency",
      "parent",
      "parent_id",
      "owner",
      "owner_id",
      "bought_on",
      "created_at",
      "deleted_at",
    ],
    names: { owner: { id: "owner_id", kind: "person" } },
    money: { annual_revenue: { minor: "revenue_minor", currency: "annual_revenue_currency" } },
    rows: sql`
      select organizations.id, organizations.name, organizations.industry, organizations.country, organizations.website, organizations.email, organizations.phone,
        ${listsOf("organization")},
        organizations.founded_year as founded, organizations.employees, organizations.annual_revenue_minor as revenue_minor,
        organizations.annual_revenue_currency, parent.name as parent, organizations.parent_id, organizations.owner_id,
        organizations.bought_on, organizations.created_at, organizations.deleted_at
      from organizations
      left join organizations as parent on parent.id = organizations.parent_id
      order by organizations.name, organizations.id`,
  },
  {
    name: "contacts",
    tables: ["contacts", "emails", "phones", "addresses", "links"],
    columns: [
      "id",
      "name",
      "reading",
      "title",
      "department",
      "email",
      "phone",
      "emails",
      "phones",
      "addresses",
      "links",
      "organization",
      "organization_id",
      "owner",
      "owner_id",
      "created_at",
      "deleted_at",
    ],
    names: { owner: { id: "owner_id", kind: "person" } },
    rows: sql`
      select contacts.id, contacts.name, contacts.reading, contacts.title, contacts.department, contacts.email, contacts.phone,
        ${listsOf("contact")}, organizations.name as organization, contacts.organization_id,
        contacts.owner_id, contacts.created_at, contacts.deleted_at
      from contacts
      left join organizations on organizations.id = organization_id
      order by contacts.name, contacts.id`,
  },
  {
    name: "contact_roles",
    tables: ["contact_roles"],
    columns: [
      ...["id", "contact", "contact_id", "organization", "organization_id", "title", "department"],
      ...["from_on", "to_on", "is_primary", "created_at"],
    ],
    names: {
      contact: { id: "contact_id", kind: "contact" },
      organization: { id: "organization_id", kind: "organization" },
    },
    rows: sql`
      select id, contact_id, organization_id, title, department, from_on, to_on, is_primary, created_at
      from contact_roles
      order by contact_id, is_primary desc, id`,
  },
  {
    name: "merges",
    tables: ["merges"],
    columns: ["id", "kind", "survivor_id", "absorbed_id", "at", "undone_at"],
    rows: sql`select id, kind, survivor_id, absorbed_id, at, undone_at from merges order by at, id`,
  },
];
