import { fromKysely, type JobResult, PgBoss } from "pg-boss";
import { z } from "zod";
import { connection } from "../db/connection.ts";
import type { Tx } from "../db/db.ts";
import { eventsByIds } from "../events/emit.ts";
import type { Listener } from "../events/listener.ts";
import { type Ground, groundOf } from "../ground.ts";
import type { Log } from "../log.ts";

/** Work of its own, tried again when it throws: long (an import) or outside (a mail). Never inside a request's transaction. */
export type JobKind<Data extends object> = {
  readonly name: string;
  readonly data: z.ZodType<Data>;
  readonly run: (ground: Ground, data: Data) => Promise<void>;
};

// The list of jobs is mixed; each parses its own data before it runs.
export type AnyJob = { readonly name: string; readonly start: (ground: Ground, data: unknown) => Promise<void> };

export function job<Data extends object>(kind: JobKind<Data>): JobKind<Data> & AnyJob {
  return { ...kind, start: (ground, data) => kind.run(ground, kind.data.parse(data)) };
}

const deliveryShape = z.object({ events: z.array(z.string()) });

/** Where a message ends after its last try, to be seen and tried again. */
export const stuckQueue = "stuck";
const retries = { retryLimit: 8, retryDelay: 1, retryBackoff: true, deadLetter: stuckQueue };
/** What a killed process was working on begins anew when it was silent for so long. */
const silence = { heartbeatSeconds: 15 };
const supervision = { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 };
const worker = {
  batchSize: 10,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
} as const;

export function openJobs(url: string, log: Log): PgBoss {
  const boss = new PgBoss({
    ...connection(url, "clinch jobs"),
    useListenNotify: true,
    max: 4,
    ...supervision,
  });
  boss.on("error", (error) => log.error({ error: error.message }, "jobs"));
  return boss;
}

/** Makes every queue, dead letters first. Queues stay, so a second process finds them made. */
export async function makeQueues(boss: PgBoss, listeners: Iterable<Listener>, jobs: readonly AnyJob[]): Promise<void> {
  const have = new Set((await boss.getQueues()).map((queue) => queue.name));
  if (!have.has(stuckQueue)) await boss.createQueue(stuckQueue);
  for (const { name } of [...listeners, ...jobs])
    if (!have.has(name)) await boss.createQueue(name, { notify: true, ...retries, ...silence, expireInSeconds: 3600 });
}

/** Begins to work: each delivery and each job runs alone, and fails alone. */
export async function work(ground: Ground, jobs: readonly AnyJob[]): Promise<void> {
  const { boss, listeners } = ground;
  for (const listener of [...listeners.values()].flat())
    await boss.work<object, unknown, typeof worker>(listener.name, worker, (batch) =>
      Promise.all(batch.map((one) => attempt(ground, one, () => deliver(ground, listener, one.data)))),
    );
  for (const kind of jobs)
    await boss.work<object, unknown, typeof worker>(kind.name, worker, async (batch) => {
      const results: JobResult[] = [];
      for (const one of batch) results.push(await attempt(ground, one, () => kind.start(ground, one.data)));
      return results;
    });
}

type OneJob = { id: string; name: string };

async function attempt(ground: Ground, one: OneJob, run: () => Promise<void>): Promise<JobResult> {
  try {
    await run();
    return { id: one.id, status: "completed" };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    ground.log.warn({ job: one.name, id: one.id, error: message }, "a job failed and is tried again");
    return { id: one.id, status: "failed", output: { message } };
  }
}

/** One delivery in one transaction. */
export async function deliver(ground: Ground, listener: Listener, data: unknown): Promise<void> {
  const { events } = deliveryShape.parse(data);
  await ground.transact(async (tx) => listener.hear(tx, await eventsByIds(tx, events)));
}

/** Queues a job in the transaction that asks for it: it runs after the commit, or never. */
export async function enqueue<Data extends object>(
  tx: Tx,
  kind: Pick<JobKind<Data>, "name">,
  data: Data,
  options: { afterSeconds?: number; once?: string } = {},
): Promise<void> {
  await groundOf(tx).boss.send(kind.name, data, {
    db: fromKysely(tx),
    ...(options.afterSeconds ? { startAfter: options.afterSeconds } : {}),
    ...(options.once ? { singletonKey: options.once } : {}),
  });
}
