import type { KeyCare } from "#platform/records/keys.ts";

/** What of lists names a person. */
export const listKeys: readonly KeyCare[] = [
  {
    column: "views.owner_id",
    of: "person",
    erase: "nothing: the id stays, and names nobody once they are erased",
    transfer: "nothing: a view shows each who opens it their own rows; what all see stays",
  },
  {
    column: "view_choices.person_id",
    of: "person",
    erase: "nothing: it says which view a list opened with, and no name",
    transfer: "nothing: it is how one person looks at a list",
  },
];
