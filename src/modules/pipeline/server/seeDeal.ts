import { type Actor, type Choices, can, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { dayAt, daysBetween } from "#lib/time.ts";
import type { Reads } from "#platform/db/db.ts";
import { eventsOf } from "#platform/events/emit.ts";
import { type DealId, dealHolds } from "../deal.ts";
import type { Looking } from "./board.ts";
import { dealReach } from "./reach.ts";
import { dealShownTo, readPipelines } from "./store.ts";
import { momentsOf } from "./tellDeal.ts";

/** A deal as the actor may see it. */
export async function dealSeenBy(
  { db, actor, workspace }: { db: Reads; actor: Actor; workspace: Choices },
  id: DealId,
) {
  const deal = await dealShownTo(db, dealReach(actor, workspace), id);
  if (!deal) throw new Refusal("pipeline.no_such_deal", 404);
  return deal;
}

/** The deal with what the actor may do and how long it stood in each stage, by the days of its moves. */
export async function seeDeal(looking: Looking, id: DealId) {
  const deal = await dealSeenBy(looking, id);
  const standing = standingToOwner(looking.actor, deal, looking.workspace, dealHolds(deal, looking.today));
  return {
    ...deal,
    mayWrite: can("deal", "w", standing),
    mayDelete: can("deal", "d", standing),
    stages: await stageDays(looking, deal.id, deal.stageId, deal.closedOn),
  };
}

async function stageDays({ db, today, workspace }: Looking, id: DealId, current: string, closedOn: string | null) {
  const stages = (await readPipelines(db)).flatMap((pipeline) => pipeline.stages);
  const moments = momentsOf(await eventsOf(db, id)).filter(
    (moment) => moment.name === "deal_opened" || moment.name === "deal_moved",
  );
  const days = new Map<string, number>();
  moments.forEach((moment, at) => {
    const until = moments[at + 1] ? dayAt(moments[at + 1]!.at, workspace.zone) : (closedOn ?? today);
    const spent = Math.max(0, daysBetween(dayAt(moment.at, workspace.zone), until));
    days.set(moment.state.stageId, (days.get(moment.state.stageId) ?? 0) + spent);
  });
  return stages
    .filter((stage) => days.has(stage.id) || stage.id === current)
    .map((stage) => ({
      stageId: stage.id,
      name: stage.name,
      days: days.get(stage.id) ?? 0,
      current: stage.id === current,
    }));
}
