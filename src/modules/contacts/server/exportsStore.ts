// What of contacts and organizations leaves with an export of everything.
import { sql } from "kysely";
import type { ExportKind } from "#platform/records/exportKind.ts";

/** What of customers leaves with an export of everything: what lies in the trash too, with the day it went there. */
export const contactsExports: readonly ExportKind[] = [
  {
    name: "organizations",
    tables: ["organizations"],
    columns: [
      "id",
      "name",
      "industry",
      "country",
      "website",
      "phone",
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
      select organizations.id, organizations.name, organizations.industry, organizations.country, organizations.website, organizations.phone,
        organizations.founded_year as founded, organizations.employees, organizations.annual_revenue_minor as revenue_minor,
        organizations.annual_revenue_currency, parent.name as parent, organizations.parent_id, organizations.owner_id,
        organizations.bought_on, organizations.created_at, organizations.deleted_at
      from organizations
      left join organizations as parent on parent.id = organizations.parent_id
      order by organizations.name, organizations.id`,
  },
  {
    name: "contacts",
    tables: ["contacts"],
    columns: [
      "id",
      "name",
      "reading",
      "title",
      "email",
      "phone",
      "organization",
      "organization_id",
      "owner",
      "owner_id",
      "created_at",
      "deleted_at",
    ],
    names: { owner: { id: "owner_id", kind: "person" } },
    rows: sql`
      select contacts.id, contacts.name, reading, title, email, contacts.phone, organizations.name as organization, organization_id,
        contacts.owner_id, contacts.created_at, contacts.deleted_at
      from contacts
      left join organizations on organizations.id = organization_id
      order by contacts.name, contacts.id`,
  },
];
