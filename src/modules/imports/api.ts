import { z } from "zod";
import { route } from "#lib/route.ts";
import { currencyCode, idOf, instantShape } from "#lib/shapes.ts";
import { fieldTypes } from "#modules/fields/field.ts";
import { differences, sumParts } from "./compareSums.ts";
import { encodings } from "./decodeBytes.ts";
import { choices } from "./finding.ts";
import { importStates } from "./importRun.ts";
import { dateForms } from "./recogniseDates.ts";
import { decimalForms } from "./recogniseDecimals.ts";
import { separators } from "./splitCsv.ts";
import { targetKinds } from "./targetKinds.ts";

export const largestUploadBytes = 100 * 1024 * 1024;

const importId = idOf<"import">();
/** A choice, or the record by whose name a word is read: `use:Negotiation`. */
const answer = z.union([z.enum(choices), z.templateLiteral(["use:", z.string().min(1).max(500)])]);
const params = z.strictObject({ id: importId });
const kind = z.enum(targetKinds);
const outcome = z.enum(["create", "update", "same", "problem"]);
const done = z.strictObject({ done: z.literal(true) });
const counts = z.object({ create: z.int(), update: z.int(), same: z.int(), problem: z.int() });

export const importShape = z.object({
  id: importId,
  fileName: z.string(),
  kind: z.enum([...targetKinds, "unknown", "sample"]),
  state: z.enum(importStates),
  counts: counts.nullable(),
  rowsTotal: z.int(),
  rowsDone: z.int(),
  problem: z.string().nullable(),
  /** Of a workbook: its sheets that hold anything, and the one that is read. */
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  /** Its columns go where those of an earlier file with the same heads went. */
  remembered: z.boolean(),
  /** How many records its undo left in place. */
  kept: z.int(),
  author: z.string().nullable(),
  at: instantShape,
  finishedAt: instantShape.nullable(),
  undoneAt: instantShape.nullable(),
});

export const importsRoute = route({
  name: "imports",
  method: "GET",
  path: "/api/imports",
  summary: "Files brought in or waiting: mine, an admin's all.",
  who: "member",
  answer: z.array(importShape),
  refusals: [],
});

const fileRefusals = ["imports.file_too_large", "imports.file_is_empty", "imports.file_is_binary"];
const workbookRefusals = ["imports.workbook_too_large", "imports.file_is_no_workbook"];

export const uploadRoute = route({
  name: "uploadImport",
  method: "POST",
  path: "/api/imports",
  summary: "Takes a CSV or XLSX file, as bytes; nothing is brought in before it is started.",
  who: "member",
  query: z.strictObject({ name: z.string().trim().min(1).max(300) }),
  bytes: largestUploadBytes,
  answer: importShape,
  status: 201,
  refusals: [...fileRefusals, ...workbookRefusals, "http.not_bytes"],
});

export const importRoute = route({
  name: "import",
  method: "GET",
  path: "/api/imports/{id}",
  summary: "One import and how far it has come.",
  who: "member",
  params,
  answer: importShape,
  refusals: ["imports.no_such_import"],
});

const columnForm = {
  dates: z.enum(dateForms).optional(),
  decimals: z.enum(decimalForms).optional(),
  power: z.union([z.literal(0), z.literal(3), z.literal(6)]).optional(),
  currency: currencyCode.optional(),
};

export const setMappingRoute = route({
  name: "setImportMapping",
  method: "PATCH",
  path: "/api/imports/{id}",
  summary:
    "Says what the rows are, where columns go and how they are written, how the file is read, and what is settled.",
  who: "member",
  params,
  body: z
    .strictObject({
      kind,
      encoding: z.enum(encodings).nullable(),
      separator: z.enum(separators).nullable(),
      /** Of a workbook: which of its sheets is read. */
      sheet: z.string().max(200),
      columns: z
        .array(z.strictObject({ column: z.int().min(0), field: z.string().max(60).nullable(), ...columnForm }))
        .max(500),
      settled: z.record(z.string().max(600), answer),
    })
    .partial(),
  answer: importShape,
  refusals: [
    "imports.no_such_import",
    "imports.already_started",
    "imports.no_such_column",
    "imports.no_such_sheet",
    "imports.field_unknown",
    "imports.kind_unknown",
    ...fileRefusals,
    ...workbookRefusals,
  ],
});

