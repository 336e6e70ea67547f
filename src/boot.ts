import path from "node:path";
import type { FastifyInstance } from "fastify";
import type { MetricDefinition } from "#lib/metric.ts";
import { identifier } from "#modules/people/server/public.ts";
import { areaOf } from "#platform/auth/apiKeys.ts";
import { openAuth, sessionSecret } from "#platform/auth/auth.ts";
import { clockFrom } from "#platform/clock.ts";
import { migrate } from "#platform/db/migrate.ts";
import { reachDatabase } from "#platform/db/reach.ts";
import type { Listener } from "#platform/events/listener.ts";
import { type Ground, makeGround } from "#platform/ground.ts";
import { makeApp } from "#platform/http/app.ts";
import { type AnyJob, makeQueues, openJobs, work } from "#platform/jobs/jobs.ts";
import { openLog } from "#platform/log.ts";
import { mailJob } from "#platform/mail/mailer.ts";
import type { Module, RecordKind } from "#platform/module.ts";
import { openHub } from "#platform/realtime/hub.ts";
import { groundExports } from "#platform/records/groundExports.ts";
import type { Settings } from "#platform/settings.ts";
import { readWorkspace } from "#platform/workspace.ts";
import { modulesFor } from "./modules.ts";
import { sentences } from "./sentences.ts";

export type Started = {
  ground: Ground;
  modules: readonly Module[];
  jobs: readonly AnyJob[];
  origin(): string;
  setOrigin(origin: string): void;
  stop(): Promise<void>;
};

/** The ground with every module mounted, without a web server: what the command line, the tests and the server share. */
export async function bootGround(
  settings: Settings,
  url: string,
  options: { migrated?: boolean; maxConnections?: number } = {},
): Promise<Started> {
  await reachDatabase(url, (sentence) => process.stderr.write(`${sentence}\n`));
  if (!options.migrated) await migrate(url, import.meta.dirname);
  let origin = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const modules = modulesFor({ origin: () => origin, settings });
  const log = openLog(settings.logLevel);
  const boss = openJobs(url, log);
  await boss.start();
  const jobs = [
    mailJob(settings),
    ...modules.flatMap((module) => module.jobs ?? []),
    ...nightlyJobs(modules),
    ...minutelyJobs(modules),
  ];
  const ground = makeGround({
    url,
    clock: clockFrom(settings.clock),
    log,
    boss,
    listeners: listenersOf(modules),
    metrics: metricsOf(modules),
    records: recordsOf(modules),
    lists: new Map(modules.flatMap((module) => module.lists ?? []).map((list) => [list.name, list])),
    places: modules.flatMap((module) => module.places ?? []),
    firstSteps: modules.flatMap((module) => module.firstSteps ?? []).toSorted((a, b) => a.day - b.day),
    checks: modules.flatMap((module) => module.checks ?? []),
    areas: areasOf(modules),
    erasers: modules.flatMap((module) => module.onErase ?? []),
    holders: modules.flatMap((module) => module.onAccess ?? []),
    transferables: modules.flatMap((module) => module.onTransfer ?? []),
    mergeables: modules.flatMap((module) => module.onMerge ?? []),
    trash: new Map(modules.flatMap((module) => module.trash ?? []).map((one) => [one.kind, one])),
    purgers: modules.flatMap((module) => module.onPurge ?? []),
    data: settings.data,
    exports: [...groundExports, ...modules.flatMap((module) => module.exports ?? [])],
    fileTables: fileTables(modules),
    ofThisMachine: ofThisMachine(modules),
    ...(options.maxConnections ? { maxConnections: options.maxConnections } : {}),
  });
  await makeQueues(boss, [...ground.listeners.values()].flat(), jobs);
  return {
    ground,
    modules,
    jobs,
    origin: () => origin,
    setOrigin: (next) => {
      origin = next;
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 3000 });
      await ground.pool.end();
    },
  };
}

