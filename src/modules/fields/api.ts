import { z } from "zod";
import { route } from "#lib/route.ts";
import { idOf, moneyShape } from "#lib/shapes.ts";
import { fieldedRecords, fieldTypes, longestText } from "./field.ts";
import { longestFormula } from "./formula.ts";

const fieldId = idOf<"field">();
const record = z.enum(fieldedRecords);
const label = z.string().trim().min(1).max(100);
const choice = z.strictObject({ id: z.string().min(1).max(40), label, archived: z.boolean().default(false) });

export const fieldShape = z.object({
  id: fieldId,
  record,
  key: z.string(),
  label: z.string(),
  type: z.enum(fieldTypes),
  choices: z.array(z.object({ id: z.string(), label: z.string(), archived: z.boolean() })),
  formula: z.string().nullable(),
  position: z.int(),
  archived: z.boolean(),
  /** Shown on the cards of a board: of deals, at most two. */
  onCard: z.boolean(),
  version: z.int(),
});

/** Values by the fields' keys, as records are read and written with: what is left out stays, null makes blank. */
export const fieldValues = z
  .record(
    z.string().max(40),
    z.union([
      z.string().max(longestText.long_text),
      z.number(),
      z.boolean(),
      moneyShape,
      z.array(z.string().max(40)).max(100),
      z.null(),
    ]),
  )
  .meta({
    description:
      "Values of the workspace's own fields by their keys: text, a number, {minor, currency}, a day (2026-03-31), a moment (ISO 8601 with offset), a choice's id or a list of them, an id of a person, organization or contact, true or false; null is blank",
  });

export const fieldsRoute = route({
  name: "fields",
  method: "GET",
  path: "/api/fields",
  summary: "The workspace's own fields, in their order; archived ones too.",
  who: "member",
  query: z.strictObject({ record: record.optional() }),
  answer: z.array(fieldShape),
  refusals: [],
});

const formula = z.string().trim().min(1).max(longestFormula);
const formulaRefusals = ["fields.formula_wrong", "fields.formula_unknown_field", "fields.formula_not_a_number"];

export const addFieldRoute = route({
  name: "addField",
  method: "POST",
  path: "/api/fields",
  summary: "Adds a field to a kind of record. Its key is made of its label and never changes.",
  who: "admin",
  body: z.strictObject({
    record,
    label,
    type: z.enum(fieldTypes),
    choices: z.array(label).max(500).default([]),
    formula: formula.nullable().default(null),
  }),
  answer: fieldShape,
  status: 201,
  refusals: [
    "fields.label_taken",
    "fields.choices_missing",
    "fields.choice_twice",
    "fields.formula_missing",
    ...formulaRefusals,
  ],
});

export const changeFieldRoute = route({
  name: "changeField",
  method: "PATCH",
  path: "/api/fields/{id}",
  summary:
    "Renames a field, changes its choices or its formula, moves it to a place, archives it or takes it back. Its type stays; values of an archived one are kept.",
  who: "admin",
  params: z.strictObject({ id: fieldId }),
  body: z
    .strictObject({
      label,
      choices: z.array(choice).max(500),
      formula,
      position: z.int().min(0).max(10_000),
      archived: z.boolean(),
      onCard: z.boolean(),
    })
    .partial(),
  answer: fieldShape,
  refusals: [
    "fields.no_such_field",
    "fields.not_on_cards",
    "fields.too_many_on_cards",
    "fields.label_taken",
    "fields.choice_twice",
    "fields.choice_in_use",
    "fields.not_of_choices",
    "fields.not_a_formula",
    ...formulaRefusals,
  ],
});
