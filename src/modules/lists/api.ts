import { z } from "zod";
import { filterTypes } from "#lib/filter.ts";
import { route } from "#lib/route.ts";
import { idOf, instantShape, moneyShape } from "#lib/shapes.ts";

const list = z.string().regex(/^[a-z_]{1,40}$/);
const label = z.union([z.strictObject({ word: z.string() }), z.strictObject({ text: z.string() })]);

const listField = z.object({
  id: z.string(),
  type: z.enum(filterTypes),
  label,
  of: z.object({ word: z.string() }).nullable(),
  record: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), label })).nullable(),
  drawn: z.string().nullable(),
  sortable: z.boolean(),
  hidden: z.boolean(),
  summed: z.boolean(),
  edits: z.string().nullable(),
});
export type ListFieldShape = z.infer<typeof listField>;

export const listRoute = route({
  name: "list",
  method: "GET",
  path: "/api/lists/{list}",
  summary: "What a list of records can show, be filtered and sorted by, and which of it can be edited in place.",
  who: "member",
  params: z.strictObject({ list }),
  answer: z.object({
    name: z.string(),
    record: z.string(),
    currency: z.string(),
    fields: z.array(listField),
    mayRemove: z.boolean(),
  }),
  refusals: ["lists.no_such_list"],
});

const asked = {
  filter: z
    .string()
    .max(12_000)
    .optional()
    .meta({ description: 'JSON: {"all":[{"field":"value","is":"atLeast","value":500000}]}; see docs/api.md' }),
  q: z.string().max(200).optional(),
};
const sorted = {
  columns: z.string().max(4000).default("").meta({ description: "Ids of fields, separated by commas" }),
  sort: z.string().max(100).optional(),
  order: z.enum(["asc", "desc"]).default("asc"),
};
const filterRefusals = [
  "lists.no_such_list",
  "lists.filter_wrong",
  "lists.filter_too_long",
  "lists.filter_too_deep",
  "lists.no_such_field",
  "lists.value_wrong",
];

const cell = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  moneyShape,
  z.object({ id: z.string(), name: z.string().nullable() }),
  z.array(z.string()),
]);
export type CellShape = z.infer<typeof cell>;
const rowShape = z.object({ id: z.uuid(), title: z.string(), version: z.int(), cells: z.record(z.string(), cell) });
export type RowShape = z.infer<typeof rowShape>;

export const listRowsRoute = route({
  name: "listRows",
  method: "GET",
  path: "/api/lists/{list}/rows",
  summary: "A page of a list: the columns asked for, filtered and sorted; the next page begins behind `next`.",
  who: "member",
  params: z.strictObject({ list }),
  query: z.strictObject({
    ...asked,
    ...sorted,
    after: z.string().max(1000).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ rows: z.array(rowShape), next: z.string().nullable() }),
  refusals: [...filterRefusals, "lists.not_sortable", "http.bad_cursor"],
});

export const listCountRoute = route({
  name: "listCount",
  method: "GET",
  path: "/api/lists/{list}/count",
  summary: "How many rows a filter finds: up to 1,000, or exactly with `exactly=1`, then with the sums of its amounts.",
  who: "member",
  params: z.strictObject({ list }),
  query: z.strictObject({ ...asked, exactly: z.enum(["1"]).optional() }),
  answer: z.object({
    count: z.int(),
    isCapped: z.boolean(),
    sums: z.record(z.string(), z.number()).nullable(),
  }),
  refusals: filterRefusals,
});

export const mostInWorkbook = 50_000;

export const listFileRoute = route({
  name: "listFile",
  method: "GET",
  path: "/api/lists/{list}/file",
  summary: `The rows of a list as a file, CSV or XLSX (up to ${mostInWorkbook} rows). No cell can start a formula.`,
  who: "member",
  params: z.strictObject({ list }),
  query: z.strictObject({
    ...asked,
    ...sorted,
    ids: z.string().max(40_000).optional().meta({ description: "Only these records, separated by commas" }),
    as: z.enum(["csv", "xlsx"]).default("csv"),
    language: z.string().length(2).optional().meta({ description: "Of the heads; the workspace's unless said" }),
  }),
  file: "application/octet-stream",
  answer: z.string(),
  refusals: [...filterRefusals, "lists.not_sortable", "lists.too_many_for_workbook"],
});

const bulkId = idOf<"bulk_change">();
export const mostInBulk = 20_000;

export const bulkShape = z.object({
  id: bulkId,
  list: z.string(),
  what: z.enum(["change", "remove"]),
  state: z.enum(["running", "done", "undoing", "undone"]),
  total: z.int(),
  waiting: z.int(),
  done: z.int(),
  undone: z.int(),
  /** Changed since by somebody, and so left as they are by an undo. */
  kept: z.int(),
  refused: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      code: z.string(),
      facts: z.record(z.string(), z.unknown()),
      /** Each fault of a wrong field with its place; changes made long ago kept none. */
      errors: z.array(z.object({ pointer: z.string(), code: z.string() })).optional(),
    }),
  ),
  at: instantShape,
});
export type BulkShape = z.infer<typeof bulkShape>;

