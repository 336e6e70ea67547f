import { reachOf } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { contactSeen } from "#modules/contacts/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Deal, DealId, PartId } from "../deal.ts";
import { checkSteps, type DecisionStep } from "../decision.ts";
import { readParts } from "./catalogueStore.ts";
import type { When, Who } from "./closeDeal.ts";
import { contactsOn, removeContactFrom, saveContactOn, saveSteps, stepsOf } from "./peopleStore.ts";
import { dealToChange } from "./reach.ts";
import { saveDeal } from "./store.ts";
import { touchedDeal } from "./tellDeal.ts";

type Asked = { id: DealId; version?: number | undefined };
type ContactPart = { contactId: ContactId; partId: PartId | null };

/** Adds somebody of the customer to a deal, or changes their part in it. */
export async function putDealContact(tx: Tx, who: Who, asked: Asked & ContactPart, { now }: When): Promise<void> {
  const deal = await dealToChange(tx, who, who.choices, asked.id, { version: asked.version });
  await addContact(tx, who, deal, asked, now, "");
  await saveDeal(tx, deal, { ...deal, lastTouchAt: now });
}

export async function removeDealContact(
  tx: Tx,
  who: Who,
  { id, version, contactId }: Asked & { contactId: ContactId },
): Promise<void> {
  const deal = await dealToChange(tx, who, who.choices, id, { version });
  if (!(await removeContactFrom(tx, id, contactId))) throw new Refusal("pipeline.no_such_contact", 404);
  await saveDeal(tx, deal, deal);
  audit(tx, "deal", id, [{ field: "contacts", was: contactId, became: null }]);
  toldTo(tx, deal, contactId);
}

/** On a deal that is held already. Who can't read a contact can't add one. */
export async function addContact(
  tx: Tx,
  who: Who,
  deal: Deal,
  { contactId, partId }: ContactPart,
  now: Instant,
  at: string,
): Promise<void> {
  if (!(await contactSeen(tx, reachOf(who, "contact", "r", who.choices), contactId)))
    throw refuseField("pipeline.no_such_contact", `${at}/contactId`);
  if (partId && !(await readParts(tx)).some(({ id }) => id === partId))
    throw refuseField("pipeline.no_such_part", `${at}/partId`);
  const was = (await contactsOn(tx, deal.id)).find((one) => one.contactId === contactId);
  await saveContactOn(tx, { id: deal.id, contactId, partId }, now);
  if (!was) audit(tx, "deal", deal.id, [{ field: "contacts", was: null, became: contactId }]);
  toldTo(tx, deal, contactId);
}

/** The customer's route of decision, whole and in order. */
export async function setDecision(
  tx: Tx,
  who: Who,
  asked: Asked & { steps: readonly DecisionStep[] },
  when: When,
): Promise<void> {
  const deal = await dealToChange(tx, who, who.choices, asked.id, { version: asked.version });
  await checkRoute(tx, who, await stepsOf(tx, deal.id), asked.steps, when);
  await saveSteps(tx, deal.id, asked.steps);
  await saveDeal(tx, deal, { ...deal, lastTouchAt: when.now });
  touchedDeal(tx, deal);
}

export async function addSteps(
  tx: Tx,
  who: Who,
  deal: Deal,
  steps: readonly DecisionStep[],
  when: When,
): Promise<void> {
  const before = await stepsOf(tx, deal.id);
  await checkRoute(tx, who, before, steps, when, "/decision");
  await saveSteps(tx, deal.id, [...before, ...steps]);
  touchedDeal(tx, deal);
}

/** A contact who stands in the route already may stay, even where the writer can't read them. */
async function checkRoute(
  tx: Tx,
  who: Who,
  before: readonly DecisionStep[],
  steps: readonly DecisionStep[],
  { today }: When,
  at = "/steps",
): Promise<void> {
  checkSteps(steps, today, at);
  const known = new Set(before.map(({ contactId }) => contactId));
  for (const [index, { contactId }] of steps.entries())
    if (
      contactId &&
      !known.has(contactId) &&
      !(await contactSeen(tx, reachOf(who, "contact", "r", who.choices), contactId))
    )
      throw refuseField("pipeline.no_such_contact", `${at}/${index}/contactId`);
}

function toldTo(tx: Tx, deal: Deal, contactId: ContactId): void {
  touchedDeal(tx, deal);
  touched(tx, `contact:${contactId}`);
}
