import { Refusal } from "#lib/refusal.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import type { FieldValues } from "#modules/fields/field.ts";
import { saveCustom, valuesOf } from "#modules/fields/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { PartId } from "../deal.ts";
import type { DecisionStep } from "../decision.ts";
import { customKey, customName, filledFields, isOwnField, missingFields, placeOf } from "../required.ts";
import { changeFields, type DealChange } from "./changeDeal.ts";
import type { When, Who } from "./closeDeal.ts";
import { addContact, addSteps } from "./dealPeople.ts";
import { countsOf } from "./historyStore.ts";
import { lockDeal, type StoredDeal } from "./store.ts";

/** What a move, a win or an opening may bring along, so that what it asks for is given in the same request. */
export type Filling = DealChange & {
  contacts?: readonly { contactId: ContactId; partId: PartId | null }[] | undefined;
  decision?: readonly DecisionStep[] | undefined;
  custom?: FieldValues | undefined;
};

/**
 * Saves what came along, then asks whether anything required is still missing: 422 with each of them. Answers the deal as it is now.
 * `place` is where in the request's body the fields stand.
 */
export async function fillFields(
  tx: Tx,
  { who, workspace, was }: { who: Who; workspace: Workspace; was: StoredDeal },
  { required, filling, place = "/fields" }: Asking,
  when: When,
): Promise<StoredDeal> {
  const deal = filling ? await pointedAt(place, () => fill(tx, { who, workspace, was }, filling, when)) : was;
  const missing = missingFields(required, await held(tx, deal, required));
  if (missing.length === 0) return deal;
  throw new Refusal(
    "pipeline.field_required",
    422,
    { fields: missing },
    missing.map((field) => ({ pointer: `${place}/${placeOf(field)}`, code: "pipeline.field_required" })),
  );
}

type Asking = { required: readonly string[]; filling: Filling | undefined; place?: string };

/** An archived field of the workspace's own asks nothing any more: it counts as filled. */
async function held(tx: Tx, deal: StoredDeal, required: readonly string[]): Promise<Set<string>> {
  const filled = (await fieldsHeld(tx, [deal])).get(deal.id) ?? new Set();
  const custom = required.filter((field) => !isOwnField(field));
  if (custom.length === 0) return filled;
  const inUse = (await valuesOf(tx, "deal", [deal.id])).get(deal.id) ?? {};
  return filled.union(new Set(custom.filter((field) => inUse[customKey(field)] === undefined)));
}

/** Of what a stage may ask for, what each of these deals has. */
export async function fieldsHeld(db: Reads, deals: readonly StoredDeal[]): Promise<Map<string, Set<string>>> {
  const ids = deals.map(({ id }) => id);
  const counts = await countsOf(db, ids);
  const values = await valuesOf(db, "deal", ids);
  return new Map(
    deals.map((deal) => {
      const own = filledFields({ ...deal, ...(counts.get(deal.id) ?? { contacts: 0, decisionSteps: 0 }) });
      const custom = Object.entries(values.get(deal.id) ?? {}).filter(([, value]) => value !== null);
      return [deal.id, own.union(new Set(custom.map(([key]) => customName(key))))];
    }),
  );
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
export async function pointedAt<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = error.errors.map((fault) => ({ ...fault, pointer: place + fault.pointer }));
    throw new Refusal(error.code, error.status, error.facts, errors);
  }
}
