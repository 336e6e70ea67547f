import type { CivilDate } from "#lib/time.ts";
import { type Line, lineAmounts, type Recurs } from "./line.ts";

export const quoteLanguages = ["en", "ja"] as const;
export type QuoteLanguage = (typeof quoteLanguages)[number];

export type QuoteLine = Omit<Line, "productId"> & { product: string };

/** All that is printed on a quote, by value: nothing of it follows a later change. */
export type QuoteContent = {
  language: QuoteLanguage;
  number: string;
  version: number;
  issuedOn: CivilDate;
  validUntil: CivilDate;
  subject: string;
  /** Name and address, a line each. */
  seller: string[];
  buyer: { organization: string | null; address: string[]; person: string | null };
  issuer: string;
  currency: string;
  lines: QuoteLine[];
  terms: string;
};

export type TaxSum = { percent: number; netMinor: number; taxMinor: number };
export type QuoteTotals = { netMinor: number; taxes: TaxSum[]; grossMinor: number };

/** What is paid once, and what recurs: each apart, since nobody adds a month to a machine. */
export type QuotePart = { recurs: Recurs | null; periods: number; lines: QuoteLine[]; totals: QuoteTotals };

/**
 * The parts of a quote, once first. Tax is taken from the sum of each rate and rounded once, half up: as an invoice of either country does it
 * (Japan's qualified invoices ask for it). A recurring part is summed for one period.
 */
export function partsOf(lines: readonly QuoteLine[]): QuotePart[] {
  const groups = Map.groupBy(lines, ({ recurs, periods }) => `${recurs ?? ""} ${periods}`);
  return [...groups.values()]
    .map((some) => {
      const { recurs, periods } = some[0]!;
      return { recurs, periods, lines: some, totals: totalsOf(some.map(ofOnePeriod)) };
    })
    .sort((a, b) => Number(a.recurs !== null) - Number(b.recurs !== null));
}

export function netOf(line: QuoteLine): number {
  return lineAmounts(ofOnePeriod(line)).netMinor;
}

/** A discount in money is of all periods: of one period it is its share. */
function ofOnePeriod(line: QuoteLine): QuoteLine {
  const { discount, periods } = line;
  if (!discount || "percent" in discount) return { ...line, periods: 1 };
  return { ...line, discount: { minor: Math.floor(discount.minor / periods + 0.5) }, periods: 1 };
}

/** Everything over all periods: what the deal's lines come to. */
export function totalsOf(lines: readonly QuoteLine[]): QuoteTotals {
  const rates = Map.groupBy(lines, ({ taxPercent }) => taxPercent);
  const taxes = [...rates]
    .map(([percent, some]): TaxSum => {
      const netMinor = some.reduce((sum, line) => sum + lineAmounts(line).netMinor, 0);
      return { percent, netMinor, taxMinor: taxOf(netMinor, percent) };
    })
    .sort((a, b) => b.percent - a.percent);
  const netMinor = taxes.reduce((sum, one) => sum + one.netMinor, 0);
  return { netMinor, taxes, grossMinor: taxes.reduce((sum, one) => sum + one.taxMinor, netMinor) };
}

/** A percentage has two decimals at most, so hundredths of it are whole. */
function taxOf(netMinor: number, percent: number): number {
  return Number((BigInt(netMinor) * BigInt(Math.round(percent * 100)) + 5000n) / 10_000n);
}

/** Of a year: four digits, more where there are more. */
export function quoteNumber(prefix: string, year: string, count: number): string {
  return `${prefix}${year}-${String(count).padStart(4, "0")}`;
}
