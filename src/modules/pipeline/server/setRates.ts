import type { CurrencyCode } from "#lib/currency.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { actingUser, touched } from "#platform/ground.ts";
import type { Rate } from "../rate.ts";
import type { When } from "./closeDeal.ts";
import { removeRate, saveRates } from "./rateStore.ts";

/** Enters rates; one of the same day is put right. Deals counted by it keep what they were counted by. */
export async function setRates(
  tx: Tx,
  base: CurrencyCode,
  rates: readonly Rate[],
  { now, today }: When,
): Promise<void> {
  rates.forEach((one, at) => {
    if (one.from === base) throw refuseField("pipeline.rate_of_base", `/rates/${at}/from`, { currency: base });
    if (one.on > today) throw refuseField("pipeline.rate_in_future", `/rates/${at}/on`);
  });
  await saveRates(tx, base, rates, { at: now, by: actingUser(tx) });
  touched(tx, "pipelines");
}

export async function takeRateOut(
  tx: Tx,
  base: CurrencyCode,
  rate: { from: CurrencyCode; on: CivilDate },
): Promise<void> {
  if (!(await removeRate(tx, base, rate))) throw new Refusal("pipeline.no_such_rate", 404);
  touched(tx, "pipelines");
}
