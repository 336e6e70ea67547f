import type { KeyCare } from "#platform/records/keys.ts";

const stays = "nothing: what one was told isn't told to a successor";

/** What of the inbox names a person. */
export const inboxKeys: readonly KeyCare[] = [
  { column: "notifications.person_id", of: "person", erase: "hook", transfer: stays },
  {
    column: "notifications.by_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody",
    transfer: "nothing: who did something stays who did it",
  },
  { column: "notification_choices.person_id", of: "person", erase: "hook", transfer: stays },
  { column: "notification_habits.person_id", of: "person", erase: "hook", transfer: stays },
];
