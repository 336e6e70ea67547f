import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { civilDate, idOf, moneyShape } from "#lib/shapes.ts";

export const quotaOwnerShape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("person"), person: idOf<"person">() }),
  z.strictObject({ kind: z.literal("team"), team: idOf<"team">() }),
]);

export const quotaAmountShape = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("count"), count: z.int() }),
  z.strictObject({ unit: z.literal("money"), money: moneyShape }),
]);

const what = {
  quotaId: idOf<"quota">(),
  metric: z.string(),
  period: z.string(),
  owner: quotaOwnerShape,
  amount: quotaAmountShape,
};

/** A quota holds from now on; `replaces` is the version it takes the place of. */
export const quotaSet = eventKind(
  "quota_set",
  "quota",
  z.strictObject({ ...what, setBy: idOf<"person">(), replaces: idOf<"quota">().nullable() }),
);

/** The day whose facts brought the actual up to the quota. */
export const quotaReached = eventKind("quota_reached", "quota", z.strictObject({ ...what, reachedOn: civilDate }));
