import type { CurrencyCode } from "./currency.ts";
import { minorDigits } from "./currency.ts";

/** Whole minor units of one currency: cents for USD, yen for JPY, fils for KWD. */
export type Money = { readonly minor: number; readonly currency: CurrencyCode };

export function money(minor: number, currency: CurrencyCode): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is not a whole number of minor units`);
  return { minor, currency };
}

/** Throws RangeError on two currencies: there is no sum without a rate and its day. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} can't be added`);
  return money(a.minor + b.minor, a.currency);
}

/** Times a whole quantity. */
export function times(a: Money, quantity: number): Money {
  return money(a.minor * quantity, a.currency);
}

/**
 * Reads a decimal string of major units ("1234.5", "-3") exactly; null where it is no number, has more decimals than
 * the currency, or is too large to be exact.
 */
export function parseMajor(text: string, currency: CurrencyCode): Money | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  const digits = minorDigits(currency);
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > digits) return null;
  const minor = Number(whole + kept.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) return null;
  return money(sign && minor !== 0 ? -minor : minor, currency);
}

/** Major units as a decimal string with the currency's decimals: "1234.50", "1234" for JPY. */
export function majorString({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
