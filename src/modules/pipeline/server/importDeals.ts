import { type CivilDate, type Instant, noonOf } from "#lib/time.ts";
import { setBoughtOn } from "#modules/contacts/server/public.ts";
import type { Fact } from "#modules/metrics/fact.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import type { Deal, DealId } from "../deal.ts";
import { type DealMoment, dealFacts } from "../dealFacts.ts";
import { dealLost, dealMoved, dealOpened, dealWon } from "../events.ts";
import type { Stage, StageId } from "../stage.ts";
import { firstWins } from "./boughtStore.ts";
import { keepHistory } from "./keepHistory.ts";
import { insertDeals, type NewDeal } from "./store.ts";
import { stateOf } from "./tellDeal.ts";

/** A deal with its history: the moves it made, at their own days, before it came to stand as it stands. */
export type ImportedDeal = Omit<NewDeal, "createdAt" | "stageSince" | "lastTouchAt"> & {
  id: DealId;
  moves?: readonly { stageId: StageId; on: CivilDate }[];
};

/**
 * Takes in deals with their history as events at their own dates, in bulk. A deal without an opening day counts from today.
 * What happened on a bare day is told for its noon.
 */
export async function importDeals(
  tx: Tx,
  all: readonly ImportedDeal[],
  stages: readonly Stage[],
  { now, today, zone }: { now: Instant; today: CivilDate; zone: string },
): Promise<void> {
  const stageById = new Map(stages.map((stage) => [stage.id, stage]));
  const noons = new Map<CivilDate, Instant>();
  const noon = (day: CivilDate) => noons.get(day) ?? noons.set(day, noonOf(day, zone)).get(day)!;
  const told = all.map((deal) => ({
    deal,
    moments: momentsOfImport(deal, stageById, today, (day) => (day === today ? now : noon(day))),
  }));
  await insertDeals(
    tx,
    told.map(({ deal, moments }) => ({
      ...deal,
      createdAt: now,
      stageSince: lastEntry(moments),
      lastTouchAt: moments.at(-1)!.at,
    })),
  );
  for (const kind of [dealOpened, dealMoved, dealWon, dealLost] as const)
    await emitAll(tx, kind, happenings(told, kind.name) as never);
  await keepHistory(tx, told.flatMap(historyOf));
  await recordFactsOf(tx, new Map<string, Fact[]>(told.map(({ deal, moments }) => [deal.id, dealFacts(moments)])));
  const organizations = new Set(all.flatMap((deal) => (deal.organizationId ? [deal.organizationId] : [])));
  await setBoughtOn(tx, await firstWins(tx, [...organizations]));
  touched(tx, "deals", "organizations");
}

type Told = { deal: ImportedDeal; moments: DealMoment[] };

function happenings(told: readonly Told[], name: string) {
  return told.flatMap(({ deal, moments }) =>
    moments
      .filter((moment) => moment.name === name)
      .map(({ state, at }, index) => ({ record: deal.id, happenedAt: at, facts: factsFor(name, deal, state, index) })),
  );
}

function factsFor(name: string, deal: ImportedDeal, state: DealMoment["state"], index: number) {
  if (name === "deal_moved") return { ...state, from: deal.moves?.[index]?.stageId ?? state.stageId };
  return name === "deal_opened" ? state : { ...state, ...reasonOf(deal) };
}

function reasonOf({ standing }: ImportedDeal) {
  const reason = standing.status === "open" ? null : standing.reason;
  return { reasonId: reason?.id ?? null, reasonText: reason?.text ?? null };
}

function historyOf({ deal, moments }: Told) {
  return moments.map((moment, at) => ({ ...moment, from: moments[at - 1]?.state.stageId, ...reasonOf(deal) }));
}

/** Opened in the first stage of its history, moved through the others, closed when it closed. */
function momentsOfImport(
  deal: ImportedDeal,
  stages: ReadonlyMap<StageId, Stage>,
  today: CivilDate,
  at: (day: CivilDate) => Instant,
): DealMoment[] {
  const base: Deal = {
    ...deal,
    version: 1,
    nextStep: null,
    countedBy: deal.countedBy ?? null,
    rankId: deal.rankId ?? null,
    slips: deal.slips ?? 0,
    firstCloseOn: deal.firstCloseOn ?? deal.expectedCloseOn,
    createdAt: at(today),
    stageSince: at(today),
    lastTouchAt: at(today),
  };
  const openedOn = deal.openedOn ?? today;
  const path = deal.moves && deal.moves.length > 0 ? deal.moves : [{ stageId: deal.stageId, on: openedOn }];
  const moments = path.map(
    ({ stageId, on }, index): DealMoment => ({
      name: index === 0 ? "deal_opened" : "deal_moved",
      at: at(on),
      state: stateOf({ ...base, stageId }, stages.get(stageId)!, on),
    }),
  );
  if (deal.standing.status === "open") return moments;
  const { status, closedOn } = deal.standing;
  return [
    ...moments,
    {
      name: status === "won" ? "deal_won" : "deal_lost",
      at: at(closedOn),
      state: stateOf(base, stages.get(deal.stageId)!, closedOn),
    },
  ];
}

function lastEntry(moments: readonly DealMoment[]): Instant {
  return moments.findLast((moment) => moment.name === "deal_opened" || moment.name === "deal_moved")!.at;
}
