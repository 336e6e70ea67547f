import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { PgBoss } from "pg-boss";
import { newId } from "#lib/id.ts";
import type { MetricDefinition } from "#lib/metric.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Clock } from "./clock.ts";
import { isLost } from "./db/connection.ts";
import { beginTransaction, openDb, openPool, type Reads, row, type Tx } from "./db/db.ts";
import type { Listener } from "./events/listener.ts";
import type { Log } from "./log.ts";
import type { Check, Module, RecordKind } from "./module.ts";
import type { FirstStep, Place } from "./places.ts";
import type { ExportKind } from "./records/exportKind.ts";
import type { ListDefinition } from "./records/list/list.ts";
import type { Mergeable } from "./records/merge.ts";
import type { Transferable } from "./records/transfer.ts";
import type { TrashKind } from "./records/trash.ts";

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
  readonly lists: ReadonlyMap<string, ListDefinition>;
  readonly places: readonly Place[];
  readonly firstSteps: readonly FirstStep[];
  readonly checks: readonly Check[];
  /** The areas of the API that a key can be held to: the first parts of the paths. */
  readonly areas: readonly string[];
  /** What every module does when a record is erased. */
  readonly erasers: readonly NonNullable<Module["onErase"]>[];
  /** What every module says it holds of somebody. */
  readonly holders: readonly NonNullable<Module["onAccess"]>[];
  readonly transferables: readonly Transferable[];
  readonly mergeables: readonly Mergeable[];
  readonly trash: ReadonlyMap<string, TrashKind>;
  /** What every module does before records are removed for good. */
  readonly purgers: readonly NonNullable<Module["onPurge"]>[];
  /** The folder for what is no row: kept mails. */
  readonly data: string;
  readonly exports: readonly ExportKind[];
  /** Tables whose `sha256` names bytes in the store of files. */
  readonly fileTables: readonly string[];
  /** Tables and jobs that no backup holds. */
  readonly ofThisMachine: { readonly tables: readonly string[]; readonly jobs: readonly string[] };
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

/** How far a transaction came: what its work threw, or its result and the number by which its commit can be looked up. */
type Progress<Result> = { threw?: unknown; done?: { result: Result; number: string | undefined } };

async function transact<Result>(ground: Ground, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const progress: Progress<Result> = {};
  try {
    return await beginTransaction(ground.db, (tx) => workIn(tx, ground, work, progress));
  } catch (error) {
    if (progress.done && isLost(error)) return afterLostCommit(ground, progress.done);
    throw progress.threw ?? error; // what the work threw, not that the roll-back found no connection
  }
}

async function workIn<Result>(
  tx: Tx,
  ground: Ground,
  work: (tx: Tx) => Promise<Result>,
  progress: Progress<Result>,
): Promise<Result> {
  const state: Underway = { ground, topics: new Set(), audits: [], by: null };
  underway.set(tx, state);
  try {
    const result = await work(tx);
    const number = state.topics.size + state.audits.length > 0 ? await finish(tx, state) : undefined;
    progress.done = { result, number };
    return result;
  } catch (error) {
    progress.threw = error;
    throw error;
  }
}

/**
 * The connection was lost between the commit and its answer, so nobody knows whether it holds: the database is asked by the
 * transaction's number. What it committed is answered as done, what it didn't as lost; what can't be found out is said so.
 */
async function afterLostCommit<Result>(
  ground: Ground,
  { result, number }: { result: Result; number: string | undefined },
): Promise<Result> {
  const status = number && (await outcomeOf(ground, number));
  if (status === "committed") return result;
  throw new Refusal(status === "aborted" ? "http.database_away" : "http.outcome_unknown", 503);
}

async function outcomeOf(ground: Ground, number: string): Promise<string | undefined> {
  for (let tries = 0; tries < 10; tries++) {
    try {
      const asked = sql<{ status: string }>`select pg_xact_status(${number}::xid8) as status`;
      const status = (await row(ground.db, asked))?.status;
      if (status !== "in progress") return status;
    } catch (error) {
      if (!isLost(error)) throw error;
    }
    await wait(500);
  }
  return undefined;
}

/**
 * What every change ends with, in one statement: its audit, and the topics that are told when it is committed. Answers the
 * transaction's number.
 */
async function finish(tx: Tx, { ground, topics, audits, by }: Underway): Promise<string | undefined> {
  const column = <Value>(of: (one: Audited) => Value) => audits.map(of);
  const ended = sql<{ number: string }>`
    with audited as (
      insert into audit (id, record_kind, record_id, field, was, became, by_user, at)
      select *, ${by}::text, ${ground.clock.now()}::timestamptz from unnest(
        ${column(() => newId())}::uuid[], ${column((one) => one.kind)}::text[], ${column((one) => one.record)}::uuid[],
        ${column((one) => one.field)}::text[], ${column((one) => JSON.stringify(one.was ?? null))}::jsonb[],
        ${column((one) => JSON.stringify(one.became ?? null))}::jsonb[]
      )
    )
    select
      pg_current_xact_id()::text as number,
      case when topics <> '' then pg_notify('touched', topics) end
    from (values (${[...topics].join("\n")}::text)) as told (topics)`;
  return (await row(tx, ended))?.number;
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
