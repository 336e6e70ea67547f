import type { Actor, Choices } from "#lib/policy/can.ts";
import { refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit } from "#platform/records/audit.ts";
import { type Deal, type DealId, lose, type Reason, reopen, win } from "../deal.ts";
import { dealLost, dealReopened, dealWon } from "../events.ts";
import { dealToChange } from "./reach.ts";
import { readReasons, type StoredDeal, saveDeal } from "./store.ts";
import { tellDeal } from "./tellDeal.ts";

export type When = { now: Instant; today: CivilDate };
export type Who = Actor & { choices: Choices };
type Asked = { id: DealId; version?: number | undefined };

export async function winDeal(
  tx: Tx,
  who: Who,
  { id, version, wonOn }: Asked & { wonOn?: CivilDate | undefined },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, id, { version });
  const deal = await saveStanding(tx, was, win(was, wonOn ?? when.today, when.today), when);
  await tellDeal(tx, dealWon, deal, wonOn ?? when.today, {}, was);
}

export async function loseDeal(
  tx: Tx,
  who: Who,
  { id, version, lostOn, reason }: Asked & { lostOn?: CivilDate | undefined; reason: Reason },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, id, { version });
  if (reason.id && !(await readReasons(tx)).some((one) => one.id === reason.id && one.kind === "lost"))
    throw refuseField("pipeline.no_such_reason", "/reasonId");
  const deal = await saveStanding(tx, was, lose(was, lostOn ?? when.today, reason, when.today), when);
  await tellDeal(tx, dealLost, deal, lostOn ?? when.today, { reasonId: reason.id, reasonText: reason.text }, was);
}

export async function reopenDeal(tx: Tx, who: Who, { id, version }: Asked, when: When): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, id, { version });
  const deal = await saveStanding(tx, was, reopen(was), when);
  await tellDeal(tx, dealReopened, deal, when.today, { was: was.standing.status === "won" ? "won" : "lost" }, was);
}

async function saveStanding(tx: Tx, was: StoredDeal, became: Deal, { now }: When): Promise<Deal> {
  const deal = { ...became, lastTouchAt: now };
  await saveDeal(tx, was, deal);
  audit(tx, "deal", deal.id, [{ field: "status", was: was.standing.status, became: deal.standing.status }]);
  return deal;
}