export const addImportFieldRoute = route({
  name: "addImportField",
  method: "POST",
  path: "/api/imports/{id}/fields",
  summary: "Adds a field for a column that nothing fits, of the type that its values have, and sends the column there.",
  who: "admin",
  params,
  body: z.strictObject({
    column: z.int().min(0),
    label: z.string().trim().min(1).max(100).optional(),
    type: z.enum(fieldTypes).exclude(["formula"]).optional(),
  }),
  answer: importShape,
  status: 201,
  refusals: [
    "imports.no_such_import",
    "imports.already_started",
    "imports.no_such_column",
    "imports.kind_unknown",
    "imports.kind_without_fields",
    "fields.label_taken",
    "fields.choices_missing",
    ...fileRefusals,
  ],
});

export const forgetMappingRoute = route({
  name: "forgetImportMapping",
  method: "DELETE",
  path: "/api/imports/{id}/mapping",
  summary:
    "Forgets where columns of files with these heads went, and what was settled about them; this file is guessed anew.",
  who: "member",
  params,
  answer: importShape,
  refusals: ["imports.no_such_import", "imports.already_started", ...fileRefusals],
});

const finding = z.object({ code: z.string(), field: z.string().nullable(), value: z.string() });
const plannedRow = z.object({
  line: z.int(),
  outcome,
  name: z.string(),
  /** The record's fields as text, money in major units. */
  values: z.record(z.string(), z.string()),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  findings: z.array(finding),
});
export type ShownRow = z.infer<typeof plannedRow>;

export const dryRunShape = z.object({
  id: importId,
  kind: z.enum([...targetKinds, "unknown"]),
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  lines: z.int(),
  columns: z.array(
    z.object({
      head: z.string(),
      firstValues: z.array(z.string()),
      field: z.string().nullable(),
      ...columnForm,
      notes: z.array(z.string()),
      blank: z.int(),
      names: z.int(),
      found: z.int(),
    }),
  ),
  faults: z.array(z.object({ line: z.int(), code: z.string(), column: z.int().nullable() })),
  /** What the mapping still lacks; the rows are planned once it is empty. */
  lacks: z.array(z.object({ pointer: z.string(), code: z.string(), field: z.string().nullable() })),
  causes: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      field: z.string().nullable(),
      value: z.string().nullable(),
      closest: z.string().nullable(),
      rows: z.int(),
      firstLine: z.int(),
      choices: z.array(z.enum(choices)),
      chosen: answer,
      /** Whose names may be used in its place. */
      uses: z.enum(["stages", "persons", "products"]).nullable(),
    }),
  ),
  counts: counts.nullable(),
  toSettle: z.int(),
  rows: z.array(plannedRow),
  /** The workspace's own fields that columns may go to. */
  own: z.array(z.object({ key: z.string(), label: z.string(), type: z.enum(fieldTypes) })),
  uses: z.object({ stages: z.array(z.string()), persons: z.array(z.string()), products: z.array(z.string()) }),
  /** A file of problems, mended: its line and reason are passed over. */
  isProblems: z.boolean(),
  /** The file's sums beside what will be held: in minor units, plain numbers in millionths. */
  sums: z.array(
    z.object({
      column: z.int(),
      field: z.string(),
      currency: currencyCode.nullable(),
      rows: z.int(),
      file: z.number(),
      ours: z.number(),
      why: z.array(z.object({ why: z.enum(differences), rows: z.int(), amount: z.number() })),
      parts: z.array(
        z.object({
          by: z.enum(sumParts),
          lines: z.array(z.object({ name: z.string(), rows: z.int(), file: z.number(), ours: z.number() })),
        }),
      ),
    }),
  ),
});
export type DryRun = z.infer<typeof dryRunShape>;

