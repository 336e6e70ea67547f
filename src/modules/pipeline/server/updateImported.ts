import type { CivilDate } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { type Deal, reschedule } from "../deal.ts";
import {
  dealCorrected,
  dealLost,
  dealMoved,
  dealOwnerChanged,
  dealReopened,
  dealValueChanged,
  dealWon,
} from "../events.ts";
import type { When } from "./closeDeal.ts";
import { saveDeal } from "./store.ts";
import { tellDeal, touchedDeal } from "./tellDeal.ts";
import { tellReschedule } from "./tellReschedule.ts";

const audited = [
  "name",
  "stageId",
  "organizationId",
  "ownerId",
  "value",
  "lines",
  "openedOn",
  "expectedCloseOn",
  "standing",
] as const;

/** Brings a deal to what another program says of it, by the events that a person's own changes would have told. */
export async function updateImported(tx: Tx, was: Deal, asked: Deal, when: When): Promise<void> {
  const became: Deal = {
    ...reschedule({ ...asked, expectedCloseOn: was.expectedCloseOn }, asked.expectedCloseOn),
    lastTouchAt: when.now,
  };
  const isClosed = was.standing.status !== "open";
  const isMoved = became.stageId !== was.stageId;
  const closesAnew = !same(was, became, "standing");
  if (isMoved) became.stageSince = when.now;
  await saveDeal(tx, was, became);
  audit(tx, "deal", became.id, changesBetween(was, became, audited));
  const on = dayOf(became, when.today);
  // What is put right flows to the day the close counts for, so the corrections come before a new close.
  if (!same(was, became, "value")) await tellDeal(tx, dealValueChanged, became, dayOf(was, on), { was: was.value });
  if (!same(was, became, "ownerId")) await tellDeal(tx, dealOwnerChanged, became, dayOf(was, on), { was: was.ownerId });
  if (!same(was, became, "organizationId") || !same(was, became, "lines") || !same(was, became, "openedOn"))
    await tellDeal(tx, dealCorrected, became, dayOf(was, on), {});
  await tellReschedule(tx, was, became, when);
  if (closesAnew && isClosed)
    await tellDeal(tx, dealReopened, became, when.today, { was: was.standing.status === "won" ? "won" : "lost" });
  if (isMoved) await tellDeal(tx, dealMoved, became, when.today, { from: was.stageId });
  if (closesAnew) await tellClose(tx, became);
  touchedDeal(tx, was);
  touchedDeal(tx, became);
}

async function tellClose(tx: Tx, deal: Deal): Promise<void> {
  if (deal.standing.status === "open") return;
  const { status, closedOn, reason } = deal.standing;
  const kind = status === "won" ? dealWon : dealLost;
  await tellDeal(tx, kind, deal, closedOn, { reasonId: reason?.id ?? null, reasonText: reason?.text ?? null });
}

function dayOf({ standing }: Deal, otherwise: CivilDate): CivilDate {
  return standing.status === "open" ? otherwise : standing.closedOn;
}

function same(was: Deal, became: Deal, field: keyof Deal): boolean {
  return JSON.stringify(was[field]) === JSON.stringify(became[field]);
}
