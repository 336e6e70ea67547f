import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { newId } from "#lib/id.ts";
import { openFreshDatabase } from "#tests/database.ts";
import { clockFrom } from "../clock.ts";
import { type Ground, makeGround, touched } from "../ground.ts";
import { makeQueues, openJobs, work } from "../jobs/jobs.ts";
import { openLog } from "../log.ts";
import { openHub } from "../realtime/hub.ts";
import { emit, emitAll, eventsOf, replay } from "./emit.ts";
import { on } from "./listener.ts";

const bellRung = eventKind("bell_rung", "bell", z.strictObject({ times: z.int() }));
const heard: { steady: number[][]; shaky: number[][] } = { steady: [], shaky: [] };
let failures = 1;

let ground: Ground;
let database: Awaited<ReturnType<typeof openFreshDatabase>>;

before(async () => {
  database = await openFreshDatabase();
  const log = openLog("silent");
  const boss = openJobs(database.url, log);
  await boss.start();
  const listeners = [
    on(
      bellRung,
      "test.steady",
      async (_tx, events) => void heard.steady.push(events.map((event) => event.facts.times)),
    ),
    on(bellRung, "test.shaky", async (_tx, events) => {
      if (failures-- > 0) throw new Error("not this time");
      heard.shaky.push(events.map((event) => event.facts.times));
    }),
  ];
  ground = makeGround({
    url: database.url,
    clock: clockFrom("2018-01-02T12:00:00.000Z"),
    log,
    boss,
    listeners: Map.groupBy(listeners, (one) => one.event),
    metrics: new Map(),
    records: new Map(),
    checks: [],
    areas: [],
    erasers: [],
    maxConnections: 4,
  });
  await makeQueues(boss, listeners, []);
  await work(ground, []);
});
after(async () => {
  await ground.boss.stop({ graceful: true, timeout: 2000 });
  await ground.pool.end();
  await database.close();
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await wait(50);
  assert.ok(holds(), "it came to hold within ten seconds");
}

test("a transaction that is rolled back takes its events and deliveries along", async () => {
  const bell = newId();
  await assert.rejects(
    ground.transact(async (tx) => {
      await emit(tx, bellRung, { record: bell, facts: { times: 1 } });
      throw new Error("changed my mind");
    }),
    /changed my mind/,
  );
  assert.deepEqual(await eventsOf(ground.db, bell), []);
  await wait(300);
  assert.deepEqual(heard.steady, []);
});

test("a listener that throws is tried again alone, and the others aren't disturbed", async () => {
  await ground.transact((tx) => emit(tx, bellRung, { record: newId(), facts: { times: 3 } }));
  await until(() => heard.steady.length === 1);
  assert.deepEqual(heard.steady, [[3]]);
  await until(() => heard.shaky.length === 1);
  assert.deepEqual(heard.shaky, [[3]]);
  assert.equal(heard.steady.length, 1, "the steady one heard it once");
});

test("in bulk, a listener is delivered a thousand events at once", async () => {
  heard.steady.length = 0;
  const bells = Array.from({ length: 1500 }, (_one, times) => ({ record: newId(), facts: { times } }));
  await ground.transact((tx) => emitAll(tx, bellRung, bells));
  await until(() => heard.steady.length === 2);
  assert.deepEqual(
    heard.steady.map((events) => events.length).toSorted((a, b) => b - a),
    [1000, 500],
  );
});

test("a new listener starts with the past", async () => {
  heard.steady.length = 0;
  const told = await ground.transact((tx) => replay(tx, "test.steady", "2018-01-01T00:00:00.000Z"));
  assert.equal(told, 1501);
  await until(() => heard.steady.flat().length === 1501);
  await assert.rejects(
    ground.transact((tx) => replay(tx, "test.nobody", "2018-01-01T00:00:00.000Z")),
    /No listener/,
  );
});

test("what was touched is told to the screens that follow it, after the commit and never before", async () => {
  const hub = await openHub(database.url, ground.log);
  const told: string[] = [];
  hub.follow({ send: (text) => void told.push(text) }, ["bells"]);
  await ground.transact(async (tx) => {
    touched(tx, "bells", "others");
    await wait(200);
    assert.deepEqual(told, []);
  });
  await until(() => told.length === 1);
  await assert.rejects(
    ground.transact(async (tx) => {
      touched(tx, "bells");
      throw new Error("no");
    }),
  );
  await wait(200);
  assert.deepEqual(told, ['{"topic":"bells"}']);
  await hub.stop();
});

test("events are never changed, and the audit neither changed nor deleted", async () => {
  await assert.rejects(ground.pool.query("update events set name = 'x'"), /append-only/);
  await assert.rejects(ground.pool.query("delete from audit"), /append-only/);
});
