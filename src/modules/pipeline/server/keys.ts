import type { KeyCare } from "#platform/records/keys.ts";

/** What of the pipeline names a record: a table read as one. */
export const pipelineKeys: readonly KeyCare[] = [
  {
    column: "quotes.issuer_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody; what was offered to a customer is the company's record, as issued",
    transfer: "nothing: who issued a quote stays who issued it",
  },
  {
    column: "deals.owner_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody once they are erased",
    transfer: "hook",
  },
  {
    column: "deals.organization_id",
    of: "organization",
    trash: "nothing: a deal is still there when its organization is in the trash",
    purge: "nothing: an organization stays while a deal names it (contacts/server/trash.ts)",
    merge: "hook",
  },
  {
    column: "deal_contacts.contact_id",
    of: "contact",
    erase: "hook",
    trash: "nothing: who is in the trash isn't read, and comes back with their part",
    purge: "hook",
    merge: "hook",
  },
  {
    column: "decision_steps.contact_id",
    of: "contact",
    erase: "nothing: the step stays, and names a blank row",
    trash: "nothing: who is in the trash isn't read, and comes back to their step",
    purge: "hook",
    merge: "hook",
  },
];
