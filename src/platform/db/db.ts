import { Kysely, PostgresDialect, type sql, type Transaction } from "kysely";
import pg from "pg";
import { instant } from "#lib/time.ts";
import { connection } from "./connection.ts";

/** Whatever can run a query: the pool or a transaction. Readers ask for this. */
export type Reads = Kysely<unknown>;

declare const made: unique symbol;
/** A transaction, made only by `transact`. Writers ask for it, so that half a change is never kept. */
export type Tx = Transaction<unknown> & { readonly [made]: true };

/** Rows as the domain knows them: civil dates and instants as text, whole numbers as numbers, numerics as text. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.NUMERIC, (text) => text);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  instant(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")),
);
types.setTypeParser(pg.types.builtins.INT8, wholeNumber);
// Arrays of dates and of ids: their elements need no quotes.
const plainArray = (text: string): string[] => (text === "{}" ? [] : text.slice(1, -1).split(","));
types.setTypeParser(1182, plainArray);
types.setTypeParser(2951, plainArray);

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is beyond the whole numbers that are exact here`);
  return number;
}

export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    ...connection(url, "clinch"),
    max,
    types,
    idleTimeoutMillis: 60_000,
    statement_timeout: 60_000,
  });
  pool.on("connect", prepareOnce);
  return outliving(pool);
}

/** A connection that the server closes, idle or at work, is replaced by the pool; without listeners it would end the process. */
export function outliving(pool: pg.Pool): pg.Pool {
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  return pool;
}

export function openDb(pool: pg.Pool): Reads {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
}

/** Begins, runs, commits; rolls back on any throw. `platform/ground` wraps it, so that `emit` and `touched` know their ground. */
export function beginTransaction<Result>(db: Reads, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute((tx) => work(tx as Tx));
}

/** Rows of a query. */
export async function rows<Row>(db: Reads, query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(db)).rows;
}

/** The first row, or undefined. */
export async function row<Row>(db: Reads, query: ReturnType<typeof sql<Row>>): Promise<Row | undefined> {
  return (await query.execute(db)).rows[0];
}

/** A text is named once in this process; beyond so many, texts are made up as they go, and naming them would only fill the server. */
const mostNamed = 1000;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const had = names.get(text);
  if (had || names.size >= mostNamed) return had;
  const name = `c${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** Statements with parameters are prepared once on each connection: parsing and planning a join costs more than running it. */
function prepareOnce(client: pg.PoolClient): void {
  client.query = function (this: pg.PoolClient, ...asked: unknown[]) {
    const [text, values] = asked;
    const name = typeof text === "string" && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    return Reflect.apply(pg.Client.prototype.query, this, name ? [{ name, text, values }, ...asked.slice(2)] : asked);
  } as typeof client.query;
}
