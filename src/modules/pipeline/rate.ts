import { type CurrencyCode, isCurrency, minorDigits } from "#lib/currency.ts";
import type { Money } from "#lib/money.ts";
import { type CivilDate, isCivilDate } from "#lib/time.ts";

/** What one unit of a currency was worth in the workspace's own, from a day on until the next rate. */
export type Rate = { from: CurrencyCode; on: CivilDate; rate: string };
/** The rate that a value was counted by; `on` is the rate's own day. */
export type CountedBy = { rate: string; on: CivilDate };

export const ratePattern = /^\d{1,12}(\.\d{1,12})?$/;

/** Minor units of the workspace's currency, exact, rounded half up once. */
export function toBase(value: Money, base: CurrencyCode, rate: string): number {
  const [units = "0", decimals = ""] = rate.split(".");
  const scaled = BigInt(value.minor) * BigInt(units + decimals);
  const shift = decimals.length + minorDigits(value.currency) - minorDigits(base);
  const minor = Number(shift <= 0 ? scaled * 10n ** BigInt(-shift) : halfUp(scaled, 10n ** BigInt(shift)));
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${value.minor} × ${rate} is too large to be exact`);
  return minor;
}

export type BadRate = { line: number; why: "columns" | "currency" | "day" | "rate" };

/** Reads pasted lines "EUR, 2026-11-25, 1.0843", by comma, semicolon or tab; a head is passed over. */
export function readRates(text: string): { rates: Rate[]; bad: BadRate[] } {
  const rates: Rate[] = [];
  const bad: BadRate[] = [];
  text.split(/\r?\n/).forEach((row, at) => {
    if (row.trim() === "" || (at === 0 && !/\d/.test(row))) return;
    const read = readRate(row);
    if (typeof read === "string") bad.push({ line: at + 1, why: read });
    else rates.push(read);
  });
  return { rates, bad };
}

function readRate(row: string): Rate | BadRate["why"] {
  const cells = row.split(/[,;\t]/).map((cell) => cell.trim());
  if (cells.length !== 3) return "columns";
  const [from = "", on = "", rate = ""] = cells;
  if (!isCurrency(from.toUpperCase())) return "currency";
  if (!isCivilDate(on)) return "day";
  if (!isRate(rate)) return "rate";
  return { from: from.toUpperCase(), on, rate };
}

/** The newest of these that held on a day, of each currency. */
export function heldRates(rates: readonly Rate[]): (from: CurrencyCode, day: CivilDate) => CountedBy | undefined {
  const newestFirst = rates.toSorted((a, b) => (a.on < b.on ? 1 : -1));
  const byCurrency = Map.groupBy(newestFirst, ({ from }) => from);
  return (from, day) => {
    const held = byCurrency.get(from)?.find(({ on }) => on <= day);
    return held && { rate: held.rate, on: held.on };
  };
}

/** As it was typed: the database's numeric, and our export, carry all of its decimals. */
export function plainRate(rate: string): string {
  return rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate;
}

export function isRate(text: string): boolean {
  return ratePattern.test(text) && /[1-9]/.test(text);
}

function halfUp(amount: bigint, by: bigint): bigint {
  return (amount * 2n + by) / (by * 2n);
}
