import assert from "node:assert/strict";
import net from "node:net";
import { Writable } from "node:stream";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import pino from "pino";
import { readSettings } from "#platform/settings.ts";
import { bootGround, bootServer, root } from "../../src/boot.ts";
import { serveWeb } from "../../src/serveWeb.ts";
import { openFreshDatabase } from "../database.ts";

let close: () => Promise<void>;
let origin: string;
let port: number;
const logged: string[] = [];
const token = "a-token-of-many-letters";

before(async () => {
  const database = await openFreshDatabase();
  const settings = readSettings(
    { PORT: "0", LOG_LEVEL: "silent", METRICS_TOKEN: token, PUBLIC_URL: "https://clinch.example.com" },
    root,
  );
  const started = await bootGround(settings, database.url, { migrated: true });
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  Object.assign(started.ground, { log: pino({ level: "trace" }, sink) });
  const server = await bootServer(started, settings);
  await serveWeb(server.app, root);
  await server.app.listen({ port: 0, host: "127.0.0.1" });
  port = (server.app.server.address() as net.AddressInfo).port;
  origin = `http://127.0.0.1:${port}`;
  close = async () => {
    await server.stop();
    await started.stop();
    await database.close();
  };
});
after(() => close?.());

test("every answer, page, file, API or refusal, carries the policy of content and names nobody else", async () => {
  for (const path of ["/", "/api/docs", "/api/openapi.json", "/api/session", "/api/nothing", "/theme.js", "/source"]) {
    const { headers } = await fetch(`${origin}${path}`, { redirect: "manual" });
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /script-src 'self'(;|$)/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.match(policy, /connect-src 'self' wss:\/\/clinch\.example\.com/, path);
    const others = [...policy.matchAll(/https?:\/\/[^\s;]+/g)].map(([address]) => address);
    assert.deepEqual(others, [], `${path} lets a third party in`);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "no-referrer", path);
    assert.match(headers.get("strict-transport-security") ?? "", /max-age=31536000/, path);
    assert.ok(headers.get("x-request-id"), path);
  }
});

test("the page loads nothing from anywhere else", async () => {
  const page = await (await fetch(origin)).text();
  const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
  assert.ok(addresses.length > 2);
  assert.deepEqual(
    addresses.filter((address) => !address.startsWith("/")),
    [],
  );
});

test("ready means that the database answers; the figures are read by their token alone", async () => {
  const ready = await fetch(`${origin}/readyz`);
  assert.equal(ready.status, 200);
  assert.deepEqual(await ready.json(), { status: "ready" });
  assert.equal((await fetch(`${origin}/metrics`)).status, 404);
  assert.equal((await fetch(`${origin}/metrics`, { headers: { authorization: "Bearer wrong" } })).status, 404);
  const text = await (await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
  for (const name of [
    "clinch_http_request_duration_seconds_bucket",
    "clinch_jobs_parked 0",
    "clinch_database_bytes",
    "process_resident_memory_bytes",
  ])
    assert.ok(text.includes(name), name);
  assert.match(text, /route="\/readyz"/);
});

test("no word of a body, a query, a password or a cookie is in the log, at any level", async () => {
  const secrets = ["planted-in-body", "planted-in-query", "planted-password", "planted-cookie", "planted-token"];
  const send = (path: string, init: RequestInit) => fetch(`${origin}${path}`, init);
  const json = { "content-type": "application/json" };
  await send("/api/sign-in", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ email: "planted-in-body@clinch.test", password: "planted-password" }),
  });
  await send("/api/deals?q=planted-in-query", { headers: { cookie: "clinch.session_token=planted-cookie" } });
  await send("/api/deals", { method: "POST", headers: json, body: '{"planted-in-body' });
  await send("/api/invitations/planted-token-planted-token", {});
  await send("/api/setup?token=planted-token", {});
  await wait(100);
  assert.ok(
    logged.some((line) => line.includes('"route":"/api/sign-in"')),
    "requests are logged",
  );
  for (const secret of secrets) assert.ok(!logged.join("").includes(secret), secret);
});

/** A client that opens a request and never ends it; answers after how many seconds it was closed. */
function slow(head: string, drip: string): Promise<number> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const socket = net.connect(port, "127.0.0.1", () => socket.write(head));
    const dripping = setInterval(() => drip && socket.write(drip), 1000);
    socket.on("error", () => {}).resume();
    socket.on("close", () => {
      clearInterval(dripping);
      resolve((performance.now() - begun) / 1000);
    });
  });
}

test("clients that stall, or send by drops, are closed within thirty seconds, and others are answered meanwhile", async () => {
  const post =
    "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
  const clients = [slow("", ""), slow("GET / HT", "T"), slow(`${post}{`, " "), slow(`${post}{`, "")];
  let [answered, isOver] = [0, false];
  const askOn = async () => {
    while (!isOver) {
      if ((await fetch(`${origin}/healthz`)).ok) answered++;
      await wait(1000);
    }
  };
  const asking = askOn();
  const seconds = await Promise.all(clients.map((one) => Promise.race([one, wait(40_000).then(() => 40)])));
  isOver = true;
  await asking;
  assert.ok(
    seconds.every((one) => one <= 30),
    seconds.map((one) => one.toFixed(1)).join(", "),
  );
  assert.ok(answered >= 10, "health answered all the while");
});
