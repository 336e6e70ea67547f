// A table of routes: longer than a file should be, since it is read as one.
import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, idOf, instantShape, moneyShape } from "#lib/shapes.ts";
import { fieldValues } from "#modules/fields/api.ts";
import { heldShape } from "#modules/people/comingAndGoing.ts";
import { duplicateReasons } from "./duplicate.ts";
import { contactMergeFields, organizationMergeFields } from "./mergeFields.ts";

const organizationId = idOf<"organization">();
const contactId = idOf<"contact">();
const personId = idOf<"person">();
const name = z.string().trim().min(1).max(300);
const line = z.string().trim().max(300).nullable();
const done = z.strictObject({ done: z.literal(true) });
const label = z.string().trim().max(60).nullable().default(null);

const part = line.default(null);
const addressFields = { label, street: part, city: part, region: part, postcode: part, country: part };

/** Of each list the first is the primary, which `email` and `phone` repeat. */
const waysFields = {
  emails: z.array(z.strictObject({ address: z.email().max(254), label })).max(50),
  phones: z.array(z.strictObject({ number: z.string().trim().min(1).max(100), label })).max(50),
  addresses: z
    .array(z.strictObject(addressFields).refine(({ label: _label, ...rest }) => Object.values(rest).some(Boolean)))
    .max(20),
  links: z
    .array(z.strictObject({ kind: z.string().trim().min(1).max(40), url: z.url({ protocol: /^https?$/ }).max(2000) }))
    .max(20),
};
/** `shown`: the number as one writes it here; `e164` is null for what is no number. `lines`: the address in its country's order. */
const waysShape = {
  emails: z.array(z.object({ address: z.string(), label: z.string().nullable(), primary: z.boolean() })),
  phones: z.array(
    z.object({
      ...{ number: z.string(), label: z.string().nullable(), primary: z.boolean() },
      ...{ e164: z.string().nullable(), shown: z.string() },
    }),
  ),
  addresses: z.array(
    z.object({
      ...{ label: z.string().nullable(), street: z.string().nullable(), city: z.string().nullable() },
      ...{ region: z.string().nullable(), postcode: z.string().nullable(), country: z.string().nullable() },
      ...{ primary: z.boolean(), lines: z.array(z.string()) },
    }),
  ),
  links: z.array(z.object({ kind: z.string(), url: z.string() })),
};
const hint = z.object({
  ...{ id: z.uuid(), name: z.string(), detail: z.string().nullable(), score: z.number() },
  reasons: z.array(z.enum(duplicateReasons)),
  mayWrite: z.boolean(),
});

const organizationFields = {
  name,
  industry: line,
  country: line,
  website: line,
  email: z.email().max(254).nullable(),
  phone: line,
  foundedYear: z.int().min(1000).max(2200).nullable(),
  employees: z.int().min(0).max(100_000_000).nullable(),
  annualRevenue: moneyShape.nullable(),
  parentId: organizationId.nullable(),
  ownerId: personId.nullable(),
};

const organizationShape = z.object({
  id: organizationId,
  ...organizationFields,
  email: z.string().nullable(),
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
    ...waysShape,
    subsidiaries: z.array(z.object({ id: organizationId, name: z.string() })),
    /** From the topmost down to its own parent. */
    above: z.array(z.object({ id: organizationId, name: z.string() })),
    mayWrite: z.boolean(),
  }),
  refusals: ["contacts.no_such_organization", "contacts.merged"],
});

const refusals = [
  "contacts.no_such_organization",
  "contacts.merged",
  "contacts.parent_below",
  "contacts.no_such_owner",
  "contacts.no_such_parent",
  "contacts.own_parent",
  "fields.wrong_values",
  "contacts.may_not_change_organization",
  "http.stale",
];

