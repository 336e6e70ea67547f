// What files say of deals and leads that are here: their people, their lines, how far a lead is.
import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { DealId } from "../deal.ts";
import { leadDisqualified, leadOwnerChanged, leadTakenUp } from "../leadEvents.ts";
import type { When } from "./closeDeal.ts";
import { saveLead } from "./leadStore.ts";
import { contactsOnAll, type DealContact, removeContactFrom, saveContactOn } from "./peopleStore.ts";
import { lockDeal, type StoredDeal, saveDeal } from "./store.ts";
import { touchedDeal } from "./tellDeal.ts";
import { tellLead, touchedLead } from "./tellLead.ts";

export type OnDeal = Omit<DealContact, "part">;

/** Sets who is on a deal; answers who was, and the deal's version, which that leaves as it is. */
export async function importContactsOn(
  tx: Tx,
  id: DealId,
  become: (was: readonly OnDeal[]) => readonly OnDeal[],
  now: Instant,
): Promise<{ was: OnDeal[]; version: number } | undefined> {
  const deal = await lockDeal(tx, id);
  if (!deal || deal.deletedAt) return undefined;
  const was = (await contactsOnAll(tx, [id])).map(({ contactId, partId }) => ({ contactId, partId }));
  const became = become(was);
  for (const { contactId } of was)
    if (!became.some((one) => one.contactId === contactId)) await removeContactFrom(tx, id, contactId);
  for (const one of became) await saveContactOn(tx, { id, ...one }, now);
  for (const { contactId } of became.filter((one) => !was.some((other) => other.contactId === one.contactId)))
    audit(tx, "deal", id, [{ field: "contacts", was: null, became: contactId }]);
  touchedDeal(tx, deal);
  touched(tx, ...[...was, ...became].map(({ contactId }) => `contact:${contactId}`));
  return { was, version: deal.version };
}

/** Brings a lead to what another program says of it, by the events that a person's own changes would have told. */
export async function updateImportedLead(tx: Tx, was: StoredDeal, became: StoredDeal, when: When): Promise<void> {
  await saveDeal(tx, was, became);
  await saveLead(tx, was.id, became.lead, null);
  audit(tx, "deal", was.id, [
    ...changesBetween(was, became, ["name", "organizationId", "ownerId", "value"]),
    ...changesBetween(was.lead, became.lead, ["state", "sourceId", "campaignId", "message"]),
  ]);
  if (was.ownerId !== became.ownerId) await tellLead(tx, leadOwnerChanged, became, when.today, { was: was.ownerId });
  const [before, after] = [was.lead.state === "disqualified", became.lead.state === "disqualified"];
  if (after && !before) await tellLead(tx, leadDisqualified, became, when.today, { reason: became.lead.reason ?? "" });
  if (before && !after) await tellLead(tx, leadTakenUp, became, when.today, {});
  touchedLead(tx, became);
}
