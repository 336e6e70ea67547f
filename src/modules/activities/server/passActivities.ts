import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Passing, Transferable } from "#platform/records/transfer.ts";
import { giveOpenBack, openOf, passOpen } from "./store.ts";

/** What is still to do passes on; what was done stays with whoever did it. */
export const activitiesPassOn: Transferable = {
  kind: "activity",
  entity: "activity",
  list: (db, from) => openOf(db, from),
  pass: async (tx, passing) => {
    const passed = await passOpen(tx, passing);
    tell(
      tx,
      passed.map(({ record }) => record),
      passing,
    );
    return passed;
  },
  giveBack: async (tx, passed, passing) => {
    const back = await giveOpenBack(tx, passed, passing);
    tell(tx, back, passing);
    return back;
  },
};

function tell(tx: Tx, ids: readonly string[], { from, to }: Passing): void {
  for (const id of ids) audit(tx, "activity", id, [{ field: "ownerId", was: from, became: to }]);
  if (ids.length > 0) touched(tx, "activities");
}
