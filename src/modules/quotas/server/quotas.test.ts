import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { newId } from "#lib/id.ts";
import { money } from "#lib/money.ts";
import { absencesRoute, addAbsenceRoute, changeAbsenceRoute } from "#modules/people/comingAndGoing.ts";
import { reopenDealRoute, winDealRoute } from "#modules/pipeline/api.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import { importDeals, readPipelines } from "#modules/pipeline/server/public.ts";
import { freshCompany, type Who } from "../../../../tests/company.ts";
import { planRoute, progressRoute, quotasRoute, setQuotasRoute, withdrawQuotaRoute } from "../api.ts";

const company = freshCompany();
const period = "2018-01";

/** Deals of this person: so many won in each month of 2017, and some still open. */
async function sold(who: Who, wonEachMonth: number, open = 0): Promise<DealId[]> {
  const workspace = await company.workspace();
  const opened: DealId[] = [];
  await company.transact("admin", async (tx) => {
    const pipeline = (await readPipelines(tx))[0]!;
    const deal = (on: string, wonOn: string | null) => ({
      id: newId<"deal">(),
      key: null,
      name: `${who} ${on}`,
      pipelineId: pipeline.id,
      stageId: pipeline.stages[0]!.id,
      organizationId: null,
      ownerId: company.person(who),
      value: money(100_00, "USD"),
      baseMinor: 100_00,
      lines: [],
      openedOn: on,
      expectedCloseOn: null,
      standing: wonOn ? ({ status: "won", closedOn: wonOn, reason: null } as const) : ({ status: "open" } as const),
    });
    const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, "0"));
    const won = months.flatMap((month) =>
      Array.from({ length: wonEachMonth }, () => deal(`2017-${month}-02`, `2017-${month}-20`)),
    );
    const still = Array.from({ length: open }, () => deal("2017-12-20", null));
    opened.push(...still.map(({ id }) => id));
    const when = { now: company.ground.clock.now(), today: "2018-01-02", zone: workspace.zone };
    await importDeals(tx, [...won, ...still], pipeline.stages, when);
  });
  return opened;
}

const person = (who: Who) => ({ kind: "person", person: company.person(who) }) as const;
const set = (by: Who, who: Who, amount: number, reason: string | null = null, metric = "deals_won") =>
  company.ask(by, setQuotasRoute, { body: { metric, period, quotas: [{ owner: person(who), amount, reason }] } });
const reaches = async () =>
  (await company.ground.pool.query("select quota_id as id, reached_on as on from quota_reaches order by 1")).rows;
const reachedEvents = async () =>
  (await company.ground.pool.query("select 1 from events where name = 'quota_reached'")).rowCount;

