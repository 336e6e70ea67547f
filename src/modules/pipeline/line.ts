import type { CurrencyCode } from "#lib/currency.ts";
import { type Money, money } from "#lib/money.ts";
import type { ProductId } from "./deal.ts";

export type Discount = { percent: number } | { minor: number };
export type Recurs = "monthly" | "yearly";

/** What is sold: a product, how many, at what price each in the deal's currency, once or for a number of periods. */
export type Line = {
  productId: ProductId;
  quantity: number;
  priceMinor: number;
  discount: Discount | null;
  /** Up to two decimals. */
  taxPercent: number;
  recurs: Recurs | null;
  /** How often it is paid: 1 unless it recurs. */
  periods: number;
};

export type LineAmounts = { grossMinor: number; discountMinor: number; netMinor: number; taxMinor: number };

/** Sold once, without discount or tax. */
export function plainLine(productId: ProductId, quantity: number, priceMinor: number): Line {
  return { productId, quantity, priceMinor, discount: null, taxPercent: 0, recurs: null, periods: 1 };
}

/** Each line is rounded by itself, half up, to the currency's own minor unit; so the sum is what the lines show. */
export function lineAmounts(line: Omit<Line, "productId">): LineAmounts {
  const gross = BigInt(line.priceMinor) * BigInt(line.quantity) * BigInt(line.periods);
  const off = discountOf(line.discount, gross);
  const net = gross - off;
  return {
    grossMinor: whole(gross),
    discountMinor: whole(off),
    netMinor: whole(net),
    taxMinor: whole(shareOf(net, line.taxPercent)),
  };
}

/** Before tax, all periods: what the deal is worth by its lines. */
export function valueOfLines(lines: readonly Omit<Line, "productId">[], currency: CurrencyCode): Money {
  return money(
    lines.reduce((sum, line) => sum + lineAmounts(line).netMinor, 0),
    currency,
  );
}

export function taxOfLines(lines: readonly Omit<Line, "productId">[], currency: CurrencyCode): Money {
  return money(
    lines.reduce((sum, line) => sum + lineAmounts(line).taxMinor, 0),
    currency,
  );
}

/** Never more than the line itself. */
function discountOf(discount: Discount | null, gross: bigint): bigint {
  if (!discount) return 0n;
  const off = "percent" in discount ? shareOf(gross, discount.percent) : BigInt(discount.minor);
  return off > gross ? gross : off;
}

/** A percentage has two decimals at most, so hundredths of it are whole. */
function shareOf(amount: bigint, percent: number): bigint {
  return (amount * BigInt(Math.round(percent * 100)) + 5000n) / 10_000n;
}

function whole(amount: bigint): number {
  const minor = Number(amount);
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${amount} is too large to be exact`);
  return minor;
}
