import { reachOf } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { contactSeen, grantOrganizations } from "#modules/contacts/server/public.ts";
import { saveCustom, withCustom } from "#modules/fields/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ask } from "#platform/http/answer.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { mostFound } from "#platform/records/foundBy.ts";
import * as api from "../api.ts";
import type { DealId } from "../deal.ts";
import { dealEvents, quoteIssued } from "../events.ts";
import { leadEvents } from "../leadEvents.ts";
import { board, boardCards, withPeople } from "./board.ts";
import { mostHaveSteps, organizationsNamed } from "./boughtStore.ts";
import { addProduct, addReason, addStage, changeProduct, changeStage } from "./catalogue.ts";
import {
  archivedPipelines,
  productNames,
  readParts,
  readPipelines,
  readProducts,
  readRanks,
  readReasons,
} from "./catalogueStore.ts";
import { changeDeal, deleteDeal, restoreDeal } from "./changeDeal.ts";
import type { When, Who } from "./closeDeal.ts";
import { loseDeal, reopenDeal, winDeal } from "./closeDeal.ts";
import { dealList } from "./dealListStore.ts";
import { putDealContact, removeDealContact, setDecision } from "./dealPeople.ts";
import { listDeals, totalsOf } from "./dealShownStore.ts";
import { pipelineExports } from "./exportStore.ts";
import { forgetContact, heldOnDeals, purgeContacts } from "./forgetContact.ts";
import { pipelineKeys } from "./keys.ts";
import { searchLeads } from "./leadStore.ts";
import { partsFollow, stepsFollow } from "./mergeContacts.ts";
import { dealsFollow } from "./mergeDeals.ts";
import { moveDeal } from "./moveDeal.ts";
import { offerDealNumbers } from "./numbersStore.ts";
import { openDeal } from "./openDeal.ts";
import { dealsOf, ownsDealOn } from "./ownedStore.ts";
import { dealsPassOn } from "./passDeals.ts";
import { leadsPassOn } from "./passLeads.ts";
import { dealsOfContact } from "./peopleStore.ts";
import { pipelineFigures } from "./pipelineFigures.ts";
import { quoteAnswers } from "./quoteAnswers.ts";
import { quoteExports } from "./quoteStore.ts";
import { ratedCurrencies, readRates } from "./rateStore.ts";
import { dealReach, leadReach, reachesOf } from "./reach.ts";
import { organizationsOfDeals, readableDeals } from "./reachStore.ts";
import { searchDeals } from "./searchStore.ts";
import { dealSeenBy, seeDeal } from "./seeDeal.ts";
import { setRates, takeRateOut } from "./setRates.ts";
import { addPipeline, changePipeline, orderPipelines, orderStages, removeStage } from "./shapePipelines.ts";
import { campaignNames, sourceNames } from "./sourceStore.ts";
import { dealNames } from "./store.ts";
import { dealTrash } from "./trash.ts";
import { addWord, changeReason, changeWord, orderWords, wordLists } from "./wordLists.ts";
import type { Cleared } from "./worth.ts";

offerDealNumbers();

