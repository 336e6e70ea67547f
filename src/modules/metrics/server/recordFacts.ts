import type { Tx } from "#platform/db/db.ts";
import { emitAll } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { figureMoved } from "../events.ts";
import { type Fact, mergeMoved, movedBetween } from "../fact.ts";
import { replaceFacts } from "./store.ts";

/** Replaces all facts of a record by these, in the transaction of the change, and says which figures moved. */
export async function recordFacts(tx: Tx, record: string, facts: readonly Fact[]): Promise<void> {
  await recordFactsOf(tx, new Map([[record, facts]]));
}

/** As `recordFacts`, for many records: one event for each metric and person that moved. */
export async function recordFactsOf(tx: Tx, all: ReadonlyMap<string, readonly Fact[]>): Promise<void> {
  const records = [...all.keys()];
  const facts = [...all].flatMap(([record, rows]) => rows.map((fact) => ({ ...fact, record })));
  const was = Map.groupBy(await replaceFacts(tx, records, facts), (fact) => fact.record);
  const moved = mergeMoved(records.flatMap((record) => movedBetween(was.get(record) ?? [], all.get(record) ?? [])));
  if (moved.length === 0) return;
  // A figure is no record: its event is filed under the person, or under the first record that moved it.
  await emitAll(
    tx,
    figureMoved,
    moved.map((one) => ({ record: one.person ?? records[0]!, facts: one })),
  );
  touched(tx, "figures");
}
