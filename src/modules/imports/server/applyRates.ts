import { z } from "zod";
import { newId } from "#lib/id.ts";
import { civilDate, currencyCode } from "#lib/shapes.ts";
import { readRates, setRates, takeRateOut } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { keyOfRate } from "../planRate.ts";
import type { RateRecord } from "../record.ts";
import type { Applying, RowOf } from "./applyRows.ts";
import { insertChanges, type RecordChange } from "./store.ts";

/** A rate has no id: its change bears one of its own, and says by currency and day which rate it was. `rate`: before it, if there was any. */
const rateChange = z.object({ from: currencyCode, on: civilDate, rate: z.string().nullable(), became: z.string() });

export async function applyRates(tx: Tx, applying: Applying, rows: readonly RowOf<RateRecord>[]): Promise<void> {
  const { importId, author, now } = applying;
  if (rows.length === 0) return;
  const base = author.workspace.currency;
  const before = await ratesByKey(tx, base);
  const rates = rows.map(({ record: { currency, rateOn, rate } }) => ({ from: currency, on: rateOn, rate }));
  await setRates(tx, base, rates, { now, today: author.today });
  await insertChanges(
    tx,
    importId,
    rates.map(({ from, on, rate }): RecordChange => {
      const was = { from, on, rate: before.get(keyOfRate(from, on)) ?? null, became: rate };
      return { kind: "rate", id: newId(), version: 1, was };
    }),
  );
}

/** The version that the import left, as long as the rate is the one that it entered. */
export async function versionOfRate(tx: Tx, { was }: RecordChange) {
  const { from, on, became } = rateChange.parse(was);
  const rate = (await ratesByKey(tx, (await theWorkspace(tx)).currency)).get(keyOfRate(from, on));
  return rate === undefined ? undefined : { version: rate === became ? 1 : 2, name: keyOfRate(from, on) };
}

export async function restoreRate(tx: Tx, ground: Ground, was: unknown): Promise<void> {
  const { from, on, rate } = rateChange.parse(was);
  const { currency, zone } = await theWorkspace(tx);
  const when = { now: ground.clock.now(), today: ground.clock.today(zone) };
  if (rate === null) await takeRateOut(tx, currency, { from, on });
  else await setRates(tx, currency, [{ from, on, rate }], when);
}

async function ratesByKey(tx: Tx, base: string): Promise<Map<string, string>> {
  return new Map((await readRates(tx, base)).map(({ from, on, rate }) => [keyOfRate(from, on), rate]));
}
