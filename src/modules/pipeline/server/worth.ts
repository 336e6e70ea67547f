import type { CurrencyCode } from "#lib/currency.ts";
import { type Money, money } from "#lib/money.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { Reads } from "#platform/db/db.ts";
import { checkNotNegative, type Deal } from "../deal.ts";
import { type Line, valueOfLines } from "../line.ts";
import { type CountedBy, toBase } from "../rate.ts";
import { readProducts } from "./catalogueStore.ts";
import { rateHeld } from "./rateStore.ts";

/** A line as it is asked for: what is left out, its product proposes. */
export type AskedLine = Pick<Line, "productId" | "quantity" | "priceMinor"> & {
  [Part in "discount" | "taxPercent" | "recurs" | "periods"]?: Line[Part] | undefined;
};
export type AskedWorth = { value?: Money | undefined; lines?: readonly AskedLine[] | undefined };
export type Worth = Pick<Deal, "value" | "baseMinor" | "countedBy" | "lines">;
/** What setting the one took away of the other. */
export type Cleared = "lines" | "value" | null;

/** A deal is worth the sum of its lines, or a plain value: never both. A rate is looked up only when the value changes. */
export async function worthAfter(
  db: Reads,
  base: CurrencyCode,
  asked: AskedWorth,
  { was, on }: { was: Worth | null; on: CivilDate },
): Promise<{ worth: Worth; cleared: Cleared }> {
  const lines = asked.lines && (await completed(db, asked.lines));
  const { value, kept, cleared } = chosen(was ?? { value: money(0, base), lines: [] }, asked.value, lines);
  checkNotNegative(value);
  const isSame = was && was.value.minor === value.minor && was.value.currency === value.currency;
  const counted = isSame ? was : await countedInBase(db, base, value, on);
  return { worth: { value, lines: kept, baseMinor: counted.baseMinor, countedBy: counted.countedBy }, cleared };
}

type Chosen = { value: Money; kept: Line[]; cleared: Cleared };

function chosen(was: Pick<Worth, "value" | "lines">, value: Money | undefined, lines: Line[] | undefined): Chosen {
  if (lines && lines.length > 0) {
    const sum = valueOfLines(lines, value?.currency ?? was.value.currency);
    if (value && value.minor !== sum.minor) throw refuseField("pipeline.value_and_lines", "/value", { sum: sum.minor });
    const isReplaced = was.lines.length === 0 && was.value.minor > 0 && was.value.minor !== sum.minor;
    return { value: sum, kept: lines, cleared: isReplaced ? "value" : null };
  }
  if (lines) return { value: value ?? was.value, kept: [], cleared: null };
  if (!value || (value.minor === was.value.minor && value.currency === was.value.currency))
    return { value: was.value, kept: was.lines, cleared: null };
  return { value, kept: [], cleared: was.lines.length > 0 ? "lines" : null };
}

async function completed(db: Reads, lines: readonly AskedLine[]): Promise<Line[]> {
  const products = lines.length > 0 ? await readProducts(db) : [];
  return lines.map((line, at) => {
    const product = products.find((one) => one.id === line.productId);
    if (!product) throw refuseField("pipeline.no_such_product", `/lines/${at}/productId`);
    const recurs = line.recurs === undefined ? product.recurs : line.recurs;
    return {
      ...{ productId: line.productId, quantity: line.quantity, priceMinor: line.priceMinor, recurs },
      discount: line.discount ?? null,
      taxPercent: line.taxPercent ?? product.taxPercent,
      periods: recurs === null ? 1 : (line.periods ?? product.periods),
    };
  });
}

async function countedInBase(
  db: Reads,
  base: CurrencyCode,
  value: Money,
  on: CivilDate,
): Promise<{ baseMinor: number; countedBy: CountedBy | null }> {
  if (value.currency === base) return { baseMinor: value.minor, countedBy: null };
  const countedBy = await rateHeld(db, { from: value.currency, to: base }, on);
  if (!countedBy) {
    const facts = { currency: value.currency, base, on };
    throw new Refusal("pipeline.no_rate", 422, facts, [{ pointer: "/value/currency", code: "pipeline.no_rate" }]);
  }
  return { baseMinor: toBase(value, base, countedBy.rate), countedBy };
}
