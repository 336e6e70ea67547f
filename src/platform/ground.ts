import { sql } from "kysely";
import type { Pool } from "pg";
import type { PgBoss } from "pg-boss";
import { newId } from "#lib/id.ts";
import type { MetricDefinition } from "#lib/metric.ts";
import type { Clock } from "./clock.ts";
import { beginTransaction, openDb, openPool, type Reads, row, type Tx } from "./db/db.ts";
import type { Listener } from "./events/listener.ts";
import type { Log } from "./log.ts";
import type { Check, Module, RecordKind } from "./module.ts";

/** What every part of the server stands on. Made once at boot and never a global: two may live in one process (tests do). */
export type Ground = {
  readonly url: string;
  readonly pool: Pool;
  readonly db: Reads;
  readonly clock: Clock;
  readonly boss: PgBoss;
  readonly log: Log;
  readonly listeners: ReadonlyMap<string, readonly Listener[]>;
  /** The metric catalogue, and how kinds of record are named and found: registered by the modules. */
  readonly metrics: ReadonlyMap<string, MetricDefinition>;
  readonly records: ReadonlyMap<string, RecordKind>;
  readonly checks: readonly Check[];
  /** The areas of the API that a key can be held to: the first parts of the paths. */
  readonly areas: readonly string[];
  /** What every module does when a record is erased. */
  readonly erasers: readonly NonNullable<Module["onErase"]>[];
  /** Runs `work` in a transaction; topics it touched are told to all open screens after the commit. */
  transact<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
};

type Underway = { ground: Ground; topics: Set<string>; audits: Audited[]; by: string | null };

/** A field of a record that went from something to something. */
export type Audited = { kind: string; record: string; field: string; was: unknown; became: unknown };

const underway = new WeakMap<Tx, Underway>();

export function makeGround(parts: Omit<Ground, "transact" | "db" | "pool"> & { maxConnections?: number }): Ground {
  const pool = openPool(parts.url, parts.maxConnections);
  const ground: Ground = { ...parts, pool, db: openDb(pool), transact: (work) => transact(ground, work) };
  return ground;
}

async function transact<Result>(ground: Ground, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return beginTransaction(ground.db, async (tx) => {
    const state: Underway = { ground, topics: new Set(), audits: [], by: null };
    underway.set(tx, state);
    const result = await work(tx);
    if (state.topics.size + state.audits.length > 0) await finish(tx, state);
    return result;
  });
}

/** What every change ends with, in one statement: its audit, and the topics that are told when it is committed. */
async function finish(tx: Tx, { ground, topics, audits, by }: Underway): Promise<void> {
  const column = <Value>(of: (one: Audited) => Value) => audits.map(of);
  await sql`
    with audited as (
      insert into audit (id, record_kind, record_id, field, was, became, by_user, at)
      select *, ${by}::text, ${ground.clock.now()}::timestamptz from unnest(
        ${column(() => newId())}::uuid[], ${column((one) => one.kind)}::text[], ${column((one) => one.record)}::uuid[],
        ${column((one) => one.field)}::text[], ${column((one) => JSON.stringify(one.was ?? null))}::jsonb[],
        ${column((one) => JSON.stringify(one.became ?? null))}::jsonb[]
      )
    )
    select pg_notify('touched', topics) from (values (${[...topics].join("\n")}::text)) as told (topics) where topics <> ''`.execute(
    tx,
  );
}

/** Kept until the end of the transaction. */
export function noteAudit(tx: Tx, audits: readonly Audited[]): void {
  stateOf(tx).audits.push(...audits);
}

/** The ground a transaction was begun on. */
export function groundOf(tx: Tx): Ground {
  return stateOf(tx).ground;
}

/** Says once, at the top of a request, whose doing this transaction is: events and the audit carry it. */
export function actFor(tx: Tx, userId: string | null): void {
  stateOf(tx).by = userId;
}

export function actingUser(tx: Tx): string | null {
  return stateOf(tx).by;
}

/** After the commit, open screens that follow `topic` ask again. */
export function touched(tx: Tx, ...topics: string[]): void {
  for (const topic of topics) stateOf(tx).topics.add(topic);
}

function stateOf(tx: Tx): Underway {
  const state = underway.get(tx);
  if (!state) throw new Error("This transaction was not begun by ground.transact");
  return state;
}

/** Serialises what concerns one record for the rest of the transaction, without a row to lock. */
export async function lockFor(tx: Tx, ...what: string[]): Promise<void> {
  await row(tx, sql`select pg_advisory_xact_lock(hashtextextended(${what.join(":")}, 0))`);
}
