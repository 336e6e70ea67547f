import { activityDone } from "#modules/activities/events.ts";
import { duplicatesOf } from "#modules/contacts/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import {
  addCampaign,
  addSource,
  changeCampaign,
  changeSource,
  dealOrLeadSeenBy,
  dealSeenBy,
  deleteLead,
  disqualifyLead,
  hasLeads,
  qualifyLead,
  readCampaigns,
  readSources,
  returnLead,
  takeLead,
  takeUpLead,
  type When,
  type Who,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { on } from "#platform/events/listener.ts";
import type { Ask } from "#platform/http/answer.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { columnFollows } from "#platform/records/merge.ts";
import * as api from "../api.ts";
import { setRules, setSettings } from "./changeSettings.ts";
import { addTouch, removeTouch, seeEffort } from "./effort.ts";
import { leadKeys } from "./keys.ts";
import { leadList } from "./leadListStore.ts";
import { change, comeIn, leadSeenBy, seeLead } from "./leads.ts";
import { seeQueue } from "./queues.ts";
import { rescore, rescoreStale } from "./rescore.ts";
import { noteResponses, startClock } from "./respond.ts";
import { seeSourceRecords, seeSources } from "./sources.ts";
import { forgetRate, rateOf, readRates, readRules, readSettings, settingsExports } from "./store.ts";
import { forgetNotesBy, removeTouchesOf, touchExports, touchesBy } from "./touchStore.ts";

const done = { done: true } as const;

/** Runs a verb on a lead in one transaction, scores it again, and answers with the lead as it stands after it. */
async function changing(ask: Ask, id: DealId, verb: (tx: Tx, who: Who, when: When) => Promise<unknown>) {
  return ask.transact(async (tx) => {
    await verb(tx, { ...ask.actor, choices: ask.workspace }, ask);
    await rescore(tx, [id]);
    return leadSeenBy({ ...ask, db: tx }, id);
  });
}

const counted = new Set<string>(["call", "mail", "meeting"]);

