import type { EventKind } from "#lib/event.ts";
import type { CivilDate } from "#lib/time.ts";
import { setBoughtOn } from "#modules/contacts/server/public.ts";
import { recountFormulas } from "#modules/fields/server/public.ts";
import type { Fact } from "#modules/metrics/fact.ts";
import { recordFacts } from "#modules/metrics/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit, eventsOf } from "#platform/events/emit.ts";
import type { StoredEvent } from "#platform/events/listener.ts";
import { touched } from "#platform/ground.ts";
import type { Deal } from "../deal.ts";
import { type DealMoment, dealFacts } from "../dealFacts.ts";
import { type DealEventName, type DealState, dealEvents } from "../events.ts";
import { leadEvents, leadReturned } from "../leadEvents.ts";
import { type LeadMoment, leadFacts } from "../leadFacts.ts";
import { lineAmounts } from "../line.ts";
import type { Stage } from "../stage.ts";
import { firstWins } from "./boughtStore.ts";
import { stageById } from "./catalogueStore.ts";
import { keepHistory } from "./keepHistory.ts";

/** The deal by value, as an event carries it. `on` is the day it counts for. */
export function stateOf(deal: Deal, stage: Pick<Stage, "probability">, on: CivilDate): DealState {
  const { id, ownerId, organizationId, pipelineId, stageId, value, baseMinor, openedOn } = deal;
  const lines = deal.lines.map((line) => ({
    ...{ productId: line.productId, quantity: line.quantity, priceMinor: line.priceMinor },
    amountMinor: lineAmounts(line).netMinor,
  }));
  return {
    dealId: id,
    ownerId,
    organizationId,
    pipelineId,
    stageId,
    probability: stage.probability,
    value,
    baseMinor,
    lines,
    openedOn,
    on,
  };
}

/** Emits what happened to a deal, counts its facts again, and tells the screens, in the transaction of the change. */
export async function tellDeal<Facts extends DealState>(
  tx: Tx,
  kind: EventKind<Facts>,
  deal: Deal,
  on: CivilDate,
  more: Omit<Facts, keyof DealState>,
  /** The stage it stands in, where it is known already. */
  known?: Pick<Stage, "probability">,
): Promise<void> {
  const before = await eventsOf(tx, deal.id);
  const stage = known ?? (await stageById(tx, deal.stageId));
  if (!stage) throw new Error(`Deal ${deal.id} stands in a stage that is not there`);
  // `more` holds just what this kind of event adds to the state.
  const event = await emit(tx, kind, { record: deal.id, facts: { ...stateOf(deal, stage, on), ...more } as Facts });
  const events = [...before, event];
  await recordFacts(tx, deal.id, factsOf(events));
  await recountFormulas(tx, "deal", [deal.id]);
  await keepHistory(tx, [{ ...more, ...momentsOf(events).at(-1)! }]);
  if (deal.organizationId && closing.has(kind.name)) await setBoughtOn(tx, await firstWins(tx, [deal.organizationId]));
  touchedDeal(tx, deal);
}

/** What may change the day an organization first bought. */
const closing = new Set<string>(["deal_won", "deal_reopened", "deal_corrected", "deal_deleted", "deal_restored"]);

export function touchedDeal(tx: Tx, { id, organizationId }: Pick<Deal, "id" | "organizationId">): void {
  touched(tx, "deals", `deal:${id}`, ...(organizationId ? [`organization:${organizationId}`] : []));
}

/** All that a record stands for: as the lead it was, and as the deal it is since it was last qualified. */
export function factsOf(events: readonly StoredEvent[]): Fact[] {
  const since = events.slice(events.findLastIndex(({ name }) => name === leadReturned.name) + 1);
  return [...dealFacts(momentsOf(since)), ...leadFacts(leadMomentsOf(events))];
}

const leadNames = new Set<string>(leadEvents.map((kind) => kind.name));

function leadMomentsOf(events: readonly StoredEvent[]): LeadMoment[] {
  const deletions: Record<string, string> = { deal_deleted: "lead_deleted", deal_restored: "lead_restored" };
  return events
    .filter(({ name }) => leadNames.has(name) || (name in deletions && events.some((one) => leadNames.has(one.name))))
    .map(({ name, happenedAt, facts }) => ({
      name: deletions[name] ?? name,
      at: happenedAt,
      facts: facts as LeadMoment["facts"],
    }));
}

const names = new Set<string>(dealEvents.map((kind) => kind.name));

/** A deal's own events as its facts are counted from. */
export function momentsOf(events: readonly StoredEvent[]): DealMoment[] {
  return events
    .filter((event) => names.has(event.name))
    .map(({ name, happenedAt, facts }) => ({ name: name as DealEventName, at: happenedAt, state: facts as DealState }));
}
