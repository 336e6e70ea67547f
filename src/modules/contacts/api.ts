import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape, moneyShape } from "#lib/shapes.ts";
import { heldShape } from "#modules/people/comingAndGoing.ts";

const organizationId = idOf<"organization">();
const contactId = idOf<"contact">();
const personId = idOf<"person">();
const name = z.string().trim().min(1).max(300);
const line = z.string().trim().max(300).nullable();
const done = z.strictObject({ done: z.literal(true) });

const organizationFields = {
  name,
  industry: line,
  country: line,
  website: line,
  phone: line,
  foundedYear: z.int().min(1000).max(2200).nullable(),
  employees: z.int().min(0).max(100_000_000).nullable(),
  annualRevenue: moneyShape.nullable(),
  parentId: organizationId.nullable(),
  ownerId: personId.nullable(),
};

export const organizationShape = z.object({
  id: organizationId,
  ...organizationFields,
  boughtOn: civilDate.nullable(),
  createdAt: instantShape,
  version: z.int(),
});

const listed = organizationShape.extend({ parent: z.string().nullable(), owner: z.string().nullable() });
export const organizationSorts = ["name", "industry", "country", "employees", "annualRevenue", "boughtOn"] as const;
const listQuery = {
  q: z.string().max(200).optional(),
  after: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
};

export const organizationsRoute = route({
  name: "organizations",
  method: "GET",
  path: "/api/organizations",
  summary: "Organizations the caller may read: searched, filtered, sorted, a page at a time.",
  who: "member",
  query: z.strictObject({
    ...listQuery,
    industry: z.string().max(300).optional(),
    country: z.string().max(300).optional(),
    owner: z.uuid().optional(),
    sort: z.enum(organizationSorts).default("name"),
    order: z.enum(["asc", "desc"]).default("asc"),
  }),
  answer: z.object({ rows: z.array(listed), count: z.int(), next: z.string().nullable() }),
  refusals: ["http.bad_cursor"],
});

export const organizationRoute = route({
  name: "organization",
  method: "GET",
  path: "/api/organizations/{id}",
  summary: "One organization.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  answer: listed.extend({
    subsidiaries: z.array(z.object({ id: organizationId, name: z.string() })),
    mayWrite: z.boolean(),
  }),
  refusals: ["contacts.no_such_organization"],
});

const refusals = [
  "contacts.no_such_organization",
  "contacts.no_such_owner",
  "contacts.no_such_parent",
  "contacts.own_parent",
  "contacts.may_not_change_organization",
  "http.stale",
];

export const addOrganizationRoute = route({
  name: "addOrganization",
  method: "POST",
  path: "/api/organizations",
  summary: "Adds an organization; it is the caller's own unless another owner is named.",
  who: "member",
  body: z.strictObject(organizationFields).partial().extend({ name }),
  answer: organizationShape,
  status: 201,
  refusals,
});

export const changeOrganizationRoute = route({
  name: "changeOrganization",
  method: "PATCH",
  path: "/api/organizations/{id}",
  summary: "Changes fields of an organization; with If-Match only the version that was seen.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  body: z.strictObject(organizationFields).partial(),
  answer: organizationShape,
  refusals,
});

export const deleteOrganizationRoute = route({
  name: "deleteOrganization",
  method: "DELETE",
  path: "/api/organizations/{id}",
  summary: "Moves an organization to the trash.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  answer: done,
  refusals: ["contacts.no_such_organization", "contacts.may_not_change_organization"],
});

export const restoreOrganizationRoute = route({
  name: "restoreOrganization",
  method: "POST",
  path: "/api/organizations/{id}/restore",
  summary: "Takes an organization out of the trash.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  answer: done,
  refusals: ["contacts.no_such_organization", "contacts.may_not_change_organization"],
});

const contactFields = {
  name,
  reading: line,
  title: line,
  email: z.email().max(254).nullable(),
  phone: line,
  organizationId: organizationId.nullable(),
  ownerId: personId.nullable(),
};

export const contactShape = z.object({
  id: contactId,
  ...contactFields,
  email: z.string().nullable(),
  erasedAt: instantShape.nullable(),
  generated: z.boolean(),
  createdAt: instantShape,
  version: z.int(),
});
const listedContact = contactShape.extend({ organization: z.string().nullable(), owner: z.string().nullable() });

export const contactsRoute = route({
  name: "contacts",
  method: "GET",
  path: "/api/contacts",
  summary: "Contacts the caller may read: searched, filtered, sorted, a page at a time.",
  who: "member",
  query: z.strictObject({
    ...listQuery,
    organization: z.uuid().optional(),
    sort: z.enum(["name", "organization", "title"]).default("name"),
    order: z.enum(["asc", "desc"]).default("asc"),
  }),
  answer: z.object({ rows: z.array(listedContact), count: z.int(), next: z.string().nullable() }),
  refusals: ["http.bad_cursor"],
});

export const contactRoute = route({
  name: "contact",
  method: "GET",
  path: "/api/contacts/{id}",
  summary: "One contact.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  answer: listedContact.extend({ mayWrite: z.boolean() }),
  refusals: ["contacts.no_such_contact"],
});

const contactRefusals = [
  "contacts.no_such_contact",
  "contacts.no_such_organization",
  "contacts.no_such_owner",
  "contacts.may_not_change_contact",
  "contacts.contact_erased",
  "http.stale",
];

export const addContactRoute = route({
  name: "addContact",
  method: "POST",
  path: "/api/contacts",
  summary: "Adds a contact; the caller's own unless another owner is named.",
  who: "member",
  body: z.strictObject(contactFields).partial().extend({ name }),
  answer: contactShape,
  status: 201,
  refusals: contactRefusals,
});

export const changeContactRoute = route({
  name: "changeContact",
  method: "PATCH",
  path: "/api/contacts/{id}",
  summary: "Changes fields of a contact; with If-Match only the version that was seen.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  body: z.strictObject(contactFields).partial(),
  answer: contactShape,
  refusals: contactRefusals,
});

export const deleteContactRoute = route({
  name: "deleteContact",
  method: "DELETE",
  path: "/api/contacts/{id}",
  summary: "Moves a contact to the trash.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  answer: done,
  refusals: ["contacts.no_such_contact", "contacts.may_not_change_contact", "contacts.contact_erased"],
});

export const restoreContactRoute = route({
  name: "restoreContact",
  method: "POST",
  path: "/api/contacts/{id}/restore",
  summary: "Takes a contact out of the trash.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  answer: done,
  refusals: ["contacts.no_such_contact", "contacts.may_not_change_contact"],
});

export const contactHeldRoute = route({
  name: "heldOfContact",
  method: "GET",
  path: "/api/contacts/{id}/held",
  summary: "Everything that is held of a contact, when they ask for it.",
  who: "admin",
  byKey: "never",
  params: z.strictObject({ id: contactId }),
  answer: heldShape,
  refusals: ["contacts.no_such_contact"],
});

export const eraseContactRoute = route({
  name: "eraseContact",
  method: "POST",
  path: "/api/contacts/{id}/erase",
  summary:
    "Erases who a contact was: name, addresses and what was noted of them go, the id and every figure stay. For good.",
  who: "admin",
  byKey: "never",
  params: z.strictObject({ id: contactId }),
  body: z.strictObject({ name: z.string().max(300) }),
  answer: done,
  refusals: ["contacts.no_such_contact", "contacts.name_not_typed"],
});
