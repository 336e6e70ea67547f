import type { KeyCare } from "#platform/records/keys.ts";

const staysWho = "nothing: the id stays, and names nobody; what was asked is the company's record of a deal";
const staysWhose = "nothing: who asked and who answered stays so";

/** What of the forecast names a record: a table read as one. */
export const forecastKeys: readonly KeyCare[] = [
  {
    column: "forecast_deals.owner_id",
    of: "person",
    erase: "nothing: a plain id, which names nobody once they are erased",
    transfer: "nothing: whose a deal was on a day gone by stays so",
  },
  {
    column: "forecast_deals.deal_id",
    of: "deal",
    trash: "nothing: the next night leaves it out",
    purge:
      "nothing: a plain id and amounts; a past forecast does not move (only an import taken back takes them along)",
  },
  {
    column: "help_notes.deal_id",
    of: "deal",
    trash: "nothing: it is read again when the deal is restored",
    purge: "nothing: the row goes with the deal's (on delete cascade)",
  },
  { column: "help_notes.asker_id", of: "person", erase: staysWho, transfer: staysWhose },
  { column: "help_notes.asked_id", of: "person", erase: staysWho, transfer: staysWhose },
  { column: "help_notes.answerer_id", of: "person", erase: staysWho, transfer: staysWhose },
  {
    column: "meetings.person_id",
    of: "person",
    erase: "hook",
    transfer: "nothing: what was said with somebody isn't told to a successor",
  },
];