/** What may become a deal: where it waits, how it is scored, when it is answered, and what it took. */
export const leads = module({
  name: "leads",
  owns: ["lead_settings", "score_rules", "work_rates", "touches"],
  exports: [...settingsExports, ...touchExports],
  keys: leadKeys,
  places: [{ name: "leads", path: "/leads", isUsed: hasLeads }],
  firstSteps: [{ name: "leads", day: 3, path: "/leads", isDone: hasLeads }],
  lists: [leadList],
  listens: [
    on(activityDone, "leads.note_response", noteResponses, ({ dealId, kind }) => dealId !== null && counted.has(kind)),
  ],
  minutely: [{ name: "leads.rescore", run: rescoreStale }],
  onMerge: [columnFollows("touches.organization_id", "organization", ["leads"])],
  onErase: async (tx, { kind, id }) => {
    if (kind !== "person") return;
    await forgetRate(tx, id);
    await forgetNotesBy(tx, id);
  },
  onAccess: async (db, { kind, id }) =>
    kind === "person" ? { work_rates: await rateOf(db, id), touches: await touchesBy(db, id) } : {},
  onPurge: async (tx, { kind, ids }) => {
    if (kind === "organization") await removeTouchesOf(tx, ids);
  },
  answers: [
    answer(api.leadsRoute, (ask) => seeQueue(ask, ask.query)),
    answer(api.leadRoute, (ask) =>
      seeLead(ask, ask.params.id, async ({ contactId }) =>
        contactId === null ? 0 : (await duplicatesOf(ask, "contact", contactId)).length,
      ),
    ),
    answer(api.addLeadRoute, (ask) =>
      ask.transact(async (tx) => {
        const id = await comeIn(tx, { ...ask.actor, choices: ask.workspace }, ask.workspace, ask.body, ask);
        return leadSeenBy({ ...ask, db: tx }, id);
      }),
    ),
    answer(api.changeLeadRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        change(tx, who, ask.workspace, { id: ask.params.id, version: ask.ifMatch, fields: ask.body }, when),
      ),
    ),
    answer(api.takeLeadRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        takeLead(tx, who, { id: ask.params.id, version: ask.ifMatch }, when),
      ),
    ),
    answer(api.disqualifyLeadRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        disqualifyLead(tx, who, { id: ask.params.id, version: ask.ifMatch, reason: ask.body.reason }, when),
      ),
    ),
    answer(api.takeUpLeadRoute, (ask) =>
      changing(ask, ask.params.id, (tx, who, when) =>
        takeUpLead(tx, who, { id: ask.params.id, version: ask.ifMatch }, when),
      ),
    ),
    answer(api.qualifyLeadRoute, (ask) =>
      ask.transact(async (tx) => {
        const who = { ...ask.actor, choices: ask.workspace };
        const { stageId, fields } = ask.body;
        const asked = { id: ask.params.id, version: ask.ifMatch, stageId, fields };
        await qualifyLead(tx, { who, workspace: ask.workspace }, asked, ask);
        return dealSeenBy({ ...ask, db: tx }, ask.params.id);
      }),
    ),
    answer(api.returnDealRoute, (ask) =>
      changing(ask, ask.params.id, async (tx, who, when) => {
        await returnLead(tx, who, { id: ask.params.id, version: ask.ifMatch, reason: ask.body.reason }, when);
        const lead = await dealOrLeadSeenBy({ ...ask, db: tx }, ask.params.id);
        await startClock(tx, lead, ask.now);
      }),
    ),
    answer(api.deleteLeadRoute, async (ask) => {
      const who = { ...ask.actor, choices: ask.workspace };
      await ask.transact((tx) => deleteLead(tx, who, { id: ask.params.id, version: ask.ifMatch }, ask));
      return done;
    }),
    answer(api.originsRoute, async ({ db, workspace }) => ({
      currency: workspace.currency,
      sources: await readSources(db),
      campaigns: await readCampaigns(db),
    })),
    answer(api.addSourceRoute, ({ transact, body }) => transact(async (tx) => ({ id: await addSource(tx, body) }))),
    answer(api.changeSourceRoute, async ({ transact, params, body, now }) => {
      await transact((tx) => changeSource(tx, params.id, body, now));
      return done;
    }),
    answer(api.addCampaignRoute, ({ transact, body }) =>
      transact(async (tx) => {
        const { name, key = null, sourceId = null, fromOn = null, toOn = null, costMinor = null } = body;
        return { id: await addCampaign(tx, { name, key: key || null, sourceId, fromOn, toOn, costMinor }) };
      }),
    ),
    answer(api.changeCampaignRoute, async ({ transact, params, body, now }) => {
      await transact((tx) => changeCampaign(tx, params.id, body, now));
      return done;
    }),
    answer(api.scoreRulesRoute, async ({ db }) => ({ rules: await readRules(db) })),
    answer(api.setScoreRulesRoute, async ({ transact, body }) => {
      await transact((tx) => setRules(tx, body.rules));
      return done;
    }),
    answer(api.leadSettingsRoute, async ({ db, workspace }) => {
      const { rulesVersion: _version, ...settings } = await readSettings(db);
      return { currency: workspace.currency, ...settings, rates: (await readRates(db)) as never };
    }),
    answer(api.setLeadSettingsRoute, async ({ transact, body }) => {
      await transact((tx) => setSettings(tx, body));
      return done;
    }),
    answer(api.effortRoute, (ask) => seeEffort(ask, ask.query)),
    answer(api.addTouchRoute, (ask) =>
      ask.transact(async (tx) => ({ id: await addTouch(tx, { ...ask, db: tx }, ask.body) })),
    ),
    answer(api.deleteTouchRoute, async (ask) => {
      await ask.transact((tx) => removeTouch(tx, { ...ask, db: tx }, ask.params.id));
      return done;
    }),
    answer(api.sourceFiguresRoute, (ask) => seeSources(ask, ask.query)),
    answer(api.sourceRecordsRoute, (ask) => seeSourceRecords(ask, ask.query)),
  ],
});