const planRefusals = ["imports.no_such_import", "imports.author_gone", ...fileRefusals];

export const dryRunRoute = route({
  name: "importPlan",
  method: "GET",
  path: "/api/imports/{id}/plan",
  summary:
    "The dry run: columns with their first values and where they go, what is to settle, and what rows will become.",
  who: "member",
  params,
  answer: dryRunShape,
  refusals: planRefusals,
});

export const plannedRowsRoute = route({
  name: "importRows",
  method: "GET",
  path: "/api/imports/{id}/rows",
  summary: "The planned rows of one outcome or one cause, a page at a time.",
  who: "member",
  params,
  query: z.strictObject({
    outcome: outcome.optional(),
    cause: z.string().max(600).optional(),
    /** Rows by which this column's sum differs from ours. */
    differs: z.coerce.number().int().min(0).optional(),
    /** And the sum of which currency, where a column has several. */
    currency: currencyCode.optional(),
    after: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({ rows: z.array(plannedRow), count: z.int(), next: z.int().nullable() }),
  refusals: [...planRefusals, "imports.mapping_incomplete", "imports.kind_unknown"],
});

export const problemsRoute = route({
  name: "importProblems",
  method: "GET",
  path: "/api/imports/{id}/problems",
  summary: "The rows that stay out, with why, as a CSV file to be mended and brought in again.",
  who: "member",
  params,
  answer: z.object({ fileName: z.string(), text: z.string() }),
  refusals: [...planRefusals, "imports.mapping_incomplete", "imports.kind_unknown"],
});

export const startImportRoute = route({
  name: "startImport",
  method: "POST",
  path: "/api/imports/{id}/start",
  summary: "Brings the good rows in, as a job that survives a restart. One that failed goes on where it was.",
  who: "member",
  params,
  answer: importShape,
  status: 202,
  refusals: [
    ...planRefusals,
    "imports.already_started",
    "imports.mapping_incomplete",
    "imports.kind_unknown",
    "imports.nothing_to_take",
  ],
});

export const undoImportRoute = route({
  name: "undoImport",
  method: "POST",
  path: "/api/imports/{id}/undo",
  summary: "Takes the whole import back; what was changed since or is held by other records stays, and is listed.",
  who: "member",
  params,
  answer: importShape,
  status: 202,
  refusals: ["imports.no_such_import", "imports.nothing_to_undo"],
});

export const keptRoute = route({
  name: "importKept",
  method: "GET",
  path: "/api/imports/{id}/kept",
  summary: "What the undo left in place, and why: the first thousand.",
  who: "member",
  params,
  answer: z.array(z.object({ kind, id: z.uuid(), name: z.string(), why: z.enum(["changed", "held"]) })),
  refusals: ["imports.no_such_import"],
});

export const dropImportRoute = route({
  name: "dropImport",
  method: "DELETE",
  path: "/api/imports/{id}",
  summary: "Puts a file away that was not started.",
  who: "member",
  params,
  answer: done,
  refusals: ["imports.no_such_import", "imports.already_started"],
});

export const startsRoute = route({
  name: "starts",
  method: "GET",
  path: "/api/start",
  summary: "How this workspace may still start, and the sample where it holds one.",
  who: "member",
  answer: z.object({
    empty: z.boolean(),
    sample: importShape.nullable(),
    sampleOf: z.string().nullable(),
  }),
  refusals: [],
});

export const startRoute = route({
  name: "start",
  method: "POST",
  path: "/api/start",
  summary: "Starts an empty workspace: with the sample company, or with a pipeline and nothing else.",
  who: "admin",
  body: z.strictObject({ with: z.enum(["sample", "empty"]) }),
  answer: done,
  status: 202,
  refusals: ["imports.not_empty"],
});

export const removeSampleRoute = route({
  name: "removeSample",
  method: "DELETE",
  path: "/api/start",
  summary: "Removes the sample company and what was written about it.",
  who: "admin",
  answer: done,
  status: 202,
  refusals: ["imports.no_sample"],
});
