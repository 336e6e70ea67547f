import { type Actor, type Choices, reachOf } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Reads } from "#platform/db/db.ts";
import { survivorOf } from "./mergeStore.ts";
import { organizationReach } from "./reach.ts";
import { readableContacts, readableOrganizations } from "./store.ts";

/** Of an id that became one with another says which, where the actor may read that one; else it is not there at all. */
export async function sayMerged(
  db: Reads,
  actor: Actor,
  choices: Choices,
  kind: "contact" | "organization",
  id: string,
): Promise<void> {
  const survivor = await survivorOf(db, kind, id);
  if (!survivor) return;
  const seen =
    kind === "contact"
      ? await readableContacts(db, reachOf(actor, "contact", "r", choices), [survivor])
      : await readableOrganizations(db, organizationReach(actor, choices), [survivor]);
  // No 410: browsers keep that for ever, and an undo brings the record back.
  if (seen.has(survivor)) throw new Refusal("contacts.merged", 404, { mergedInto: survivor });
}
