import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit } from "#platform/records/audit.ts";
import type { Passing, Transferable } from "#platform/records/transfer.ts";
import { leadOwnerChanged } from "../leadEvents.ts";
import { leadsOwned, lockLeadsOf } from "./leadStore.ts";
import { setOwners } from "./ownedStore.ts";
import { dealsByIds } from "./store.ts";
import { tellLead } from "./tellLead.ts";

/** Leads that are still to be worked on pass on; those given up stay with whoever gave them up. */
export const leadsPassOn: Transferable = {
  kind: "lead",
  entity: "lead",
  list: (db, from) => leadsOwned(db, from),
  pass: async (tx, passing) => {
    const leads = await lockLeadsOf(tx, passing.from, passing.only);
    await passLeads(
      tx,
      leads.map(({ id }) => id),
      passing,
    );
    return leads.map(({ id, version }) => ({ record: id, version: version + 1, was: null }));
  },
  giveBack: async (tx, passed, passing) => {
    const versions = new Map(passed.map(({ record, version }) => [record, version]));
    const held = await lockLeadsOf(tx, passing.from, [...versions.keys()]);
    const same = held.filter(({ id, version }) => versions.get(id) === version).map(({ id }) => id);
    await passLeads(tx, same, passing);
    return same;
  },
};

async function passLeads(tx: Tx, ids: readonly string[], { from, to, today }: Passing): Promise<void> {
  if (ids.length === 0) return;
  await setOwners(tx, ids, to);
  for (const lead of await dealsByIds(tx, ids)) {
    audit(tx, "deal", lead.id, [{ field: "ownerId", was: from, became: to }]);
    await tellLead(tx, leadOwnerChanged, lead, today, { was: from as PersonId });
  }
}
