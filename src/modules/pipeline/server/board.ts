import type { z } from "zod";
import type { Actor } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import { cardValues } from "#modules/fields/server/public.ts";
import { peopleUnder, type TeamId } from "#modules/people/person.ts";
import { teamsOn } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { boardRoute, CardShape, DealFilter, DealShape } from "../api.ts";
import type { StageId } from "../stage.ts";
import { readPipelines } from "./catalogueStore.ts";
import { listDeals, type StoreFilter, stageTotals } from "./dealShownStore.ts";
import { dealReach } from "./reach.ts";

const cardsAtFirst = 40;
const order = { sort: "stageSince", order: "desc", limit: cardsAtFirst } as const;

type BoardStage = z.infer<typeof boardRoute.answer>["stages"][number];

export type Looking = { db: Reads; actor: Actor; workspace: Workspace; today: CivilDate };

/** Open deals by stage. Totals are over all of the filter, not over the cards that were loaded. */
export async function board(looking: Looking, { pipeline, ...asked }: DealFilter) {
  const { db, actor, workspace } = looking;
  const pipelines = await readPipelines(db);
  const chosen = pipeline ? pipelines.find((one) => one.id === pipeline) : pipelines[0];
  if (!chosen) throw new Refusal("pipeline.no_such_pipeline", 404);
  const reach = dealReach(actor, workspace);
  const filter: StoreFilter = { ...(await withPeople(looking, asked)), pipeline: chosen.id, status: "open" };
  const totals = new Map((await stageTotals(db, reach, filter)).map((one) => [one.stageId, one]));
  const stages: BoardStage[] = [];
  for (const { id, name, probability, rotDays, requires } of chosen.stages) {
    const { count = 0, valueMinor = 0, weightedMinor = 0 } = totals.get(id) ?? {};
    const page = count > 0 ? await listDeals(db, reach, { ...filter, stage: id }, order) : { rows: [], next: null };
    stages.push({
      id,
      name,
      probability,
      rotDays,
      requires,
      count,
      valueMinor,
      weightedMinor,
      cards: await withOwn(db, page.rows),
      next: page.next,
    });
  }
  const sum = (of: (stage: (typeof stages)[number]) => number) => stages.reduce((all, stage) => all + of(stage), 0);
  return {
    pipelineId: chosen.id,
    winRequires: chosen.winRequires,
    currency: workspace.currency,
    stages,
    count: sum((stage) => stage.count),
    valueMinor: sum((stage) => stage.valueMinor),
    weightedMinor: sum((stage) => stage.weightedMinor),
  };
}

export async function boardCards(
  looking: Looking,
  stage: StageId,
  { after, ...asked }: DealFilter & { after: string },
) {
  const filter: StoreFilter = { ...(await withPeople(looking, asked)), status: "open", stage };
  const page = await listDeals(looking.db, dealReach(looking.actor, looking.workspace), filter, { ...order, after });
  return { cards: await withOwn(looking.db, page.rows), next: page.next };
}

async function withOwn(db: Reads, deals: readonly DealShape[]): Promise<CardShape[]> {
  const own = await cardValues(
    db,
    "deal",
    deals.map(({ id }) => id),
  );
  return deals.map((deal) => ({ ...deal, own: own.get(deal.id) ?? [] }));
}

/** A team in a filter stands for its people today, at any depth. */
export async function withPeople(
  { db, today, workspace }: Pick<Looking, "db" | "today" | "workspace">,
  { team, ...filter }: DealFilter,
): Promise<StoreFilter> {
  const asked = { ...filter, today, zone: workspace.zone };
  if (!team) return asked;
  return { ...asked, owners: [...peopleUnder(await teamsOn(db, today), team as TeamId)] };
}
