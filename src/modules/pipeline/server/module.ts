import { reachOf } from "#lib/policy/can.ts";
import { grantOrganizations } from "#modules/contacts/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ask } from "#platform/http/answer.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import type { DealId } from "../deal.ts";
import { dealEvents } from "../events.ts";
import { board, boardCards, withPeople } from "./board.ts";
import { addProduct, addReason, addStage, changeProduct, changeStage } from "./catalogue.ts";
import { changeDeal, deleteDeal, openDeal, restoreDeal } from "./changeDeal.ts";
import type { When, Who } from "./closeDeal.ts";
import { loseDeal, reopenDeal, winDeal } from "./closeDeal.ts";
import { dealList } from "./dealListStore.ts";
import { pipelineKeys } from "./keys.ts";
import { dealsFollow } from "./mergeDeals.ts";
import { moveDeal } from "./moveDeal.ts";
import { dealsPassOn } from "./passDeals.ts";
import { dealReach } from "./reach.ts";
import { dealSeenBy, seeDeal } from "./seeDeal.ts";
import {
  dealNames,
  dealsOf,
  listDeals,
  organizationsNamed,
  organizationsOfDeals,
  ownsDealOn,
  pipelineExports,
  productNames,
  readableDeals,
  readPipelines,
  readProducts,
  readReasons,
  searchDeals,
  totalsOf,
} from "./store.ts";
import { dealTrash } from "./trash.ts";

grantOrganizations({
  reads: (actor, choices) => organizationsOfDeals(reachOf(actor, "deal", "r", choices)),
  owns: (db, actor, id) => ownsDealOn(db, actor.personId, id),
  holds: organizationsNamed,
});

const done = { done: true } as const;

/** Runs a verb on a deal in one transaction, and answers with the deal as it stands after it. */
async function changing(
  { transact, actor, workspace, now, today }: Ask,
  id: DealId,
  verb: (tx: Tx, who: Who, when: When) => Promise<void>,
) {
  return transact(async (tx) => {
    await verb(tx, { ...actor, choices: workspace }, { now, today });
    return dealSeenBy({ db: tx, actor, workspace }, id);
  });
}

export const pipeline = module({
  name: "pipeline",
  owns: ["pipelines", "stages", "products", "reasons", "deals", "deal_lines"],
  exports: pipelineExports,
  emits: dealEvents.map((kind) => kind.name),
  keys: pipelineKeys,
  onTransfer: [dealsPassOn],
  onMerge: [dealsFollow],
  trash: [dealTrash],
  lists: [dealList],
  onAccess: async (db, { kind, id }) => (kind === "person" ? { deals: await dealsOf(db, id) } : {}),
  metrics: [
    { name: "deals_opened", unit: "count", record: "deal", kind: "sum" },
    { name: "deals_won", unit: "count", record: "deal", kind: "sum" },
    { name: "deals_lost", unit: "count", record: "deal", kind: "sum" },
    { name: "revenue_won", unit: "money", record: "deal", kind: "sum" },
    { name: "units_won", unit: "count", record: "deal", kind: "sum" },
    {
      name: "win_rate",
      unit: "share",
      record: "deal",
      kind: "ratio",
      of: "deals_won",
      among: ["deals_won", "deals_lost"],
    },
    { name: "cycle_days", unit: "days", record: "deal", kind: "mean", of: "cycle_days" },
    { name: "cycle_days_median", unit: "days", record: "deal", kind: "median", of: "cycle_days" },
    { name: "cycle_days_lost", unit: "days", record: "deal", kind: "mean", of: "cycle_days_lost" },
    { name: "pipeline_value", unit: "money", record: "deal", kind: "level" },
    { name: "pipeline_weighted", unit: "money", record: "deal", kind: "level" },
  ],
  records: [
    {
      kind: "deal",
      names: dealNames,
      readable: (db, actor, choices, ids) => readableDeals(db, dealReach(actor, choices), ids),
      search: async (db, actor, choices, words) =>
        (await searchDeals(db, dealReach(actor, choices), words)).map(({ id, name, stage, owner }) => ({
          kind: "deal",
          id,
          title: name,
          detail: [stage, owner].filter(Boolean).join(", "),
          href: `/deals/${id}`,
        })),
    },
    { kind: "product", names: productNames },
  ],
  answers: [
    answer(api.pipelinesRoute, async ({ db }) => ({
      pipelines: await readPipelines(db),
      reasons: await readReasons(db),
      products: await readProducts(db),
    })),
    answer(api.addStageRoute, ({ transact, body }) => transact((tx) => addStage(tx, body))),
    answer(api.changeStageRoute, ({ transact, params, body }) => transact((tx) => changeStage(tx, params.id, body))),
    answer(api.addProductRoute, ({ transact, body, workspace }) =>
      transact((tx) => addProduct(tx, body, workspace.currency)),
    ),
    answer(api.changeProductRoute, ({ transact, params, body, workspace, now }) =>
      transact((tx) => changeProduct(tx, params.id, body, workspace.currency, now)),
    ),
    answer(api.addReasonRoute, ({ transact, body }) => transact((tx) => addReason(tx, body.kind, body.name))),
    answer(api.dealsRoute, async ({ db, actor, workspace, today, query }) => {
      const { sort, order, after, limit, ...asked } = query;
      const filter = await withPeople(db, asked, today);
      const reach = dealReach(actor, workspace);
      const page = await listDeals(db, reach, filter, { sort, order, after, limit });
      return {
        ...page,
        totals: after ? null : { ...(await totalsOf(db, reach, filter)), currency: workspace.currency },
      };
    }),
    answer(api.boardRoute, (ask) => board(ask, ask.query)),
    answer(api.boardCardsRoute, (ask) => boardCards(ask, ask.params.stage, ask.query)),
    answer(api.dealRoute, (ask) => seeDeal(ask, ask.params.id)),
    answer(api.openDealRoute, ({ transact, actor, workspace, body, now, today }) =>
      transact(async (tx) => {
        const id = await openDeal(tx, { ...actor, choices: workspace }, workspace, body, { now, today });
        return dealSeenBy({ db: tx, actor, workspace }, id);
      }),
    ),
    answer(api.changeDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        changeDeal(tx, who, ask.workspace, { id: ask.params.id, version: ask.ifMatch, fields: ask.body }, when),
      ),
    ),
    answer(api.moveDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        moveDeal(tx, who, { id: ask.params.id, stageId: ask.body.stageId, version: ask.ifMatch }, when),
      ),
    ),
    answer(api.winDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        winDeal(tx, who, { id: ask.params.id, version: ask.ifMatch, wonOn: ask.body.wonOn }, when),
      ),
    ),
    answer(api.loseDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) => {
        const { lostOn, reasonId, reasonText } = ask.body;
        return loseDeal(
          tx,
          who,
          { id: ask.params.id, version: ask.ifMatch, lostOn, reason: { id: reasonId, text: reasonText } },
          when,
        );
      }),
    ),
    answer(api.reopenDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        reopenDeal(tx, who, { id: ask.params.id, version: ask.ifMatch }, when),
      ),
    ),
    answer(api.deleteDealRoute, async ({ transact, actor, workspace, params, ifMatch, now, today }) => {
      await transact((tx) =>
        deleteDeal(tx, { ...actor, choices: workspace }, { id: params.id, version: ifMatch }, { now, today }),
      );
      return done;
    }),
    answer(api.restoreDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) => restoreDeal(tx, who, { id: ask.params.id }, when)),
    ),
  ],
});
