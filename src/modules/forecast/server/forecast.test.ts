import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { random } from "#lib/random.ts";
import { addDays, noonOf, startOfDay } from "#lib/time.ts";
import { dueRoute } from "#modules/activities/api.ts";
import { workspaceRoute } from "#modules/people/api.ts";
import {
  changeDealRoute,
  dealsRoute,
  deleteDealRoute,
  loseDealRoute,
  moveDealRoute,
  openDealRoute,
  pipelinesRoute,
  reopenDealRoute,
  setDecisionRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { setQuotasRoute } from "#modules/quotas/api.ts";
import { freshCompany, type Who } from "../../../../tests/company.ts";
import {
  answerHelpRoute,
  askHelpRoute,
  decideRoute,
  type ForecastShape,
  forecastRoute,
  helpRoute,
  keepNotesRoute,
  mondayRoute,
} from "../api.ts";
import { measures } from "../stand.ts";
import { takeNight } from "./takeNight.ts";

const company = freshCompany();

/** The night of a day, as the minutely job takes it then. */
async function night(day: string, at = startOfDay(day, "UTC")): Promise<void> {
  const clock = { now: () => at, today: () => day };
  await takeNight({ ...company.ground, clock });
}

const nights = async () =>
  (await company.ground.pool.query("select day, late from forecast_nights order by day")).rows as {
    day: string;
    late: boolean;
  }[];

async function deal(who: Who, part: { name?: string; minor?: number; close?: string | null }): Promise<DealId> {
  const { name = "Deal", minor = 100_00, close = "2018-02-15" } = part;
  const body = { name, value: { minor, currency: "USD" }, expectedCloseOn: close, openedOn: "2017-12-01" };
  return (await company.ask(who, openDealRoute, { body })).body.id;
}

async function seen(who: Who, query: object = {}): Promise<ForecastShape> {
  const { status, body } = await company.ask(who, forecastRoute, {
    query: { period: "2018-Q1", measure: "value", ...query },
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const mine = (who: Who) => ({ person: company.person(who) });

describe("the nights", { concurrency: false }, () => {
  test("a night is taken once, however often it is asked for and by how many at once", async () => {
    await Promise.all([night("2017-12-20"), night("2017-12-20"), night("2017-12-20")]);
    await night("2017-12-20");
    assert.deepEqual(await nights(), [{ day: "2017-12-20", late: false }]);
  });

  test("a night that was missed is taken as soon as a server runs again, and says that it is late", async () => {
    await night("2017-12-21", noonOf("2017-12-21", "UTC"));
    assert.deepEqual((await nights()).at(-1), { day: "2017-12-21", late: true });
  });

  test("a deal that did not change adds no row", async () => {
    const id = await deal("rep", { name: "Still" });
    const rows = async () =>
      (
        await company.ground.pool.query(
          "select from_on, until_on, base_minor from forecast_deals where deal_id = $1 order by from_on",
          [id],
        )
      ).rows.map((row) => [row.from_on, row.until_on, row.base_minor]);
    await night("2017-12-22");
    await night("2017-12-23");
    assert.deepEqual(await rows(), [["2017-12-22", null, 100_00]]);
    await company.ask("rep", changeDealRoute, { params: { id }, body: { value: { minor: 50_00, currency: "USD" } } });
    await night("2017-12-24");
    await company.ask("rep", deleteDealRoute, { params: { id } });
    await night("2017-12-25");
    assert.deepEqual(await rows(), [
      ["2017-12-22", "2017-12-24", 100_00],
      ["2017-12-24", "2017-12-25", 50_00],
    ]);
  });
});

describe("the forecast", { concurrency: false }, () => {
  test("it says what is won, what is open by month and by rank, and the gap to the goal", async () => {
    const { ranks } = (await company.ask("rep", pipelinesRoute, {})).body;
    const won = await deal("rep", { name: "Won", minor: 40_00, close: "2018-01-10" });
    await company.ask("rep", winDealRoute, { params: { id: won }, body: {} });
    const sure = await deal("rep", { name: "Sure", minor: 30_00, close: "2018-03-31" });
    await company.ask("rep", changeDealRoute, { params: { id: sure }, body: { rankId: ranks[0]!.id } });
    await deal("rep", { name: "Overdue", minor: 20_00, close: "2017-12-29" });
    await deal("rep", { name: "Next quarter", minor: 10_00, close: "2018-04-01" });
    await deal("rep", { name: "Some day", minor: 5_00, close: null });
    const owner = { kind: "person", person: company.person("rep") } as const;
    const quotas = [{ owner, amount: 200_00, reason: "test" }];
    const set = await company.ask("manager", setQuotasRoute, {
      body: { metric: "revenue_won", period: "2018-Q1", quotas },
    });
    assert.equal(set.status, 200);
    const found = await seen("rep", mine("rep"));
    assert.deepEqual([found.goal.quota, found.goal.actual, found.goal.gap], [200_00, 40_00, 160_00]);
    assert.equal(found.won.value, found.goal.actual, "what the deals say is what the metric says");
    assert.deepEqual([found.open.count, found.open.value, found.open.weighted], [2, 50_00, 5_00]);
    const slots = found.slots.filter(({ sum }) => sum.count > 0).map(({ id, sum }) => [id, sum.value]);
    assert.deepEqual(slots, [
      ["overdue", 20_00],
      ["2018-03", 30_00],
      ["later", 10_00],
      ["undated", 5_00],
    ]);
    const of = (id: string | null) => found.ranks.find(({ rankId }) => rankId === id)?.sum.value;
    assert.deepEqual([of(ranks[0]!.id), of(null)], [30_00, 20_00]);
  });

  test("a deal that was put off is among the slipped ones", async () => {
    const id = await deal("rep", { name: "Late", minor: 1_00, close: "2018-01-20" });
    const before = (await seen("rep", mine("rep"))).slipped;
    await company.ask("rep", changeDealRoute, { params: { id }, body: { expectedCloseOn: "2018-02-20" } });
    const after = (await seen("rep", mine("rep"))).slipped;
    assert.deepEqual([after.count - before.count, after.value - before.value], [1, 1_00]);
  });

  test("each reads the forecasts whose figures they may read: one's own, of whom one leads, one's team's, the company's", async () => {
    const status = async (who: Who, query: object) => (await company.ask(who, forecastRoute, { query })).status;
    assert.equal(await status("rep", mine("rep")), 200);
    assert.equal(await status("teammate", mine("rep")), 404);
    assert.equal(await status("otherManager", mine("rep")), 404);
    assert.equal(await status("manager", mine("rep")), 200);
    assert.equal(await status("admin", mine("rep")), 200);
    assert.equal(await status("rep", { team: company.team("manager") }), 200);
    assert.equal(await status("otherRep", { team: company.team("manager") }), 404);
    assert.equal(await status("otherRep", {}), 200);
  });

  test("a deal that one may not read moves the forecast without being named", async () => {
    await company.ask("admin", workspaceRoute, { body: { visibility: "owner" } });
    await night("2017-12-26");
    const id = await deal("otherRep", { name: "Hidden", minor: 7_00 });
    const ofRep = (await seen("rep", { since: "2017-12-26" })).moves!;
    assert.ok(!ofRep.deals.some(({ dealId }) => dealId === id));
    assert.deepEqual(ofRep.others, { count: 1, delta: 7_00 });
    const ofAdmin = (await seen("admin", { since: "2017-12-26" })).moves!;
    assert.deepEqual(
      ofAdmin.deals.map(({ name, kind, delta }) => [name, kind, delta]),
      [
        ["Overdue", "carried", 20_00],
        ["Hidden", "new", 7_00],
      ],
      "what was expected before the quarter and is open still came into it",
    );
  });

  test("over a random history, the moves of each day add up to what the forecast had been", async () => {
    await company.ground.pool.query("update deals set deleted_at = now()"); // a history of its own
    const draws = random("history");
    const { pipelines, reasons, ranks } = (await company.ask("admin", pipelinesRoute, {})).body;
    const stages = pipelines[0]!.stages;
    const remembered: { day: string; value: number; weighted: number }[] = [];
    const ids: DealId[] = [];
    for (let at = 0; at < 6; at++) {
      for (let step = 0; step < 8; step++) await anything(draws, ids, { stages, reasons, ranks });
      const day = addDays("2017-12-27", at);
      await night(day);
      const sum = async (measure: string) => {
        const { won, open } = await seen("manager", { ...team(), measure });
        return measure === "value" ? won.value + open.value : won.value + open.weighted;
      };
      remembered.push({ day, value: await sum("value"), weighted: await sum("weighted") });
    }
    for (let step = 0; step < 8; step++) await anything(draws, ids, { stages, reasons, ranks });
    for (const { day, ...sums } of remembered)
      for (const measure of measures) {
        const moves = (await seen("manager", { ...team(), since: day, measure })).moves!;
        assert.equal(moves.night.day, day);
        const moved = moves.kinds.reduce((sum, { delta }) => sum + delta, 0);
        assert.equal(moved, moves.is - moves.was, `${day} by ${measure}`);
        const told = moves.deals.reduce((sum, { delta }) => sum + delta, moves.others.delta);
        assert.equal(told, moved, "what is named and what is not make it whole");
        if (measure !== "chance") assert.equal(moves.was, sums[measure], `${day} by ${measure}`);
      }
  });
});

const team = () => ({ team: company.team("manager") });

type Choices = {
  stages: { id: string }[];
  reasons: { id: string; kind: string }[];
  ranks: { id: string }[];
};

async function anything(draws: ReturnType<typeof random>, ids: DealId[], { stages, reasons, ranks }: Choices) {
  const close = () => (draws.chance(0.9) ? addDays("2018-01-02", draws.between(0, 120)) : null);
  const value = () => ({ minor: draws.between(0, 900_00), currency: "USD" });
  const id = ids.length > 0 ? draws.pick(ids) : undefined;
  const change = (body: object) => company.ask("admin", changeDealRoute, { params: { id: id! }, body });
  const lost = reasons.find(({ kind }) => kind === "lost")!.id as never;
  const verbs = [
    async () =>
      ids.push(await deal(draws.pick(["rep", "teammate", "otherRep"]), { minor: value().minor, close: close() })),
    () => change({ value: value() }),
    () => change({ expectedCloseOn: close() }),
    () => change({ rankId: draws.pick(ranks).id }),
    () => change({ ownerId: company.person(draws.pick(["rep", "teammate", "otherRep"])) }),
    () =>
      company.ask("admin", moveDealRoute, { params: { id: id! }, body: { stageId: draws.pick(stages).id as never } }),
    () => company.ask("admin", winDealRoute, { params: { id: id! }, body: {} }),
    () => company.ask("admin", loseDealRoute, { params: { id: id! }, body: { reasonId: lost } }),
    () => company.ask("admin", reopenDealRoute, { params: { id: id! } }),
    () => company.ask("admin", deleteDealRoute, { params: { id: id! } }),
  ];
  await (id === undefined ? verbs[0]! : draws.pick(verbs))();
}

describe("Monday", { concurrency: false }, () => {
  test("it lists what was put off, is overdue, has no next step, waits for a decision, and each list counts what it shows", async () => {
    const id = await deal("rep", { name: "Stuck", close: "2018-01-20" });
    await company.ask("rep", changeDealRoute, { params: { id }, body: { expectedCloseOn: "2018-03-01" } });
    const steps = [{ who: "Board", what: "Approves", plannedOn: "2017-12-30" }];
    await company.ask("rep", setDecisionRoute, { params: { id }, body: { steps } });
    const { body } = await company.ask("manager", mondayRoute, { query: team() });
    const named = (rows: readonly { id: string }[]) => rows.some((row) => row.id === id);
    assert.ok(named(body.putOff.rows) && named(body.noNextStep.rows) && named(body.undecided.rows));
    const moved = body.putOff.rows.find((row) => row.id === id);
    assert.deepEqual([moved?.was, moved?.became], ["2018-01-20", "2018-03-01"]);
    const query = { team: company.team("manager"), status: "open", noNextStep: "1" } as const;
    const list = (await company.ask("manager", dealsRoute, { query })).body;
    assert.equal(body.noNextStep.count, list.totals?.count);
    assert.equal(body.since, "2017-12-26", "a week ago, while no meeting was held");
  });

  test("a decision is a task of its owner's at once, and the next meeting sees what became of it", async () => {
    const id = await deal("rep", { name: "To decide" });
    const body = { ...team(), what: "Call the board", ownerId: company.person("rep"), dueOn: "2018-01-02", dealId: id };
    const decided = await company.ask("manager", decideRoute, { body: body as never });
    assert.equal(decided.status, 201);
    const due = (await company.ask("rep", dueRoute, { query: { until: "2018-01-04" } })).body;
    assert.ok(due.some((one) => one.subject === "Call the board"));
    const monday = (await company.ask("rep", mondayRoute, { query: team() })).body;
    assert.deepEqual(
      monday.meeting?.decisions.map(({ what, owner, deal: on, doneAt }) => [what, owner, on, doneAt]),
      [["Call the board", "Ray Rep", "To decide", null]],
    );
  });

  test("notes are kept by date, by who leads the team; its people read them, and nobody else", async () => {
    const keep = (who: Who, version?: number) =>
      company.ask(
        who,
        keepNotesRoute,
        { body: { ...team(), notes: "Push the board" } as never },
        version ? { ifMatch: version } : {},
      );
    assert.equal((await keep("rep")).status, 403);
    assert.equal((await keep("otherManager")).status, 404);
    const { version } = (await keep("manager")).body;
    assert.equal((await keep("admin", version - 1)).status, 412, "not over what somebody else wrote");
    const notes = async (who: Who) => (await company.ask(who, mondayRoute, { query: team() })).body.meeting?.notes;
    assert.equal(await notes("rep"), "Push the board");
    assert.equal((await company.ask("otherRep", mondayRoute, { query: team() })).status, 404);
  });

  test("a one-to-one is of its two sides and those above, even where the team board shows figures to all", async () => {
    await company.ask("admin", workspaceRoute, { body: { teamBoard: true } });
    const status = async (who: Who) => (await company.ask(who, mondayRoute, { query: mine("rep") })).status;
    assert.equal(await status("rep"), 200);
    assert.equal(await status("manager"), 200);
    assert.equal(await status("teammate"), 404);
    assert.equal(await status("otherManager"), 404);
    await company.ask("admin", workspaceRoute, { body: { teamBoard: false } });
  });

  test("help is asked for once at a time, of who may read the deal, and cleared by the answer of whoever was asked", async () => {
    const id = await deal("rep", { name: "Hard one" });
    const ask = (askedId: Who | null, who: Who = "rep") =>
      company.ask(who, askHelpRoute, {
        params: { id },
        body: { words: "How do we price this?", askedId: askedId && company.person(askedId) },
      });
    assert.equal((await ask(null, "otherRep")).status, 404);
    assert.equal((await ask("otherRep")).problem?.errors?.[0]?.code, "forecast.helper_cannot_read");
    assert.equal((await ask("manager")).status, 201);
    assert.equal((await ask(null)).code, "forecast.help_asked_already");
    const waits = (await company.ask("manager", mondayRoute, { query: team() })).body.help;
    assert.deepEqual(
      waits.map((one) => [one.deal, one.asker.name, one.asked?.name, one.mayAnswer]),
      [["Hard one", "Ray Rep", "Mia Manager", true]],
    );
    const params = { id };
    const answered = await company.ask("manager", answerHelpRoute, { params, body: { answer: "By seat" } });
    assert.equal(answered.status, 200);
    assert.equal((await company.ask("manager", answerHelpRoute, { params, body: { answer: "Again" } })).status, 409);
    const [kept] = (await company.ask("rep", helpRoute, { params })).body;
    assert.deepEqual([kept?.answer, kept?.answerer?.name], ["By seat", "Mia Manager"]);
    assert.deepEqual((await company.ask("manager", mondayRoute, { query: team() })).body.help, []);
    await company.deliverAll();
    const told = await company.ground.pool.query(
      "select person_id, facts ->> 'step' as step from notifications where kind = 'help' order by step",
    );
    assert.deepEqual(told.rows, [
      { person_id: company.person("rep"), step: "answered" },
      { person_id: company.person("manager"), step: "wanted" },
    ]);
  });
});
