import type { Tx } from "#platform/db/db.ts";
import type { ContactId, OrganizationId } from "../organization.ts";
import { contactById, organizationById } from "./store.ts";
import type { OwnerKind } from "./waysStore.ts";
import { saveReached } from "./waysStore.ts";

/** The keys of records that were written before there were any, or by older rules; the records themselves don't change. */
export async function writeKeysAnew(tx: Tx, kind: OwnerKind, ids: readonly string[]): Promise<void> {
  const records = [];
  for (const id of ids) {
    const found =
      kind === "contact" ? await contactById(tx, id as ContactId) : await organizationById(tx, id as OrganizationId);
    if (found) records.push(found);
  }
  await saveReached(tx, kind, records);
}