grantOrganizations({
  reads: (actor, choices) => organizationsOfDeals(reachesOf(actor, choices)),
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
  owns: [
    "sources",
    "campaigns",
    "pipelines",
    "stages",
    "products",
    "reasons",
    "forecast_ranks",
    "contact_parts",
    "currency_rates",
    "deals",
    "deal_lines",
    "deal_moves",
    "deal_closes",
    "deal_reschedules",
    "deal_contacts",
    "decision_steps",
    "quote_settings",
    "quote_numbers",
    "quotes",
  ],
  exports: [...pipelineExports, ...quoteExports],
  emits: [...[...dealEvents, ...leadEvents].map((kind) => kind.name), quoteIssued.name],
  keys: pipelineKeys,
  onTransfer: [dealsPassOn, leadsPassOn],
  onMerge: [dealsFollow, partsFollow, stepsFollow],
  trash: [dealTrash],
  lists: [dealList],
  firstSteps: [{ name: "steps", day: 2, path: "/deals?view=no-step", isDone: mostHaveSteps }],
  onAccess: async (db, { kind, id }) => (kind === "person" ? { deals: await dealsOf(db, id) } : heldOnDeals(db, id)),
  onErase: forgetContact,
  onPurge: purgeContacts,
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
    { name: "leads_added", unit: "count", record: "deal", kind: "sum" },
    { name: "leads_qualified", unit: "count", record: "deal", kind: "sum" },
    { name: "leads_worked", unit: "count", record: "deal", kind: "sum" },
    { name: "lead_response_minutes", unit: "minutes", record: "deal", kind: "median", of: "lead_response_minutes" },
  ],
  records: [
    {
      kind: "deal",
      names: dealNames,
      readable: (db, actor, choices, ids) => readableDeals(db, reachesOf(actor, choices), ids),
      mayShare: async (db, actor, choices, id) =>
        (
          await readableDeals(
            db,
            { deals: reachOf(actor, "deal", "d", choices), leads: reachOf(actor, "lead", "d", choices) },
            [id],
          )
        ).has(id),
      search: async (db, actor, choices, words) =>
        (await searchDeals(db, dealReach(actor, choices), words, mostFound)).map(({ id, name, stage, owner }) => ({
          kind: "deal",
          id,
          title: name,
          detail: [stage, owner].filter(Boolean).join(", "),
          href: `/deals/${id}`,
        })),
    },
    {
      kind: "lead",
      names: dealNames,
      search: async (db, actor, choices, words) =>
        (await searchLeads(db, leadReach(actor, choices), words)).map(({ id, name, organization, owner }) => ({
          kind: "lead",
          id,
          title: name,
          detail: [organization, owner].filter(Boolean).join(", "),
          href: `/leads/${id}`,
        })),
    },
    { kind: "product", names: productNames },
    { kind: "source", names: sourceNames },
    { kind: "campaign", names: campaignNames },
  ],
  answers: [
    answer(api.pipelinesRoute, async ({ db, workspace }) => ({
      pipelines: await readPipelines(db),
      archived: await archivedPipelines(db),
      reasons: await readReasons(db),
      products: await readProducts(db),
      ranks: await readRanks(db),
      parts: await readParts(db),
      currencies: [workspace.currency, ...(await ratedCurrencies(db, workspace.currency))],
    })),
    answer(api.addPipelineRoute, ({ transact, workspace, body }) =>
      transact((tx) => addPipeline(tx, workspace, body.name)),
    ),
    answer(api.changePipelineRoute, async ({ transact, params, body, now, today }) => {
      await transact((tx) => changePipeline(tx, params.id, body, { now, today }));
      return done;
    }),
    answer(api.orderPipelinesRoute, async ({ transact, body }) => {
      await transact((tx) => orderPipelines(tx, body.ids));
      return done;
    }),
    answer(api.orderStagesRoute, async ({ transact, params, body }) => {
      await transact((tx) => orderStages(tx, params.id, body.ids));
      return done;
    }),
    answer(api.removeStageRoute, async ({ transact, params, body, now, today }) => {
      await transact((tx) => removeStage(tx, params.id, body.into, { now, today }));
      return done;
    }),
    answer(api.addStageRoute, ({ transact, body }) => transact((tx) => addStage(tx, body))),
    answer(api.changeStageRoute, ({ transact, params, body }) => transact((tx) => changeStage(tx, params.id, body))),
    answer(api.addProductRoute, ({ transact, body, workspace }) =>
      transact((tx) => addProduct(tx, body, workspace.currency)),
    ),
    answer(api.changeProductRoute, ({ transact, params, body, workspace, now }) =>
      transact((tx) => changeProduct(tx, params.id, body, workspace.currency, now)),
    ),
    answer(api.addReasonRoute, ({ transact, body }) => transact((tx) => addReason(tx, body.kind, body.name))),
    answer(api.changeReasonRoute, async ({ transact, params, body, now }) => {
      await transact((tx) => changeReason(tx, params.id, body, now));
      return done;
    }),
    answer(api.addWordRoute, ({ transact, params, body }) =>
      transact((tx) => addWord(tx, wordLists[params.list], body.name)),
    ),
    answer(api.changeWordRoute, async ({ transact, params, body, now }) => {
      await transact((tx) => changeWord(tx, wordLists[params.list], params.id, body, now));
      return done;
    }),
    answer(api.orderWordsRoute, async ({ transact, params, body }) => {
      await transact((tx) => orderWords(tx, wordLists[params.list], body.ids));
      return done;
    }),
    answer(api.currencyRatesRoute, async ({ db, workspace }) => ({
      base: workspace.currency,
      rates: await readRates(db, workspace.currency),
    })),
    answer(api.setCurrencyRatesRoute, async ({ transact, workspace, body, now, today }) => {
      await transact((tx) => setRates(tx, workspace.currency, body.rates, { now, today }));
      return done;
    }),
    answer(api.removeCurrencyRateRoute, async ({ transact, workspace, params }) => {
      await transact((tx) => takeRateOut(tx, workspace.currency, params));
      return done;
    }),
    answer(api.dealsRoute, async (ask) => {
      const { db, actor, workspace } = ask;
      const { sort, order, after, limit, ...asked } = ask.query;
      const filter = await withPeople(ask, asked);
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
        const who = { ...actor, choices: workspace };
        const id = await openDeal(tx, { who, workspace }, body, { now, today });
        return withCustom(tx, "deal", await dealSeenBy({ db: tx, actor, workspace }, id));
      }),
    ),
    answer(api.changeDealRoute, async (ask) => {
      let cleared: Cleared = null;
      const { custom, ...fields } = ask.body;
      const { actor, workspace, now, today } = ask;
      const asked = { id: ask.params.id, version: ask.ifMatch, fields };
      const deal = await ask.transact(async (tx) => {
        cleared = await changeDeal(tx, { ...actor, choices: workspace }, workspace, asked, { now, today });
        await saveCustom(tx, "deal", asked.id, custom);
        return withCustom(tx, "deal", await dealSeenBy({ db: tx, actor, workspace }, asked.id));
      });
      return { ...deal, cleared };
    }),
    answer(api.moveDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) => {
        const asked = { id: ask.params.id, version: ask.ifMatch, ...ask.body };
        return moveDeal(tx, { who, workspace: ask.workspace }, asked, when);
      }),
    ),
    answer(api.winDealRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) => {
        const { wonOn, fields, reasonId, reasonText } = ask.body;
        const reason = { id: reasonId, text: reasonText };
        const asked = { id: ask.params.id, version: ask.ifMatch, wonOn, reason, fields };
        return winDeal(tx, { who, workspace: ask.workspace }, asked, when);
      }),
    ),
    answer(api.putDealContactRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) => {
        const { id, contact } = ask.params;
        return putDealContact(tx, who, { id, version: ask.ifMatch, contactId: contact, partId: ask.body.partId }, when);
      }),
    ),
    answer(api.removeDealContactRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who) =>
        removeDealContact(tx, who, { id: ask.params.id, version: ask.ifMatch, contactId: ask.params.contact }),
      ),
    ),
    answer(api.setDecisionRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        setDecision(tx, who, { id: ask.params.id, version: ask.ifMatch, steps: ask.body.steps }, when),
      ),
    ),
    answer(api.contactDealsRoute, async ({ db, actor, workspace, params }) => {
      if (!(await contactSeen(db, reachOf(actor, "contact", "r", workspace), params.id)))
        throw new Refusal("contacts.no_such_contact", 404);
      const deals = await dealsOfContact(db, dealReach(actor, workspace), params.id);
      return {
        deals: deals.map(({ valueMinor, currency, ...deal }) => ({ ...deal, value: { minor: valueMinor, currency } })),
      };
    }),
    answer(api.pipelineFiguresRoute, (ask) => pipelineFigures(ask, ask.query)),
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
    ...quoteAnswers,
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
