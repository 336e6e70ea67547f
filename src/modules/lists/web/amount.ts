import { minorDigits } from "#lib/currency.ts";
import { type Money, majorString } from "#lib/money.ts";

/** An amount as it is typed: in major units, a point before the decimals. */
export function majorOf(amount: Money): string {
  return majorString(amount).replace(/\.0+$/, "");
}

/** What was typed as an amount; null where it is none. Thousands may be parted by commas, digits may be full width. */
export function minorOf(text: string, currency: string): Money | null {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
  if (!/^-?\d+(\.\d*)?$/.test(plain)) return null;
  return { minor: Math.round(Number(plain) * 10 ** minorDigits(currency)), currency };
}
