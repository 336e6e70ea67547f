import type { Id } from "#lib/id.ts";
import type { Money } from "#lib/money.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Line } from "./line.ts";
import type { CountedBy } from "./rate.ts";
import type { PipelineId, Stage, StageId } from "./stage.ts";

export type DealId = Id<"deal">;
export type ProductId = Id<"product">;
export type ReasonId = Id<"reason">;
export type RankId = Id<"rank">;
export type PartId = Id<"part">;

/** How a deal stands. Open, won and lost belong to the deal, not to its stage: it keeps the stage it closed from. */
export type Standing =
  | { status: "open" }
  | { status: "won"; closedOn: CivilDate; reason: Reason | null }
  | { status: "lost"; closedOn: CivilDate; reason: Reason | null };
export type Reason = { id: ReasonId | null; text: string | null };

/** A qualified chance to sell, with a value, in a stage of a pipeline. */
export type Deal = {
  id: DealId;
  key: string | null;
  name: string;
  pipelineId: PipelineId;
  stageId: StageId;
  organizationId: OrganizationId | null;
  ownerId: PersonId | null;
  value: Money;
  /** The value in the workspace's currency. */
  baseMinor: number;
  /** What counted it; null in the workspace's own currency. */
  countedBy: CountedBy | null;
  /** Either the value is theirs, or there are none. */
  lines: Line[];
  /** Null for a deal that came without a day: open, and in no period of `deals_opened`. */
  openedOn: CivilDate | null;
  expectedCloseOn: CivilDate | null;
  /** What was first expected, and how often it was put off. */
  firstCloseOn: CivilDate | null;
  slips: number;
  /** How sure the rep is, of the workspace's own list. */
  rankId: RankId | null;
  stageSince: Instant;
  nextStep: NextStep | null;
  lastTouchAt: Instant;
  createdAt: Instant;
  version: number;
  standing: Standing;
};

export type NextStep = { kind: string; subject: string; at: Instant };

/** Won today, or on an earlier day that is not before its opening. A reason is welcome, and never asked for. */
export function win(deal: Deal, wonOn: CivilDate, reason: Reason | null, today: CivilDate): Deal {
  requireOpen(deal);
  checkClose(deal, wonOn, today, "/wonOn");
  return { ...deal, standing: { status: "won", closedOn: wonOn, reason } };
}

/** Lost, with a reason: from the list, in words, or both. */
export function lose(deal: Deal, lostOn: CivilDate, reason: Reason, today: CivilDate): Deal {
  requireOpen(deal);
  checkClose(deal, lostOn, today, "/lostOn");
  if (!reason.id && !reason.text?.trim()) throw refuseField("pipeline.reason_missing", "/reason");
  return { ...deal, standing: { status: "lost", closedOn: lostOn, reason } };
}

/** Back to the stage it closed from; its earlier close stays in the history. */
export function reopen(deal: Deal): Deal {
  if (deal.standing.status === "open") throw new Refusal("pipeline.deal_is_open", 409, { id: deal.id });
  return { ...deal, standing: { status: "open" } };
}

/** To another stage, of any pipeline. The stage it is in already is no move. */
export function move(deal: Deal, to: Stage, now: Instant): Deal {
  requireOpen(deal);
  return to.id === deal.stageId ? deal : { ...deal, pipelineId: to.pipelineId, stageId: to.id, stageSince: now };
}

/** Another expected close; later than before is a slip. */
export function reschedule(deal: Deal, to: CivilDate | null): Deal {
  const slipped = deal.expectedCloseOn !== null && to !== null && to > deal.expectedCloseOn;
  return {
    ...deal,
    expectedCloseOn: to,
    firstCloseOn: deal.firstCloseOn ?? to,
    slips: deal.slips + (slipped ? 1 : 0),
  };
}

export function checkNotNegative(value: Money): void {
  if (value.minor < 0) throw refuseField("pipeline.value_negative", "/value/minor");
}

function requireOpen(deal: Deal): void {
  if (deal.standing.status !== "open")
    throw new Refusal("pipeline.deal_is_closed", 409, { id: deal.id, status: deal.standing.status });
}

function checkClose(deal: Deal, on: CivilDate, today: CivilDate, pointer: string): void {
  if (on > today) throw refuseField("pipeline.closed_in_future", pointer);
  if (deal.openedOn && on < deal.openedOn)
    throw refuseField("pipeline.closed_before_opened", pointer, { openedOn: deal.openedOn });
}

/** What holds of a deal for the lines of permissions.json: who covers works on what is open, and takes back their slip of today. */
export function dealHolds(
  { status, closedOn }: { status: Standing["status"]; closedOn: CivilDate | null },
  today: CivilDate,
): string[] {
  return status === "open" || closedOn === today ? ["open, or closed today"] : [];
}
