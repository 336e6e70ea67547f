import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { sql } from "kysely";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { Refusal } from "#lib/refusal.ts";
import { row } from "../db/db.ts";
import type { Ground } from "../ground.ts";
import { countStuck } from "../jobs/stuck.ts";
import type { Hub } from "../realtime/hub.ts";

type Watched = { ground: Ground; hub: Hub; metricsToken: string | undefined; isEnding: () => boolean };

/** What other programs look at: whether the process lives, whether it may be sent requests, and its figures. */
export function watchers(app: FastifyInstance, { ground, hub, metricsToken, isEnding }: Watched): void {
  const registry = figuresOf(app, ground, hub);
  app.get("/healthz", { schema: { hide: true } }, async () => ({ status: "ok" }));
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    const isReady = !isEnding() && (await answersInTime(ground));
    if (!isReady) reply.code(503).header("retry-after", "2");
    return { status: isReady ? "ready" : isEnding() ? "ending" : "no database" };
  });
  app.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    if (!mayReadFigures(request, metricsToken)) throw new Refusal("http.no_such_path", 404);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

async function answersInTime({ pool }: Ground): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 2000).unref());
  return Promise.race([
    pool.query("select 1").then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

/** By the token where one is set, else from this very machine: behind a proxy, that is nobody's. */
function mayReadFigures({ ip, headers }: FastifyRequest, token: string | undefined): boolean {
  if (!token) return /^(127\.|::1$|::ffff:127\.)/.test(ip) && headers["x-forwarded-for"] === undefined;
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(headers.authorization ?? ""), hash(`Bearer ${token}`));
}

/** Names by Prometheus' customs: the unit at the end, in base units; no label that names a person or a record. */
function figuresOf(app: FastifyInstance, ground: Ground, hub: Hub): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: "clinch_http_request_duration_seconds",
    help: "How long requests took, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  app.addHook("onResponse", async ({ method, routeOptions }, reply) => {
    seconds.observe({ method, route: routeOptions.url ?? "none", status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  const { pool, db } = ground;
  gauge("clinch_open_screens", "Sockets that follow something.", () => hub.count());
  gauge("clinch_database_connections", "Connections of the pool of this process.", () => pool.totalCount);
  gauge("clinch_database_waiting", "Requests that wait for a connection.", () => pool.waitingCount);
  gauge("clinch_database_bytes", "Size of the database.", async () => (await sizeOf(db)) ?? Number.NaN);
  gauge("clinch_jobs_waiting", "Deliveries and jobs that wait to be done.", () => waiting(db));
  gauge("clinch_jobs_retrying", "Failed, and tried again by themselves.", async () => (await stuck(db)).waiting);
  gauge("clinch_jobs_parked", "Failed on their last try: somebody must look.", async () => (await stuck(db)).parked);
  return registry;
}

type Db = Ground["db"];

/** A database that is away leaves its figures out; the others are still read. */
const unknown = { parked: Number.NaN, waiting: Number.NaN };
const stuck = (db: Db) => countStuck(db).catch(() => unknown);
const sizeOf = (db: Db) =>
  row(db, sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`).then(
    (found) => found?.bytes,
    () => undefined,
  );
const waiting = (db: Db) =>
  row(
    db,
    sql<{ count: number }>`
    select count(*) as count from pgboss.job where state in ('created', 'active') and name not like '\\_\\_pgboss%'`,
  ).then(
    (found) => found?.count ?? 0,
    () => Number.NaN,
  );