/** The server on a booted ground: routes, live updates, jobs at work. */
export async function bootServer(
  started: Started,
  settings: Settings,
): Promise<{ app: FastifyInstance; stop(): Promise<void> }> {
  const { ground, modules, jobs } = started;
  const origin = settings.publicUrl ?? `http://localhost:${settings.port}`;
  const auth = openAuth({ secret: await sessionSecret(ground.db), origin, tries: settings.signInTries });
  const hub = await openHub(ground.url, ground.log);
  const origins = () => [started.origin(), ...(settings.publicUrl ? [] : loopbackOrigins(started.origin()))];
  const answers = modules.flatMap((module) => module.answers ?? []);
  let isEnding = false;
  const app = await makeApp({
    ground,
    auth,
    hub,
    answers,
    pages: modules.flatMap((module) => module.pages ?? []),
    identify: identifier(ground.clock),
    sentences: sentences(ground.log),
    settings,
    isEnding: () => isEnding,
    origins,
    inlineScripts: process.env.CLINCH_DEV === "1",
  });
  await work(ground, jobs);
  await scheduleNightly(ground, modules);
  return {
    app,
    stop: async () => {
      isEnding = true;
      await app.close();
      await hub.stop();
    },
  };
}

/** On one machine the page may be opened under each name that the machine has for itself. */
function loopbackOrigins(origin: string): string[] {
  const { port } = new URL(origin);
  return ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}`);
}

function listenersOf(modules: readonly Module[]): Map<string, Listener[]> {
  return Map.groupBy(
    modules.flatMap((module) => module.listens ?? []),
    (listener) => listener.event,
  );
}

function metricsOf(modules: readonly Module[]): Map<string, MetricDefinition> {
  return new Map(modules.flatMap((module) => module.metrics ?? []).map((metric) => [metric.name, metric]));
}

function recordsOf(modules: readonly Module[]): Map<string, RecordKind> {
  return new Map(modules.flatMap((module) => module.records ?? []).map((record) => [record.kind, record]));
}

function areasOf(modules: readonly Module[]): string[] {
  const routes = modules.flatMap((module) => module.answers ?? []).map(({ route }) => route);
  const byScope = routes.filter(({ who, byKey }) => who !== "anyone" && byKey === undefined);
  return [...new Set(byScope.map(areaOf))].toSorted();
}

/** The tables that name bytes in the store of files, of every module. */
export function fileTables(modules: readonly Module[]): string[] {
  return modules.flatMap((module) => module.fileTables ?? []);
}

/** What backups leave out, of every module. */
export function ofThisMachine(modules: readonly Module[]): Ground["ofThisMachine"] {
  return {
    tables: modules.flatMap((module) => module.ofThisMachine?.tables ?? []),
    jobs: modules.flatMap((module) => module.ofThisMachine?.jobs ?? []),
  };
}

/** The night's work; whatever becomes of it, the next night is that of the workspace's zone, which a first run may just have chosen. */
function nightlyJobs(modules: readonly Module[]): AnyJob[] {
  return modules.flatMap((module) =>
    (module.nightly ?? []).map(({ name, run }) => ({
      name,
      start: async (ground: Ground) => {
        await scheduleNight(ground, name);
        await run(ground);
      },
    })),
  );
}

function minutelyJobs(modules: readonly Module[]): AnyJob[] {
  return modules.flatMap((module) =>
    (module.minutely ?? []).map(({ name, run }) => ({ name, start: (ground: Ground) => run(ground) })),
  );
}

async function scheduleNightly(ground: Ground, modules: readonly Module[]): Promise<void> {
  for (const { name } of modules.flatMap((module) => module.nightly ?? [])) await scheduleNight(ground, name);
  for (const { name } of modules.flatMap((module) => module.minutely ?? []))
    await ground.boss.schedule(name, "* * * * *", {}, { tz: "UTC" });
}

async function scheduleNight(ground: Ground, name: string): Promise<void> {
  const zone = (await readWorkspace(ground.db))?.zone ?? "UTC";
  await ground.boss.schedule(name, "10 0 * * *", {}, { tz: zone });
}

export const root = path.resolve(import.meta.dirname, "..");
