import { z } from "zod";
import { isCurrency } from "./currency.ts";
import type { Id } from "./id.ts";
import { isCivilDate, isZone } from "./time.ts";

/** Shapes that many routes and events share. Every object of the API is strict: an unknown field is refused, not dropped. */
export const civilDate = z.string().refine(isCivilDate, { error: "not_a_date" }).meta({ format: "date" });
export const instantShape = z.iso.datetime();
export const zone = z.string().refine(isZone, { error: "unknown_zone" });
export const currencyCode = z.string().refine(isCurrency, { error: "unknown_currency" });
export const minor = z.int().meta({ description: "Whole minor units: cents of USD, yen of JPY" });
export const moneyShape = z.strictObject({ minor, currency: currencyCode });

export function idOf<Kind extends string>(): z.ZodType<Id<Kind>, Id<Kind>> {
  return z.uuid() as unknown as z.ZodType<Id<Kind>, Id<Kind>>;
}
