import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import { openFreshDatabase } from "../../../tests/database.ts";
import { clockFrom } from "../clock.ts";
import { type Ground, makeGround } from "../ground.ts";
import { openLog } from "../log.ts";
import { enqueue, job, makeQueues, openJobs, stuckQueue, work } from "./jobs.ts";
import { countStuck, letGo, stuckJobs, tryAgain } from "./stuck.ts";

let database: Awaited<ReturnType<typeof openFreshDatabase>>;
let ground: Ground;
const done = new Set<number>();
let isPoisoned = true;

/** Work in which one message of many can't be done until somebody mends the cause. */
const count = job({
  name: "test.count",
  data: z.object({ at: z.number() }),
  run: async (_ground, { at }) => {
    if (at === 500 && isPoisoned) throw new Error("poison: 500 is not to be counted");
    done.add(at);
  },
});

before(async () => {
  database = await openFreshDatabase();
  const log = openLog("silent");
  const boss = openJobs(database.url, log);
  await boss.start();
  const nothing = { metrics: new Map(), records: new Map(), checks: [], areas: [], erasers: [] };
  ground = makeGround({ url: database.url, clock: clockFrom(undefined), log, boss, listeners: new Map(), ...nothing });
  await makeQueues(boss, [], [count]);
  // The tries as they are, without the minutes between them.
  await boss.updateQueue(count.name, { retryLimit: 8, retryDelay: 0, retryBackoff: false });
});
after(async () => {
  await ground.boss.stop({ graceful: false });
  await ground.pool.end();
  await database.close();
});

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600 && !(await isSo()); tries++) await wait(100);
  assert.ok(await isSo(), "it came about within a minute");
};

test("one poisonous message in a thousand holds none of the others, and is parked in view after its last try", async () => {
  await ground.transact(async (tx) => {
    for (let at = 0; at < 1000; at++) await enqueue(tx, count, { at });
  });
  await work(ground, [count]);
  await until(async () => done.size === 999);
  await until(async () => (await countStuck(ground.db)).parked === 1);
  const [stuck] = await stuckJobs(ground.db);
  assert.equal(stuck?.name, "test.count");
  assert.equal(stuck?.tries, 9);
  assert.equal(stuck?.error, "poison: 500 is not to be counted");
  assert.equal(stuck?.state, "parked");
});

test("tried again before its cause is mended it is parked again; afterwards it is done, and nothing is stuck", async () => {
  const [stuck] = await stuckJobs(ground.db);
  assert.equal(await ground.transact((tx) => tryAgain(tx, [stuck!.id])), 1);
  await until(async () => (await stuckJobs(ground.db)).some((one) => one.state === "parked" && one.id !== stuck!.id));
  isPoisoned = false;
  const [again] = await stuckJobs(ground.db);
  await ground.transact((tx) => tryAgain(tx, [again!.id]));
  await until(async () => done.has(500));
  assert.deepEqual(await stuckJobs(ground.db), []);
});

test("what is let go is gone for good, and the audit says what it was", async () => {
  await ground.boss.send(stuckQueue, { at: 1 });
  const [stuck] = await stuckJobs(ground.db);
  assert.equal(await ground.transact((tx) => letGo(tx, [stuck!.id])), 1);
  assert.deepEqual(await stuckJobs(ground.db), []);
  const { rows } = await sql<{ field: string }>`select field from audit where record_id = ${stuck!.id}`.execute(
    ground.db,
  );
  assert.deepEqual(rows, [{ field: "let go" }]);
});

test("a job that nobody fetched for weeks is still there", async () => {
  const queue = (await ground.boss.getQueues()).find((one) => one.name === count.name);
  assert.ok((queue?.retentionSeconds ?? 0) > 5 * 365 * 86_400);
});
