import { can, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { actorOfPerson } from "#modules/activities/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import { type DealId, dealHolds } from "#modules/pipeline/deal.ts";
import {
  dealReach,
  dealSeenBy,
  dealsWithin,
  listDeals,
  reachesOf,
  readableDeals,
} from "#modules/pipeline/server/public.ts";
import type { Looking } from "#modules/quotas/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { sharedFor } from "#platform/records/shares.ts";
import type { HelpShape } from "../api.ts";
import { helpAnswered, helpWanted } from "../events.ts";
import { type Help, helpOn, insertHelp, lockOpenHelp, openHelp, saveAnswer } from "./meetingsStore.ts";

type Deal = Awaited<ReturnType<typeof dealSeenBy>>;

/** What waits for an answer on the deals of these people, or of all; as far as the actor may read them. */
export async function helpAsked(looking: Looking, owners: readonly string[] | undefined): Promise<HelpShape[]> {
  const { db, actor, workspace, today } = looking;
  const reach = dealReach(actor, workspace);
  const open = await openHelp(db, dealsWithin(reachesOf(actor, workspace)));
  const filter = { owners, ids: open.map(({ dealId }) => dealId), today, zone: workspace.zone };
  const { rows } = await listDeals(db, reach, filter, { sort: "value", order: "desc", limit: 100 });
  return shown(looking, open, rows);
}

export async function seeHelp(looking: Looking, id: DealId): Promise<HelpShape[]> {
  const deal = await dealSeenBy(looking, id);
  return shown(looking, await helpOn(looking.db, id), [deal]);
}

/** One open question a deal: what is asked twice is answered once. */
export async function askHelp(
  tx: Tx,
  looking: Looking,
  id: DealId,
  { words, askedId }: { words: string; askedId: HelpShape["asker"]["id"] | null },
  now: string,
): Promise<HelpShape> {
  const { actor, workspace } = looking;
  const deal = await dealSeenBy({ ...looking, db: tx }, id);
  if (!(await mayChange({ ...looking, db: tx }, deal))) throw new Refusal("pipeline.may_not_change", 403);
  if (askedId && !(await reads(tx, looking, askedId, id))) throw refuseField("forecast.helper_cannot_read", "/askedId");
  const asked = { dealId: id, askerId: actor.personId as Help["askerId"], askedId, words };
  if (!(await insertHelp(tx, asked, now))) throw new Refusal("forecast.help_asked_already", 409);
  await emit(tx, helpWanted, { record: id, facts: { dealId: id, askerId: asked.askerId, askedId } });
  touched(tx, "help", `deal:${id}`);
  const [added] = await shown({ db: tx, actor, workspace, today: looking.today }, await helpOn(tx, id), [deal]);
  return added!;
}

export async function answerHelp(tx: Tx, looking: Looking, id: DealId, answer: string, now: string): Promise<void> {
  const { actor } = looking;
  const deal = await dealSeenBy({ ...looking, db: tx }, id);
  const help = await lockOpenHelp(tx, id);
  if (!help) throw new Refusal("forecast.no_help_asked", 409);
  if (!(await mayAnswer({ ...looking, db: tx }, help, deal))) throw new Refusal("forecast.may_not_answer", 403);
  await saveAnswer(tx, help.id, { by: actor.personId, answer, at: now });
  await emit(tx, helpAnswered, {
    record: id,
    facts: { dealId: id, askerId: help.askerId, answererId: actor.personId as Help["askerId"] },
  });
  touched(tx, "help", `deal:${id}`);
}

type Seeing = Pick<Looking, "db" | "actor" | "workspace" | "today">;
type OwnedDeal = Pick<Deal, "id" | "name" | "organization" | "baseMinor" | "ownerId" | "status" | "closedOn">;

async function mayChange({ db, actor, workspace, today }: Seeing, deal: OwnedDeal): Promise<boolean> {
  const holds = [...dealHolds(deal, today), ...(await sharedFor(db, "deal", deal.id, actor.personId))];
  return can("deal", "w", standingToOwner(actor, deal, workspace, holds));
}

async function mayAnswer(seeing: Seeing, { askedId }: Pick<Help, "askedId">, deal: OwnedDeal): Promise<boolean> {
  return askedId === seeing.actor.personId || mayChange(seeing, deal);
}

async function reads(tx: Tx, { workspace, ground }: Looking, person: string, id: DealId): Promise<boolean> {
  const actor = await actorOfPerson(ground, tx, person);
  return actor !== undefined && (await readableDeals(tx, reachesOf(actor, workspace), [id])).has(id);
}

async function shown(seeing: Seeing, all: readonly Help[], deals: readonly OwnedDeal[]): Promise<HelpShape[]> {
  const of = new Map(deals.map((deal) => [deal.id as string, deal]));
  const names = await personNames(
    seeing.db,
    all.flatMap(({ askerId, askedId, answererId }) => [askerId, askedId, answererId].flatMap((one) => one ?? [])),
  );
  const named = <Id extends string>(id: Id | null) => (id ? { id, name: names.get(id) ?? "" } : null);
  const drawn = all.map(async ({ askerId, askedId, answererId, ...help }): Promise<HelpShape[]> => {
    const deal = of.get(help.dealId);
    if (!deal) return [];
    return [
      {
        ...help,
        ...{ deal: deal.name, organization: deal.organization, baseMinor: deal.baseMinor },
        ...{
          asker: { id: askerId, name: names.get(askerId) ?? "" },
          asked: named(askedId),
          answerer: named(answererId),
        },
        mayAnswer: help.answeredAt === null && (await mayAnswer(seeing, { askedId }, deal)),
      },
    ];
  });
  return (await Promise.all(drawn)).flat();
}
