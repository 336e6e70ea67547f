import { Refusal } from "#lib/refusal.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import type { FieldValues } from "#modules/fields/field.ts";
import { saveCustom, valuesOf } from "#modules/fields/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { PartId } from "../deal.ts";
import type { DecisionStep } from "../decision.ts";
import { customKey, filledFields, isOwnField, missingFields, placeOf } from "../required.ts";
import { changeFields, type DealChange } from "./changeDeal.ts";
import type { When, Who } from "./closeDeal.ts";
import { addContact, addSteps } from "./dealPeople.ts";
import { countsFor } from "./historyStore.ts";
import { lockDeal, type StoredDeal } from "./store.ts";

/** What a move or a win may bring along, so that what it asks for is given in the same request. */
export type Filling = DealChange & {
  contacts?: readonly { contactId: ContactId; partId: PartId | null }[] | undefined;
  decision?: readonly DecisionStep[] | undefined;
  custom?: FieldValues | undefined;
};

/** Saves what came along, then asks whether anything required is still missing: 422 with each of them. Answers the deal as it is now. */
export async function fillFields(
  tx: Tx,
  { who, workspace, was }: { who: Who; workspace: Workspace; was: StoredDeal },
  { required, filling }: { required: readonly string[]; filling: Filling | undefined },
  when: When,
): Promise<StoredDeal> {
  const deal = filling ? await pointedAt("/fields", () => fill(tx, { who, workspace, was }, filling, when)) : was;
  const own = filledFields({ ...deal, ...(await countsFor(tx, deal)) });
  const missing = missingFields(required, own.union(await filledCustom(tx, deal.id, required)));
  if (missing.length === 0) return deal;
  throw new Refusal(
    "pipeline.field_required",
    422,
    { fields: missing },
    missing.map((field) => ({ pointer: `/fields/${placeOf(field)}`, code: "pipeline.field_required" })),
  );
}

/** Which of the workspace's own fields have a value, where one is asked for; an archived one asks nothing any more. */
async function filledCustom(tx: Tx, id: string, required: readonly string[]): Promise<Set<string>> {
  const asked = required.filter((field) => !isOwnField(field));
  if (asked.length === 0) return new Set();
  const values = (await valuesOf(tx, "deal", [id])).get(id) ?? {};
  return new Set(asked.filter((field) => values[customKey(field)] !== null));
}

async function fill(
  tx: Tx,
  { who, workspace, was }: { who: Who; workspace: Workspace; was: StoredDeal },
  { contacts = [], decision = [], custom, ...fields }: Filling,
  when: When,
): Promise<StoredDeal> {
  if (Object.values(fields).some((field) => field !== undefined))
    await changeFields(tx, { who, workspace, was }, fields, when);
  for (const [at, contact] of contacts.entries()) await addContact(tx, who, was, contact, when.now, `/contacts/${at}`);
  if (decision.length > 0) await addSteps(tx, who, was, decision, when);
  if (custom) await saveCustom(tx, "deal", was.id, custom);
  const now = await lockDeal(tx, was.id);
  if (!now) throw new Error(`Deal ${was.id} is held, and gone`);
  return now;
}

/** A refusal of what came along points into it. */
async function pointedAt<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = error.errors.map((fault) => ({ ...fault, pointer: place + fault.pointer }));
    throw new Refusal(error.code, error.status, error.facts, errors);
  }
}