export const addOrganizationRoute = route({
  name: "addOrganization",
  method: "POST",
  path: "/api/organizations",
  summary: "Adds an organization; it is the caller's own unless another owner is named.",
  who: "member",
  body: z
    .strictObject({ ...organizationFields, ...waysFields, custom: fieldValues })
    .partial()
    .extend({ name }),
  answer: organizationShape.extend({ ...waysShape, custom: fieldValues }),
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
  body: z.strictObject({ ...organizationFields, ...waysFields, custom: fieldValues }).partial(),
  answer: organizationShape.extend({ ...waysShape, custom: fieldValues }),
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
  refusals: ["contacts.no_such_organization", "contacts.may_not_change_organization", "contacts.merged"],
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
  department: line,
  email: z.email().max(254).nullable(),
  phone: line,
  organizationId: organizationId.nullable(),
  ownerId: personId.nullable(),
};

const contactShape = z.object({
  id: contactId,
  ...contactFields,
  email: z.string().nullable(),
  erasedAt: instantShape.nullable(),
  generated: z.boolean(),
  createdAt: instantShape,
  version: z.int(),
});
const role = {
  organizationId,
  title: line,
  department: line,
  fromOn: civilDate.nullable(),
  toOn: civilDate.nullable(),
  isPrimary: z.boolean(),
};
/** `organization` is null where it may not be read. */
const roleShape = z.object({ id: idOf<"contactRole">(), ...role, organization: z.string().nullable() });
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
  answer: listedContact.extend({ ...waysShape, custom: fieldValues, roles: z.array(roleShape), mayWrite: z.boolean() }),
  refusals: ["contacts.no_such_contact", "contacts.merged"],
});

const contactRefusals = [
  "fields.wrong_values",
  "contacts.no_such_contact",
  "contacts.no_such_organization",
  "contacts.no_such_owner",
  "contacts.may_not_change_contact",
  "contacts.contact_erased",
  "contacts.merged",
  "http.stale",
];

export const addContactRoute = route({
  name: "addContact",
  method: "POST",
  path: "/api/contacts",
  summary: "Adds a contact; the caller's own unless another owner is named.",
  who: "member",
  body: z
    .strictObject({ ...contactFields, ...waysFields, custom: fieldValues })
    .partial()
    .extend({ name }),
  answer: contactShape.extend({ ...waysShape, custom: fieldValues }),
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
  body: z.strictObject({ ...contactFields, ...waysFields, custom: fieldValues }).partial(),
  answer: contactShape.extend({ ...waysShape, custom: fieldValues }),
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
  refusals: [
    "contacts.no_such_contact",
    "contacts.may_not_change_contact",
    "contacts.contact_erased",
    "contacts.merged",
  ],
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

export const organizationPeopleRoute = route({
  name: "organizationPeople",
  method: "GET",
  path: "/api/organizations/{id}/people",
  summary: "Who works at an organization and who did, of the contacts the caller may read; at most 200.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  answer: z.object({
    people: z.array(
      z.object({
        ...{ id: contactId, roleId: idOf<"contactRole">(), name: z.string(), reading: z.string().nullable() },
        ...{ title: z.string().nullable(), department: z.string().nullable() },
        ...{ email: z.string().nullable(), phone: z.string().nullable() },
        ...{ fromOn: civilDate.nullable(), toOn: civilDate.nullable(), isPrimary: z.boolean() },
      }),
    ),
  }),
  refusals: ["contacts.no_such_organization", "contacts.merged"],
});

const roleRefusals = [
  ...contactRefusals.filter((code) => code !== "contacts.no_such_owner" && code !== "http.stale"),
  "contacts.role_ends_before_it_begins",
  "contacts.role_ends_in_future",
  "contacts.role_over_and_primary",
];
const roleOf = z.strictObject({ id: contactId, role: idOf<"contactRole">() });

export const addContactRoleRoute = route({
  name: "addContactRole",
  method: "POST",
  path: "/api/contacts/{id}/roles",
  summary: "Adds an organization that a contact works or worked for. The first present one is the primary.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  body: z.strictObject(role).partial().extend({ organizationId }),
  answer: z.object({ roles: z.array(roleShape) }),
  status: 201,
  refusals: roleRefusals,
});

export const changeContactRoleRoute = route({
  name: "changeContactRole",
  method: "PATCH",
  path: "/api/contacts/{id}/roles/{role}",
  summary: "Puts right where a contact works or worked; `toOn` says that it is over, `isPrimary` makes it the first.",
  who: "member",
  params: roleOf,
  body: z.strictObject(role).partial(),
  answer: z.object({ roles: z.array(roleShape) }),
  refusals: [...roleRefusals, "contacts.no_such_role"],
});

