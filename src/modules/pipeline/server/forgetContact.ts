import type { Reads, Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { Erased } from "#platform/records/erase.ts";
import { forgetLeadsOf } from "./leadStore.ts";
import { contactRowsOf, forgetContactOn, stepRowsOf, unlinkContacts } from "./peopleStore.ts";

/** Who is erased has no part in a deal any more; a step of a decision stays, and names a blank row. */
export async function forgetContact(tx: Tx, { kind, id }: Erased): Promise<void> {
  if (kind !== "contact") return;
  await forgetLeadsOf(tx, id);
  for (const deal of await forgetContactOn(tx, id)) touched(tx, `deal:${deal}`);
}

export async function purgeContacts(tx: Tx, { kind, ids }: { kind: string; ids: readonly string[] }): Promise<void> {
  if (kind === "contact") await unlinkContacts(tx, ids);
}

export async function heldOnDeals(db: Reads, contactId: string): Promise<Record<string, readonly object[]>> {
  return { deal_contacts: await contactRowsOf(db, contactId), decision_steps: await stepRowsOf(db, contactId) };
}
