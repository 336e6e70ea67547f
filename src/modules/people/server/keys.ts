import type { KeyCare } from "#platform/records/keys.ts";

const stays = "nothing: the id stays, and names nobody once they are erased";

/** What of people names a person: a table read as one. */
export const peopleKeys: readonly KeyCare[] = [
  {
    column: "team_leads.person_id",
    of: "person",
    erase: stays,
    transfer: "nothing: ends with the last day (leave.ts)",
  },
  {
    column: "memberships.person_id",
    of: "person",
    erase: stays,
    transfer: "nothing: ends with the last day (leave.ts)",
  },
  { column: "invitations.person_id", of: "person", erase: "hook", transfer: "nothing: it is to them alone" },
  { column: "absences.person_id", of: "person", erase: "hook", transfer: "nothing: one is away oneself" },
  { column: "absences.cover_id", of: "person", erase: stays, transfer: "nothing: who covers is chosen anew" },
  { column: "transfers.from_id", of: "person", erase: stays, transfer: "nothing: it tells what passed" },
  { column: "transfer_items.to_id", of: "person", erase: stays, transfer: "nothing: it tells what passed" },
];