export const bulkRoute = route({
  name: "changeMany",
  method: "POST",
  path: "/api/lists/{list}/changes",
  summary:
    "Changes fields of many records, or moves them to the trash: those named, or all that a filter finds. Each by the rules it has alone; answers row by row what was refused. More than 200 are done in the background.",
  who: "member",
  params: z.strictObject({ list }),
  body: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(mostInBulk).optional(),
    filter: z.unknown().optional(),
    q: z.string().max(200).optional(),
    what: z.enum(["change", "remove"]),
    fields: z.record(z.string().max(100), z.unknown()).default({}),
  }),
  answer: bulkShape,
  status: 201,
  refusals: [...filterRefusals, "lists.nothing_chosen", "lists.too_many", "lists.not_editable", "lists.may_not_remove"],
});

export const bulkStateRoute = route({
  name: "bulkChange",
  method: "GET",
  path: "/api/list-changes/{id}",
  summary: "How far a change of many records has come, and what was refused.",
  who: "member",
  params: z.strictObject({ id: bulkId }),
  answer: bulkShape,
  refusals: ["lists.no_such_change"],
});

export const undoBulkRoute = route({
  name: "undoBulkChange",
  method: "POST",
  path: "/api/list-changes/{id}/undo",
  summary: "Puts back what a change of many records changed; what somebody changed since stays as it is.",
  who: "member",
  params: z.strictObject({ id: bulkId }),
  answer: bulkShape,
  refusals: ["lists.no_such_change", "lists.not_done_yet", "lists.undone_already"],
});

const viewId = idOf<"view">();
const shown = z.strictObject({
  filter: z.unknown(),
  q: z.string().max(200).default(""),
  columns: z.array(z.string().max(100)).max(60),
  pinned: z.int().min(1).max(10).default(1),
  sort: z.string().max(100),
  order: z.enum(["asc", "desc"]),
});
const viewShape = z.object({
  id: viewId,
  list: z.string(),
  name: z.string(),
  ownerId: z.string(),
  owner: z.string().nullable(),
  sharedWith: z.enum(["team", "all"]).nullable(),
  shown,
  version: z.int(),
  mayChange: z.boolean(),
  isFirst: z.boolean(),
});
export type ViewShape = z.infer<typeof viewShape>;
const viewName = z.string().trim().min(1).max(80);
const sharedWith = z.enum(["team", "all"]).nullable();

export const viewsRoute = route({
  name: "views",
  method: "GET",
  path: "/api/views",
  summary: "The kept views of a list that the caller may see, in their order.",
  who: "member",
  query: z.strictObject({ list }),
  answer: z.array(viewShape),
  refusals: [],
});

export const addViewRoute = route({
  name: "addView",
  method: "POST",
  path: "/api/views",
  summary: "Keeps a view of a list under a name, for oneself, one's team or all.",
  who: "member",
  body: z.strictObject({ list, name: viewName, sharedWith: sharedWith.default(null), shown }),
  answer: viewShape,
  status: 201,
  refusals: filterRefusals,
});

export const changeViewRoute = route({
  name: "changeView",
  method: "PATCH",
  path: "/api/views/{id}",
  summary:
    "Renames a view, shares it, changes what it shows or its place; `isFirst` makes it the one that the list opens with for the caller.",
  who: "member",
  params: z.strictObject({ id: viewId }),
  body: z
    .strictObject({ name: viewName, sharedWith, shown, position: z.int().min(0).max(1000), isFirst: z.boolean() })
    .partial(),
  answer: viewShape,
  refusals: [...filterRefusals, "lists.no_such_view", "lists.may_not_change_view"],
});

export const deleteViewRoute = route({
  name: "deleteView",
  method: "DELETE",
  path: "/api/views/{id}",
  summary: "Lets go of a view. The records in it stay.",
  who: "member",
  params: z.strictObject({ id: viewId }),
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: ["lists.no_such_view", "lists.may_not_change_view"],
});

const sharedKind = z.enum(["deal", "organization", "contact"]);
const onRecord = z.strictObject({ kind: sharedKind, id: z.uuid() });
const sharesShape = z.object({
  shares: z.array(
    z.object({ personId: z.string(), person: z.string().nullable(), mayWrite: z.boolean(), at: instantShape }),
  ),
  mayShare: z.boolean(),
});

export const sharesRoute = route({
  name: "shares",
  method: "GET",
  path: "/api/shares/{kind}/{id}",
  summary: "With whom a single record is shared, beside those who may see it by whose it is.",
  who: "member",
  params: onRecord,
  answer: sharesShape,
  refusals: ["lists.no_such_record"],
});

export const shareRoute = route({
  name: "share",
  method: "PUT",
  path: "/api/shares/{kind}/{id}",
  summary: "Lets somebody read a single record, or change it too. Whoever may delete it may share it.",
  who: "member",
  params: onRecord,
  body: z.strictObject({ personId: z.uuid(), mayWrite: z.boolean().default(false) }),
  answer: sharesShape,
  refusals: ["lists.no_such_record", "lists.may_not_share", "lists.no_such_person"],
});

export const endShareRoute = route({
  name: "endShare",
  method: "DELETE",
  path: "/api/shares/{kind}/{id}/{person}",
  summary: "Takes a share back; a share with oneself, too.",
  who: "member",
  params: onRecord.extend({ person: z.uuid() }),
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: ["lists.no_such_record", "lists.may_not_share"],
});
