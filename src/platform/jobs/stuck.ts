import { sql } from "kysely";
import { fromKysely } from "pg-boss";
import type { Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { groundOf } from "../ground.ts";
import { audit } from "../records/audit.ts";
import { stuckQueue } from "./jobs.ts";

/** Work that failed: parked after its last try, or waiting for the next one. */
export type StuckJob = {
  readonly id: string;
  /** The listener or the job: `quotas.see_if_reached`. */
  readonly name: string;
  readonly state: "parked" | "waiting";
  readonly tries: number;
  readonly error: string;
  readonly queuedAt: Instant;
  readonly failedAt: Instant | null;
  readonly nextTryAt: Instant | null;
};

/** The oldest first; parked ones before those that are still tried. */
export async function stuckJobs(db: Reads, limit = 200): Promise<StuckJob[]> {
  return rows<StuckJob>(
    db,
    sql`
    select
      id,
      coalesce(source_name, name) as name,
      case when name = ${stuckQueue} then 'parked' else 'waiting' end as state,
      case when name = ${stuckQueue} then coalesce(source_retry_count, 0) + 1 else retry_count end as tries,
      coalesce(source_output, output) #>> '{message}' as error,
      coalesce(source_created_on, created_on) as "queuedAt",
      case when name = ${stuckQueue} then created_on else started_on end as "failedAt",
      case when name = ${stuckQueue} then null else start_after end as "nextTryAt"
    from pgboss.job
    where (name = ${stuckQueue} and state in ('created', 'retry', 'failed'))
       or (state = 'retry' and name not like '\\_\\_pgboss%')
    order by (name = ${stuckQueue}) desc, created_on, id
    limit ${limit}`,
  ).then((found) => found.map((job) => ({ ...job, error: job.error ?? "" })));
}

export async function countStuck(db: Reads): Promise<{ parked: number; waiting: number }> {
  const [counted] = await rows<{ parked: number; waiting: number }>(
    db,
    sql`
    select
      count(*) filter (where name = ${stuckQueue} and state in ('created', 'retry', 'failed')) as parked,
      count(*) filter (where state = 'retry' and name not like '\\_\\_pgboss%') as waiting
    from pgboss.job
    where name = ${stuckQueue} or state = 'retry'`,
  );
  return counted ?? { parked: 0, waiting: 0 };
}

/** Puts parked work back into its queue with all its tries before it; what waits is due at once. Answers how many. */
export async function tryAgain(tx: Tx, ids: readonly string[]): Promise<number> {
  const moved = await groundOf(tx).boss.redrive(stuckQueue, { ids: [...ids], db: fromKysely(tx) });
  const hurried = await rows(
    tx,
    sql`
    update pgboss.job
    set start_after = now()
    where id = any(${[...ids]}::uuid[]) and state = 'retry'
    returning id`,
  );
  for (const id of ids) audit(tx, "job", id, [{ field: "tried again", was: null, became: null }]);
  return moved + hurried.length;
}

/** Gives work up for good: nobody will do it. Answers how many. */
export async function letGo(tx: Tx, ids: readonly string[]): Promise<number> {
  const gone = await rows<{ id: string; name: string }>(
    tx,
    sql`
    delete from pgboss.job
    where id = any(${[...ids]}::uuid[])
      and (name = ${stuckQueue} or state = 'retry')
    returning id, coalesce(source_name, name) as name`,
  );
  for (const { id, name } of gone) audit(tx, "job", id, [{ field: "let go", was: name, became: null }]);
  return gone.length;
}
