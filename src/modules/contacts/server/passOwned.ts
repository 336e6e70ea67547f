import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import type { Transferable } from "#platform/records/transfer.ts";
import { giveOwnedBack, type OwnedKind, ownedBy, passOwned } from "./ownedStore.ts";

/** Organizations and contacts pass from one person to another with whoever leaves or hands over. */
export const passesOn = (kind: OwnedKind): Transferable => ({
  kind,
  entity: kind,
  list: (db, from) => ownedBy(db, kind, from),
  pass: async (tx, { from, to, only }) => {
    const passed = await passOwned(tx, kind, { from, to, only });
    tell(
      tx,
      kind,
      passed.map(({ record }) => record),
      { from, to },
    );
    return passed;
  },
  giveBack: async (tx, passed, { from, to }) => {
    const back = await giveOwnedBack(tx, kind, passed, { from, to });
    tell(tx, kind, back, { from, to });
    return back;
  },
});

function tell(tx: Tx, kind: OwnedKind, ids: readonly string[], { from, to }: { from: string; to: string }): void {
  for (const id of ids) audit(tx, kind, id, [{ field: "ownerId", was: from, became: to }]);
  touched(tx, `${kind}s`, ...ids.map((id) => `${kind}:${id}`));
}
