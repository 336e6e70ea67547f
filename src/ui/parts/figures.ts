import type { CurrencyCode } from "#lib/currency.ts";
import { parseMajor } from "#lib/money.ts";

/**
 * What a person typed, as a plain decimal: full-width digits, group marks, currency signs and spaces are taken off. A comma is a
 * decimal mark only where it can be nothing else ("12,5"); null where it is no number.
 */
export function plainDecimal(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .replace(/[\s\p{Sc}'’円]/gu, "")
    .replace(/^[A-Z]{3}|[A-Z]{3}$/g, "");
  const decimalComma = /^-?\d+,(\d{1,2}|\d{4,})$/.test(text);
  const plain = decimalComma ? text.replace(",", ".") : text;
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const bare = grouped ? plain.replaceAll(",", "") : plain;
  return /^-?\d+(\.\d+)?$/.test(bare) ? bare : null;
}

export function numberTyped(typed: string): number | null {
  const plain = plainDecimal(typed);
  return plain === null ? null : Number(plain);
}

/** Whole minor units of what was typed; null where it is no amount of that currency. */
export function minorTyped(typed: string, currency: CurrencyCode): number | null {
  const plain = plainDecimal(typed);
  return plain === null ? null : (parseMajor(plain, currency)?.minor ?? null);
}
