import { isRate, plainRate } from "#modules/pipeline/rate.ts";
import type { Known, RateRecord } from "./record.ts";
import type { RowReader } from "./rowReader.ts";

/** A rate is known again by its currency and day. */
export function keyOfRate(currency: string, on: string): string {
  return `${currency} ${on}`;
}

/** The rate that a row gives, into the workspace's currency; null when it gives none. */
export function planRate(row: RowReader, known: Known): RateRecord | null {
  const currency = row.currency("currency", "");
  const rateOn = row.date("rateOn");
  const rate = row.decimal("rate");
  if (!row.text("currency")) row.say("no_currency", "currency");
  else if (currency === known.currency) row.say("rate_of_base", "currency");
  if (row.currency("base", known.currency) !== known.currency) row.say("rate_into_other", "base");
  if (!row.text("rateOn")) row.say("rate_without_day", "rateOn");
  else if (rateOn && rateOn > known.today) row.say("rate_in_future", "rateOn");
  const plain = rate === null ? null : plainRate(rate);
  if (plain === null ? !row.text("rate") : !isRate(plain)) row.say("no_rate_above_zero", "rate");
  if (currency === "" || rateOn === null || plain === null) return null;
  const key = keyOfRate(currency, rateOn);
  return { kind: "rate", key, name: key, currency, rateOn, rate: plain };
}
