import { fromKysely } from "pg-boss";
import { newId } from "#lib/id.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { groundOf, lockFor, touched } from "#platform/ground.ts";
import { type Field, type FieldChoice, type FieldedRecord, type FieldId, type FieldType, keyFor } from "../field.ts";
import { recountJob } from "./recountJob.ts";
import { checkFormula } from "./saveValues.ts";
import { choicesInUse, insertField, lockField, placeFields, readFields, saveField } from "./store.ts";

export type NewField = {
  record: FieldedRecord;
  label: string;
  type: FieldType;
  choices: readonly string[];
  formula: string | null;
};

export async function addField(tx: Tx, asked: NewField, now: Instant): Promise<Field> {
  await lockFor(tx, "fields", asked.record);
  const others = await readFields(tx, asked.record);
  checkLabel(others, asked.label);
  const choices = choicesFor(asked);
  if (asked.type === "formula" && !asked.formula) throw refuseField("fields.formula_missing", "/formula");
  const formula = asked.type === "formula" ? asked.formula : null;
  if (formula) checkFormula(asked.record, formula, others);
  const { record, label, type } = asked;
  const key = keyFor(label, new Set(others.map((field) => field.key)));
  const field = { id: newId<"field">(), record, key, label, type, choices, formula, position: others.length };
  await insertField(tx, field, now);
  if (formula) await recountAll(tx, record);
  touched(tx, "fields");
  return { ...field, archived: false, onCard: false, version: 1 };
}

export type FieldChange = {
  label?: string | undefined;
  choices?: readonly FieldChoice[] | undefined;
  formula?: string | undefined;
  position?: number | undefined;
  archived?: boolean | undefined;
  onCard?: boolean | undefined;
};

export async function changeField(tx: Tx, id: FieldId, asked: FieldChange, now: Instant): Promise<Field> {
  const was = await lockField(tx, id);
  if (!was) throw new Refusal("fields.no_such_field", 404);
  await lockFor(tx, "fields", was.record);
  const others = (await readFields(tx, was.record)).filter((field) => field.id !== id);
  if (asked.label !== undefined) checkLabel(others, asked.label);
  if (asked.choices) await checkChoices(tx, was, asked.choices);
  if (asked.formula !== undefined && was.type !== "formula") throw refuseField("fields.not_a_formula", "/formula");
  if (asked.formula) checkFormula(was.record, asked.formula, others);
  if (asked.onCard && !was.onCard) checkCards(was, others);
  const field: Field = {
    ...was,
    label: asked.label ?? was.label,
    choices: asked.choices ? [...asked.choices] : was.choices,
    formula: asked.formula ?? was.formula,
    archived: asked.archived ?? was.archived,
    onCard: asked.onCard ?? was.onCard,
  };
  await saveField(tx, field, now);
  const position = asked.position === undefined ? was.position : await place(tx, others, id, asked.position);
  if (field.formula !== was.formula || (was.archived && !field.archived)) await recountAll(tx, was.record);
  touched(tx, "fields");
  return { ...field, position, version: was.version + 1 };
}

function checkLabel(others: readonly Field[], label: string): void {
  if (others.some((field) => field.label.toLowerCase() === label.toLowerCase()))
    throw new Refusal("fields.label_taken", 409, { label }, [{ pointer: "/label", code: "fields.label_taken" }]);
}

/** A card has room for two, in a line; a name of somebody else and a long text have none. */
const mostOnCards = 2;
const notOnCards: readonly FieldType[] = ["long_text", "person", "organization", "contact"];

function checkCards({ record, type }: Field, others: readonly Field[]): void {
  if (record !== "deal" || notOnCards.includes(type)) throw refuseField("fields.not_on_cards", "/onCard");
  if (others.filter((field) => field.onCard && !field.archived).length >= mostOnCards)
    throw refuseField("fields.too_many_on_cards", "/onCard", { most: mostOnCards });
}

function choicesFor({ type, choices }: NewField): FieldChoice[] {
  if (type !== "choice" && type !== "choices") return [];
  if (choices.length === 0) throw refuseField("fields.choices_missing", "/choices");
  refuseTwice(choices);
  return choices.map((label) => ({ id: newId(), label, archived: false }));
}

/** A choice that a record has is archived, never taken away. */
async function checkChoices(tx: Tx, was: Field, choices: readonly FieldChoice[]): Promise<void> {
  if (was.type !== "choice" && was.type !== "choices") throw refuseField("fields.not_of_choices", "/choices");
  refuseTwice(choices.map(({ label }) => label));
  refuseTwice(choices.map(({ id }) => id));
  const gone = was.choices.filter(({ id }) => !choices.some((choice) => choice.id === id));
  const used = await choicesInUse(
    tx,
    was.id,
    gone.map(({ id }) => id),
  );
  const held = gone.find(({ id }) => used.has(id));
  if (held) throw refuseField("fields.choice_in_use", "/choices", { choice: held.label });
}

function refuseTwice(labels: readonly string[]): void {
  const twice = labels.findIndex((label, at) => labels.indexOf(label) !== at);
  if (twice >= 0) throw refuseField("fields.choice_twice", `/choices/${twice}`, { choice: labels[twice] });
}

async function place(tx: Tx, others: readonly Field[], id: FieldId, position: number): Promise<number> {
  const at = Math.min(position, others.length);
  await placeFields(tx, others.map((field) => field.id).toSpliced(at, 0, id));
  return at;
}

/** Every record's formulas are worked out again by a job: there may be hundreds of thousands. */
async function recountAll(tx: Tx, record: FieldedRecord): Promise<void> {
  await groundOf(tx).boss.send(recountJob.name, { record }, { db: fromKysely(tx) });
}