export const deleteContactRoleRoute = route({
  name: "deleteContactRole",
  method: "DELETE",
  path: "/api/contacts/{id}/roles/{role}",
  summary: "Takes away an organization that a contact never worked for.",
  who: "member",
  params: roleOf,
  answer: z.object({ roles: z.array(roleShape) }),
  refusals: [...roleRefusals, "contacts.no_such_role"],
});

export const moveContactRoute = route({
  name: "moveContact",
  method: "POST",
  path: "/api/contacts/{id}/move",
  summary:
    "A contact begins at another organization on a day (today unless said); the former place is kept with its dates.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  body: z.strictObject({
    organizationId,
    title: line.optional(),
    department: line.optional(),
    on: civilDate.optional(),
  }),
  answer: z.object({ roles: z.array(roleShape) }),
  refusals: [...roleRefusals, "contacts.works_there_already"],
});

const kind = z.enum(["contact", "organization"]);

export const duplicateHintsRoute = route({
  name: "duplicateHints",
  method: "POST",
  path: "/api/duplicates/hints",
  summary:
    "Records that may be the one that is being typed, of those the caller may read, the likeliest first. Changes nothing.",
  who: "member",
  body: z.strictObject({
    kind,
    name: z.string().trim().max(300).default(""),
    reading: line.default(null),
    website: line.default(null),
    emails: z.array(z.string().max(254)).max(50).default([]),
    phones: z.array(z.string().max(100)).max(50).default([]),
    country: line.default(null),
    organizationId: z.uuid().nullable().default(null),
  }),
  answer: z.object({ hints: z.array(hint) }),
  refusals: [],
});

export const contactDuplicatesRoute = route({
  name: "contactDuplicates",
  method: "GET",
  path: "/api/contacts/{id}/duplicates",
  summary: "Contacts that may be the same person, of those the caller may read.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  answer: z.object({ hints: z.array(hint) }),
  refusals: ["contacts.no_such_contact", "contacts.merged"],
});

export const organizationDuplicatesRoute = route({
  name: "organizationDuplicates",
  method: "GET",
  path: "/api/organizations/{id}/duplicates",
  summary: "Organizations that may be the same, of those the caller may read.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  answer: z.object({ hints: z.array(hint) }),
  refusals: ["contacts.no_such_organization", "contacts.merged"],
});

