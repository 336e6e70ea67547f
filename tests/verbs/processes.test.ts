import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import WebSocket from "ws";
import { newId } from "#lib/id.ts";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root } from "../../src/boot.ts";
import { openFreshDatabase } from "../database.ts";
import { type Running, setUpBy, startServer } from "../serverProcess.ts";

let database: Awaited<ReturnType<typeof openFreshDatabase>>;
let one: Running;
let other: Running;
let cookie: string;
let client: pg.Client;
let env: Record<string, string>;

before(async () => {
  database = await openFreshDatabase();
  env = { DATABASE_URL: database.url, LOG_LEVEL: "silent" };
  const started = await bootGround(readSettings(env, root), database.url, { migrated: true });
  await started.ground.transact((tx) => startPipeline(tx, "en"));
  await started.stop();
  one = await startServer(env);
  cookie = await setUpBy(one);
  other = await startServer(env);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
after(async () => {
  await one?.kill("SIGTERM");
  await other?.kill("SIGTERM");
  await client?.end();
  await database?.close();
});

const post = (server: Running, address: string, body: object) =>
  fetch(`${server.origin}${address}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify(body),
  });
const openDeal = (server: Running, name: string) =>
  post(server, "/api/deals", { name, value: { minor: 1000, currency: "USD" } });

/** A screen's socket: what it heard, and how it ended. */
async function screen({ origin }: Running, withCookie = cookie) {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/api/live`, { headers: { cookie: withCookie } });
  const heard: string[] = [];
  let ended: number | undefined;
  socket.on("message", (data) => heard.push(String(data)));
  socket.on("close", (code) => {
    ended = code;
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  socket.send(JSON.stringify({ follow: ["deals"] }));
  await wait(100);
  return { heard, ended: () => ended, close: () => socket.close() };
}

const until = async (isSo: () => boolean | Promise<boolean>, what: string, tries = 50): Promise<void> => {
  for (let at = 0; at < tries && !(await isSo()); at++) await wait(100);
  assert.ok(await isSo(), what);
};

test("two servers on one database serve one company: what one writes the other shows, and its open screens follow", async () => {
  const watching = await screen(other);
  const { id } = (await (await openDeal(one, "Seen from both")).json()) as { id: string };
  await until(() => watching.heard.length > 0, "the screen at the other server is told");
  const seen = await fetch(`${other.origin}/api/deals/${id}`, { headers: { cookie } });
  assert.equal(((await seen.json()) as { name: string }).name, "Seen from both");
  watching.close();
});

test("a session that is ended at one server is out at the other, and its socket there closes within five seconds", async () => {
  const second = await fetch(`${one.origin}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "ada@clinch.test", password: "correct horse battery" }),
  });
  const theirs = second.headers.getSetCookie()[0]!.split(";")[0]!;
  const watching = await screen(other, theirs);
  assert.equal(
    (await fetch(`${one.origin}/api/sign-out`, { method: "POST", headers: { cookie: theirs } })).status,
    200,
  );
  assert.equal((await fetch(`${other.origin}/api/session`, { headers: { cookie: theirs } })).status, 401);
  await until(() => watching.ended() === 4401, "the socket is closed", 60);
});

type Storm = { kept: string[]; refused: string[]; unknown: string[]; faults: string[] };

/** Opens deals at one server until told to stop; what was answered is noted by the deal's name. */
async function write(server: Running, storm: Storm, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const name = newId();
    const response = await openDeal(server, name);
    const { code } = response.status === 201 ? { code: undefined } : ((await response.json()) as { code: string });
    if (response.status === 201) storm.kept.push(name);
    else if (code === "http.database_away") storm.refused.push(name);
    else if (code === "http.outcome_unknown") storm.unknown.push(name);
    else storm.faults.push(`${response.status} ${code}`);
    if (response.status === 503 && !response.headers.get("retry-after")) storm.faults.push("no Retry-After");
    if (response.status !== 201) await wait(50);
  }
}

const cut = () =>
  client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );

test("with every connection cut at random moments, each write is kept and said so, or answered 503 and not there", async () => {
  const storm: Storm = { kept: [], refused: [], unknown: [], faults: [] };
  let isOver = false;
  const writers = [one, other, one, other].map((server) => write(server, storm, () => isOver));
  for (let round = 0; round < 12; round++) {
    await wait(100 + ((round * 137) % 300));
    await cut();
  }
  isOver = true;
  await Promise.all(writers);
  const there = async (names: string[]) =>
    (await client.query("select count(*)::int as count from deals where name = any($1)", [names])).rows[0].count;
  assert.deepEqual(storm.faults, []);
  assert.ok(storm.kept.length > 20 && storm.refused.length > 0, "the storm wrote, and was struck");
  assert.equal(await there(storm.kept), storm.kept.length);
  assert.equal(await there(storm.refused), 0);
  const { rows } = await client.query(
    "select count(*)::int as count from deals where (select count(*) from events where record_id = deals.id) <> 1",
  );
  assert.equal(rows[0].count, 0, "each has its one event");
});

test("after the connections were cut, writes, screens and jobs are back within five seconds", async () => {
  await cut();
  await until(async () => (await openDeal(one, "Back")).status === 201, "a write is taken again");
  const watching = await screen(other);
  await until(async () => {
    await openDeal(one, "Told");
    return watching.heard.length > 0;
  }, "screens are told again");
  watching.close();
});

test("mails that three processes race for, one killed each second, are kept once each", async () => {
  const count = 600;
  await queueMails(count);
  let third = await startServer(env);
  for (let round = 0; round < 3; round++) {
    await wait(1000);
    await third.kill("SIGKILL");
    third = await startServer(env);
  }
  const kept = async () => (await client.query("select sent_to from mails where subject = 'Raced'")).rows;
  await until(async () => (await kept()).length >= count, "all are kept", 600);
  await third.kill("SIGTERM");
  const addresses = (await kept()).map((row) => row.sent_to);
  assert.equal(addresses.length, count);
  assert.equal(new Set(addresses).size, count);
});

async function queueMails(count: number): Promise<void> {
  const started = await bootGround(readSettings(env, root), database.url, { migrated: true, maxConnections: 2 });
  await started.ground.transact(async (tx) => {
    for (let at = 0; at < count; at++)
      await queueMail(tx, { to: `guest${at}@clinch.test`, subject: "Raced", text: "once" });
  });
  await started.stop();
}