describe("quotas", () => {
  let open: DealId[] = [];

  test("a lead plans for the people of their teams, each slightly above what their months let expect", async () => {
    open = await sold("rep", 10, 12);
    await sold("teammate", 10);
    await sold("otherRep", 3);
    const { body } = await company.ask("manager", planRoute, { query: { metric: "deals_won", period } });
    const rows = body.teams.flatMap((team) => team.rows);
    assert.deepEqual(
      rows.map(({ person: one, suggestion }) => [one.name, suggestion?.suggested]),
      [
        ["Ray Rep", 11],
        ["Rita Rep", 11],
      ],
    );
    const [ray] = rows;
    assert.ok(ray?.suggestion && ray.suggestion.basis.ownCount === 110 && ray.suggestion.basis.ownPeriods === 11);
    assert.equal(ray.suggestion.curve.chances[0], 1);
    assert.equal(ray.history.length, 12);
  });

  test("money is suggested on round figures above the expectation", async () => {
    const { body } = await company.ask("manager", planRoute, { query: { metric: "revenue_won", period } });
    const found = body.teams[0]?.rows[0]?.suggestion;
    assert.ok(found && Math.abs(found.expected - 100_000) < 1 && found.suggested >= 110_000 - found.step);
    assert.equal(found.suggested % found.step, 0);
  });

  test("nobody sets their own quota, nor that of someone they do not lead", async () => {
    assert.equal((await set("rep", "rep", 11)).status, 403);
    assert.equal((await set("manager", "manager", 11)).status, 403);
    assert.equal((await set("manager", "otherRep", 4)).status, 404);
    assert.equal((await set("rep", "teammate", 11)).status, 404);
    assert.equal((await set("admin", "admin", 11)).code, "quotas.may_not_set");
  });

  test("a quota above the suggestion asks for a reason, and one wrong row keeps all out", async () => {
    const quotas = [
      { owner: person("rep"), amount: 11 },
      { owner: person("teammate"), amount: 30 },
    ];
    const refused = await company.ask("manager", setQuotasRoute, { body: { metric: "deals_won", period, quotas } });
    assert.equal(refused.status, 422);
    assert.deepEqual(
      refused.problem?.errors?.map(({ pointer, code }) => [pointer, code]),
      [["/quotas/1/reason", "quotas.reason_missing"]],
    );
    assert.equal((await company.ask("manager", quotasRoute, { query: {} })).body.length, 0);
  });

  test("a set quota is shown with what was suggested beside it; setting it again changes nothing", async () => {
    const { body } = await set("manager", "rep", 11);
    const [quota] = body;
    assert.deepEqual([quota?.amount, quota?.beside?.suggested, quota?.setByName], [11, 11, "Mia Manager"]);
    const again = await set("manager", "rep", 11);
    assert.deepEqual(
      again.body.map(({ id }) => id),
      [quota?.id],
    );
  });

  test("a change is a new version that asks why", async () => {
    assert.equal((await set("manager", "rep", 10)).code, "quotas.reason_missing");
    const { body } = await set("manager", "rep", 10, "Away for a week");
    assert.deepEqual([body[0]?.amount, body[0]?.reason, body[0]?.replaces !== null], [10, "Away for a week", true]);
  });

  test("two who set the same quota at once leave one that holds", async () => {
    const both = await Promise.all([set("manager", "teammate", 10), set("admin", "teammate", 9)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 422]);
    const { body } = await company.ask("admin", quotasRoute, { query: { person: company.person("teammate") } });
    assert.equal(body.length, 1);
  });

  test("people read their own quota and their team's, and nobody else's", async () => {
    const seen = async (who: Who) =>
      (await company.ask(who, quotasRoute, { query: { metric: "deals_won" } })).body.length;
    assert.deepEqual(
      [await seen("rep"), await seen("manager"), await seen("otherManager"), await seen("loner")],
      [1, 2, 0, 0],
    );
  });

  test("progress counts what was won, and names the fewest deals that close the gap", async () => {
    await company.ask("rep", winDealRoute, { params: { id: open[0]! }, body: {} });
    const { body } = await company.ask("rep", progressRoute, {
      query: { person: company.person("rep"), metric: "deals_won", period },
    });
    assert.deepEqual([body.quota, body.actual, body.gap, body.closing.count], [10, 1, 9, 9]);
    assert.deepEqual([body.ledger.count, body.ledger.rows[0]?.total, body.open.count], [1, 1, 11]);
    assert.equal(body.team?.actual, 1);
    assert.ok((body.team?.quota ?? 0) >= 19);
    assert.equal(body.past.find((one) => one.period.id === "2017-12")?.actual, 10);
  });

  test("without asking for a metric the goal that counts today is shown", async () => {
    const { body } = await company.ask("rep", progressRoute, { query: { person: company.person("rep") } });
    assert.deepEqual([body.metric, body.period.id, body.quota], ["deals_won", period, 10]);
  });

  test("a person's progress is for themselves, their leads and admins", async () => {
    const asks = async (who: Who) =>
      (await company.ask(who, progressRoute, { query: { person: company.person("rep") } })).status;
    assert.deepEqual(
      [
        await asks("rep"),
        await asks("manager"),
        await asks("admin"),
        await asks("teammate"),
        await asks("otherManager"),
      ],
      [200, 200, 200, 404, 404],
    );
    const team = async (who: Who) =>
      (await company.ask(who, progressRoute, { query: { team: company.team("manager") } })).status;
    assert.deepEqual([await team("teammate"), await team("otherRep")], [200, 404]);
  });

  test("a company's figures show no deal that the reader may not read", async () => {
    const { body } = await company.ask("loner", progressRoute, { query: { metric: "deals_won", period } });
    assert.deepEqual([body.actual, body.open.deals, body.ledger.rows, body.people], [1, [], [], []]);
  });

  test("a company's goal is not known before everybody who sells has a quota", async () => {
    const goal = async () =>
      (await company.ask("admin", progressRoute, { query: { metric: "deals_won", period } })).body.quota;
    assert.equal(await goal(), null);
    await set("otherManager", "otherRep", 3);
    assert.ok(((await goal()) ?? 0) >= 22);
  });

  test("reaching a quota is noted once, however often and in whatever order it is told", async () => {
    for (const id of open.slice(1, 10)) await company.ask("rep", winDealRoute, { params: { id }, body: {} });
    await company.deliverAll(2);
    await company.deliverAll(2);
    const found = await reaches();
    assert.equal(found.length, 1);
    assert.equal(found[0].on, "2018-01-02");
    assert.equal(await reachedEvents(), 1);
  });

  test("a win taken back below the quota takes the reach back", async () => {
    await company.ask("rep", reopenDealRoute, { params: { id: open[1]! } });
    await company.deliverAll(2);
    assert.deepEqual(await reaches(), []);
  });

  test("a withdrawn quota holds no more, and may be set anew", async () => {
    const [quota] = (await company.ask("manager", quotasRoute, { query: { person: company.person("rep") } })).body;
    assert.equal((await company.ask("rep", withdrawQuotaRoute, { params: { id: quota!.id } })).status, 403);
    assert.equal((await company.ask("otherManager", withdrawQuotaRoute, { params: { id: quota!.id } })).status, 404);
    assert.equal((await company.ask("manager", withdrawQuotaRoute, { params: { id: quota!.id } })).status, 200);
    assert.equal((await set("manager", "rep", 11)).status, 200);
  });

  test("what can't be a quota is refused with its place", async () => {
    assert.equal((await set("manager", "rep", 0, "x")).code, "quotas.not_above_zero");
    assert.equal((await set("manager", "rep", 1.5, "x")).code, "quotas.not_whole");
    assert.equal((await set("manager", "rep", 5, null, "win_rate")).code, "quotas.no_such_metric");
  });
});

