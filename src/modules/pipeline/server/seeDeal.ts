import { type Actor, type Choices, can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { type CivilDate, dayAt, daysBetween } from "#lib/time.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { contactSeen } from "#modules/contacts/server/public.ts";
import { withCustom } from "#modules/fields/server/public.ts";
import { namesByLogin } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { sharedFor } from "#platform/records/shares.ts";
import { type DealId, dealHolds } from "../deal.ts";
import type { Looking } from "./board.ts";
import { dealShownTo } from "./dealShownStore.ts";
import { closesOf, movesOf, reschedulesOf, type SeenMove } from "./historyStore.ts";
import { contactsOn, stepsOf } from "./peopleStore.ts";
import { dealReach, reachesOf } from "./reach.ts";
import { readableDeals } from "./reachStore.ts";
import { dealsByIds, type StoredDeal } from "./store.ts";

/** A deal as the actor may see it. */
export async function dealSeenBy({ db, actor, workspace }: Seeing, id: DealId) {
  const deal = await dealShownTo(db, dealReach(actor, workspace), id);
  if (!deal) throw await whyNot({ db, actor, workspace }, id);
  return deal;
}

/** Unseen is 404; one that is a lead still is said to be one. */
async function whyNot({ db, actor, workspace }: Seeing, id: DealId): Promise<Refusal> {
  const isLead = (await readableDeals(db, reachesOf(actor, workspace), [id])).size > 0;
  return isLead ? new Refusal("pipeline.is_a_lead", 409, { id }) : new Refusal("pipeline.no_such_deal", 404);
}

type Seeing = { db: Reads; actor: Actor; workspace: Choices };

/** A deal or a lead that may be read, and its organization. */
export async function dealOrLeadSeenBy({ db, actor, workspace }: Seeing, id: DealId): Promise<StoredDeal> {
  const isReadable = (await readableDeals(db, reachesOf(actor, workspace), [id])).size > 0;
  const [found] = isReadable ? await dealsByIds(db, [id]) : [];
  if (!found) throw new Refusal("pipeline.no_such_deal", 404);
  return found;
}

/** The deal with what the actor may do, its people and decision, and what it went through. */
export async function seeDeal(looking: Looking, id: DealId) {
  const deal = await dealSeenBy(looking, id);
  const standing = standingToOwner(looking.actor, deal, looking.workspace, [
    ...dealHolds(deal, looking.today),
    ...(await sharedFor(looking.db, "deal", id, looking.actor.personId)),
  ]);
  const moves = await movesOf(looking.db, deal.id);
  return {
    ...(await withCustom(looking.db, "deal", deal)),
    mayWrite: can("deal", "w", standing),
    mayDelete: can("deal", "d", standing),
    stages: daysInStages(moves, deal.closedOn ?? looking.today, looking.workspace.zone, deal.stageId),
    contacts: await contactsSeen(looking, deal.id),
    decision: await decisionSeen(looking, deal.id),
    history: await historySeen(looking.db, deal.id, moves),
  };
}

/** How long it stood in each stage, by the days of its moves, in the order it first came there. */
function daysInStages(moves: readonly SeenMove[], until: CivilDate, zone: string, current: string) {
  const stages = new Map<string, { stageId: SeenMove["stageId"]; name: string; days: number; current: boolean }>();
  moves.forEach(({ stageId, stage, at }, index) => {
    const next = moves[index + 1];
    const spent = Math.max(0, daysBetween(dayAt(at, zone), next ? dayAt(next.at, zone) : until));
    const days = (stages.get(stageId)?.days ?? 0) + spent;
    stages.set(stageId, { stageId, name: stage, days, current: stageId === current });
  });
  return [...stages.values()];
}

/** Those whom the reader may read; how many more there are is said by the deal's count. */
async function contactsSeen(looking: Looking, id: DealId) {
  const all = await contactsOn(looking.db, id);
  const seen = await Promise.all(all.map((one) => nameOf(looking, one.contactId)));
  return all.flatMap((one, at) => {
    const contact = seen[at];
    return contact ? [{ ...one, name: contact.name, title: contact.title }] : [];
  });
}

async function decisionSeen(looking: Looking, id: DealId) {
  const steps = await stepsOf(looking.db, id);
  const seen = await Promise.all(steps.map(({ contactId }) => (contactId ? nameOf(looking, contactId) : undefined)));
  return steps.map((step, at) => ({ ...step, name: seen[at]?.name ?? step.who }));
}

const nameOf = ({ db, actor, workspace }: Looking, id: ContactId) =>
  contactSeen(db, reachOf(actor, "contact", "r", workspace), id);

async function historySeen(db: Reads, id: DealId, moves: readonly SeenMove[]) {
  const names = await namesByLogin(db);
  const who = (by: string | null) => (by ? (names.get(by) ?? null) : null);
  const closes = await closesOf(db, id);
  const reschedules = await reschedulesOf(db, id);
  return {
    moves: moves.map(({ by, valueMinor, currency, ...move }) => ({
      ...move,
      ...{ who: who(by), value: { minor: valueMinor, currency } },
    })),
    closes: closes.map(({ by, reopenedBy, valueMinor, currency, ...close }) => ({
      ...close,
      ...{ who: who(by), reopenedBy: who(reopenedBy), value: { minor: valueMinor, currency } },
    })),
    reschedules: reschedules.map(({ by, ...change }) => ({ ...change, who: who(by) })),
  };
}
