import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { addLogin, identifier, insertPersons } from "#modules/people/server/public.ts";
import { openAuth, sessionSecret } from "#platform/auth/auth.ts";
import { startCarried } from "#platform/db/carried.ts";
import type { Ground } from "#platform/ground.ts";
import { makeApp } from "#platform/http/app.ts";
import { openHub } from "#platform/realtime/hub.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { bootGround, root, type Started } from "../src/boot.ts";
import { sentences } from "../src/sentences.ts";
import { serveWeb } from "../src/serveWeb.ts";

export type BenchServer = {
  ground: Ground;
  started: Started;
  app: FastifyInstance;
  url: string;
  origin: string;
  cookie: string;
  json: <Body>(address: string) => Promise<Body>;
  close(): Promise<void>;
};

/** A whole server on a database of its own, with one admin signed in; `fill` comes between the database and the server. */
export async function openBenchServer(
  name: string,
  fill: (ground: Ground, url: string) => Promise<void>,
): Promise<BenchServer> {
  const data = path.join(os.tmpdir(), `clinch-bench-${name}-${process.pid}`);
  const settings = readSettings({ LOG_LEVEL: "silent", CLINCH_CLOCK: "2018-01-02T12:00:00Z" }, root);
  const carried = await startCarried(data);
  const started = await bootGround(settings, carried.url);
  const { ground } = started;
  const userId = await setUp(ground);
  await fill(ground, carried.url);
  const secret = await sessionSecret(ground.db);
  const auth = openAuth({ secret, origin: "http://localhost", tries: settings.signInTries });
  const hub = await openHub(carried.url, ground.log);
  let origin = "";
  const app = await makeApp({
    ground,
    auth,
    hub,
    answers: started.modules.flatMap((module) => module.answers ?? []),
    identify: identifier(ground.clock),
    sentences: sentences(ground.log),
    origins: () => [origin],
    settings: { ...settings, requestsPerMinute: 10_000_000 },
  });
  await serveWeb(app, root);
  origin = (await app.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const cookie = (await auth.startSession(ground.db, userId)).split(";")[0]!;
  await ground.pool.query("analyze");
  return {
    ground,
    started,
    app,
    url: carried.url,
    origin,
    cookie,
    json: async <Body>(address: string) =>
      (await app.inject({ method: "GET", url: address, headers: { cookie } })).json<Body>(),
    close: async () => {
      await app.close();
      await hub.stop();
      await started.stop();
      await carried.stop();
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

function setUp(ground: Ground): Promise<string> {
  return ground.transact(async (tx) => {
    const now = ground.clock.now();
    await createWorkspace(
      tx,
      { name: "Bench", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" },
      now,
    );
    const [person] = await insertPersons(
      tx,
      [{ name: "Ada Admin", email: null, title: null, joinedOn: null, leftOn: null }],
      now,
    );
    const login = { personId: person!, name: "Ada Admin", email: "ada@clinch.test", password: "correct horse battery" };
    return addLogin(tx, { ...login, admin: true });
  });
}
