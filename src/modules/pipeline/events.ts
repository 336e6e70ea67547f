import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { civilDate, idOf, minor, moneyShape } from "#lib/shapes.ts";

/** The deal as it stood after what happened: each event carries it by value, so that figures can be counted from events alone. */
export const dealState = z.strictObject({
  dealId: idOf<"deal">(),
  ownerId: idOf<"person">().nullable(),
  organizationId: idOf<"organization">().nullable(),
  stageId: idOf<"stage">(),
  /** Absent in events of the time when there was one pipeline. */
  pipelineId: idOf<"pipeline">().optional(),
  probability: z.int(),
  value: moneyShape,
  baseMinor: minor,
  lines: z.array(
    z.strictObject({
      productId: idOf<"product">(),
      quantity: z.int(),
      priceMinor: minor,
      amountMinor: minor.optional(),
    }),
  ),
  openedOn: civilDate.nullable(),
  /** The day it counts for. */
  on: civilDate,
});
export type DealState = z.infer<typeof dealState>;

export const dealOpened = eventKind("deal_opened", "deal", dealState);
export const dealMoved = eventKind(
  "deal_moved",
  "deal",
  dealState.extend({ from: idOf<"stage">(), fromPipeline: idOf<"pipeline">().optional() }),
);
const reason = { reasonId: idOf<"reason">().nullable().default(null), reasonText: z.string().nullable().default(null) };
export const dealWon = eventKind("deal_won", "deal", dealState.extend(reason));
export const dealLost = eventKind("deal_lost", "deal", dealState.extend(reason));
export const dealReopened = eventKind("deal_reopened", "deal", dealState.extend({ was: z.enum(["won", "lost"]) }));
export const dealValueChanged = eventKind("deal_value_changed", "deal", dealState.extend({ was: moneyShape }));
export const dealOwnerChanged = eventKind(
  "deal_owner_changed",
  "deal",
  dealState.extend({ was: idOf<"person">().nullable() }),
);
/** Its organization, its products or its opening day were put right. */
export const dealCorrected = eventKind("deal_corrected", "deal", dealState);
/** Its expected close was set, put off or brought forward. */
export const dealRescheduled = eventKind(
  "deal_rescheduled",
  "deal",
  dealState.extend({ was: civilDate.nullable(), became: civilDate.nullable() }),
);
export const dealRanked = eventKind(
  "deal_ranked",
  "deal",
  dealState.extend({ was: idOf<"rank">().nullable(), became: idOf<"rank">().nullable() }),
);
export const dealDeleted = eventKind("deal_deleted", "deal", dealState);
export const dealRestored = eventKind("deal_restored", "deal", dealState);

/** A quote of its lines was issued. Of the deal itself nothing changed. */
export const quoteIssued = eventKind(
  "quote_issued",
  "deal",
  z.strictObject({ dealId: idOf<"deal">(), quoteId: idOf<"quote">(), number: z.string(), value: moneyShape }),
);

export const dealEvents = [
  dealOpened,
  dealMoved,
  dealWon,
  dealLost,
  dealReopened,
  dealValueChanged,
  dealOwnerChanged,
  dealCorrected,
  dealRescheduled,
  dealRanked,
  dealDeleted,
  dealRestored,
] as const;
export type DealEventName =
  | "deal_opened"
  | "deal_moved"
  | "deal_won"
  | "deal_lost"
  | "deal_reopened"
  | "deal_value_changed"
  | "deal_owner_changed"
  | "deal_corrected"
  | "deal_rescheduled"
  | "deal_ranked"
  | "deal_deleted"
  | "deal_restored";