export const duplicatesRoute = route({
  name: "duplicates",
  method: "GET",
  path: "/api/duplicates",
  summary: "Pairs that may be one, where the caller may read both, the likeliest first; at most `limit`.",
  who: "member",
  query: z.strictObject({ kind: kind.default("contact"), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({
    pairs: z.array(
      z.object({ one: hintSide(), other: hintSide(), score: z.number(), reasons: z.array(z.enum(duplicateReasons)) }),
    ),
    /** Records whose keys are still being made: until then pairs may be missing. */
    behind: z.boolean(),
  }),
  refusals: [],
});

function hintSide() {
  return z.object({ id: z.uuid(), name: z.string(), detail: z.string().nullable() });
}

export const tellApartRoute = route({
  name: "tellApart",
  method: "POST",
  path: "/api/duplicates/apart",
  summary: "Says that two records are two: they are not proposed again. Both must be the caller's to change.",
  who: "member",
  body: z.strictObject({ kind, one: z.uuid(), other: z.uuid() }),
  answer: done,
  refusals: [
    ...["contacts.no_such_contact", "contacts.no_such_organization", "contacts.may_not_change_contact"],
    ...[
      "contacts.may_not_change_organization",
      "contacts.contact_erased",
      "contacts.merged",
      "contacts.merge_with_itself",
    ],
  ],
});

const side = z.enum(["survivor", "absorbed"]);
const mergePreview = z.object({
  survivor: z.object({ id: z.uuid(), name: z.string() }),
  absorbed: z.object({ id: z.uuid(), name: z.string() }),
  /** Both values of each field as they are shown, and which stays unless `take` says otherwise. */
  fields: z.array(z.object({ field: z.string(), survivor: shownValue(), absorbed: shownValue(), stays: side })),
  /** What it will have, all told. */
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  addresses: z.array(z.string()),
  links: z.array(z.string()),
});

function shownValue() {
  return z.union([z.string(), z.number(), moneyShape]).nullable();
}
const mergeRefusals = ["contacts.merged", "contacts.merge_with_itself"];
const mergeBody = <Id extends z.ZodType>(absorbed: Id, fields: readonly string[]) =>
  z.strictObject({ absorbed, take: z.partialRecord(z.enum(fields), side).default({}) });

export const contactMergePreviewRoute = route({
  name: "contactMergePreview",
  method: "GET",
  path: "/api/contacts/{id}/merge/{absorbed}",
  summary: "What a contact would be once another became one with it. Both must be the caller's to change.",
  who: "member",
  params: z.strictObject({ id: contactId, absorbed: contactId }),
  answer: mergePreview,
  refusals: [
    ...mergeRefusals,
    "contacts.no_such_contact",
    "contacts.may_not_change_contact",
    "contacts.contact_erased",
  ],
});

export const mergeContactsRoute = route({
  name: "mergeContacts",
  method: "POST",
  path: "/api/contacts/{id}/merge",
  summary:
    "Makes another contact one with this one: all that hangs on it follows, its id leads here. Can be undone for 30 days.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  body: mergeBody(contactId, contactMergeFields),
  answer: z.object({ mergeId: idOf<"merge">(), id: contactId }),
  refusals: [
    ...mergeRefusals,
    "contacts.no_such_contact",
    "contacts.may_not_change_contact",
    "contacts.contact_erased",
  ],
});

export const organizationMergePreviewRoute = route({
  name: "organizationMergePreview",
  method: "GET",
  path: "/api/organizations/{id}/merge/{absorbed}",
  summary: "What an organization would be once another became one with it. Both must be the caller's to change.",
  who: "member",
  params: z.strictObject({ id: organizationId, absorbed: organizationId }),
  answer: mergePreview,
  refusals: [...mergeRefusals, "contacts.no_such_organization", "contacts.may_not_change_organization"],
});

export const mergeOrganizationsRoute = route({
  name: "mergeOrganizations",
  method: "POST",
  path: "/api/organizations/{id}/merge",
  summary: "Makes another organization one with this one, with its deals and people. Can be undone for 30 days.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  body: mergeBody(organizationId, organizationMergeFields),
  answer: z.object({ mergeId: idOf<"merge">(), id: organizationId }),
  refusals: [...mergeRefusals, "contacts.no_such_organization", "contacts.may_not_change_organization"],
});

const undoable = z.object({
  merges: z.array(
    z.object({
      id: idOf<"merge">(),
      absorbedId: z.uuid(),
      name: z.string(),
      at: instantShape,
      by: z.string().nullable(),
    }),
  ),
});

export const contactMergesRoute = route({
  name: "contactMerges",
  method: "GET",
  path: "/api/contacts/{id}/merges",
  summary: "What became one with a contact in the last 30 days and can be undone.",
  who: "member",
  params: z.strictObject({ id: contactId }),
  answer: undoable,
  refusals: ["contacts.no_such_contact", "contacts.merged"],
});

export const organizationMergesRoute = route({
  name: "organizationMerges",
  method: "GET",
  path: "/api/organizations/{id}/merges",
  summary: "What became one with an organization in the last 30 days and can be undone.",
  who: "member",
  params: z.strictObject({ id: organizationId }),
  answer: undoable,
  refusals: ["contacts.no_such_organization", "contacts.merged"],
});

export const undoMergeRoute = route({
  name: "undoMerge",
  method: "POST",
  path: "/api/merges/{id}/undo",
  summary:
    "Makes two of one again: puts back what the merge moved and took over. `kept`: fields changed since, which stay; `stayed`: rows pointed elsewhere since.",
  who: "member",
  params: z.strictObject({ id: idOf<"merge">() }),
  answer: z.object({ survivorId: z.uuid(), absorbedId: z.uuid(), kept: z.array(z.string()), stayed: z.int() }),
  refusals: [
    ...["contacts.no_such_merge", "contacts.merge_undone_already", "contacts.merge_too_old", "contacts.merged_further"],
    ...["contacts.merge_survivor_deleted", "contacts.may_not_change_contact", "contacts.may_not_change_organization"],
    "contacts.contact_erased",
  ],
});