describe("an absence said after a quota was set", () => {
  const february = async (who: Who) => {
    const { body } = await company.ask(who, planRoute, { query: { metric: "deals_won", period: "2018-02" } });
    return body.teams.flatMap(({ rows }) => rows).find((row) => row.person.id === company.person("otherRep"));
  };
  const setFebruary = (by: Who, amount: number, reason: string | null) =>
    company.ask(by, setQuotasRoute, {
      body: { metric: "deals_won", period: "2018-02", quotas: [{ owner: person("otherRep"), amount, reason }] },
    });

  test("is proposed to whoever may set it, changes nothing by itself, and is gone once it is taken", async () => {
    await setFebruary("otherManager", 40, "test");
    assert.equal((await february("otherManager"))?.away, null);
    const body = { personId: company.person("otherRep"), fromOn: "2018-02-05", toOn: "2018-02-09", coverId: null };
    await company.ask("otherRep", addAbsenceRoute, { body: { ...body, kind: "vacation" } });
    const row = await february("otherManager");
    assert.deepEqual(row?.away, { daysAway: 5, workingDays: 20, amount: 30 });
    assert.equal(row?.quota?.amount, 40, "nobody's own absence lowers their quota");
    assert.equal((await setFebruary("otherRep", 30, "mine")).status, 403);
    const [taken] = (await setFebruary("otherManager", 30, "Away on 5 of 20 working days")).body;
    assert.deepEqual(
      [taken?.amount, taken?.reason, taken?.replaces !== null],
      [30, "Away on 5 of 20 working days", true],
    );
    assert.equal((await february("otherManager"))?.away, null);
  });

  test("isn't proposed anew because who covers changes, but is when the days do", async () => {
    const [absence] = (await company.ask("otherRep", absencesRoute, { query: {} })).body;
    const change = (body: object) =>
      company.ask("otherRep", changeAbsenceRoute, { params: { id: absence!.id }, body: body as never });
    await change({ coverId: company.person("loner") });
    assert.equal((await february("otherManager"))?.away, null);
    await change({ toOn: "2018-02-16" });
    assert.equal((await february("otherManager"))?.away?.daysAway, 10);
  });
});
