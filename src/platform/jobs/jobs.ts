import { fromKysely, type JobResult, PgBoss, type Queue } from "pg-boss";
import { z } from "zod";
import { connection } from "../db/connection.ts";
import type { Tx } from "../db/db.ts";
import { eventsByIds } from "../events/emit.ts";
import type { Listener } from "../events/listener.ts";
import { type Ground, groundOf, touched } from "../ground.ts";
import type { Log } from "../log.ts";

/** Work of its own, tried again when it throws: long (an import) or outside (a mail). Never inside a request's transaction. */
export type JobKind<Data extends object> = {
  readonly name: string;
  readonly data: z.ZodType<Data>;
  /** Calls somebody else's server, which may be away for a day: tried for 24 hours, not for minutes. */
  readonly outside?: boolean;
  readonly run: (ground: Ground, data: Data) => Promise<void>;
};

// The list of jobs is mixed; each parses its own data before it runs.
export type AnyJob = {
  readonly name: string;
  readonly outside?: boolean;
  readonly start: (ground: Ground, data: unknown) => Promise<void>;
};

export function job<Data extends object>(kind: JobKind<Data>): JobKind<Data> & AnyJob {
  return { ...kind, start: (ground, data) => kind.run(ground, kind.data.parse(data)) };
}

const deliveryShape = z.object({ events: z.array(z.string()) });

/** Where a message ends after its last try, to be seen and tried again. */
export const stuckQueue = "stuck";
/** Nine runs of our own work within ten minutes, 32 of a call to the outside within 24 hours and more; each wait about twice the last. */
const ownRetries = { retryLimit: 8, retryDelay: 1, retryBackoff: true };
const outsideRetries = { retryLimit: 32, retryDelay: 15, retryBackoff: true, retryDelayMax: 3600 };
/** What waits is never dropped, however long no server ran; what is done is forgotten after a week. */
const retention = { retentionSeconds: 10 * 365 * 86_400, deleteAfterSeconds: 7 * 86_400 };
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
  const have = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  const make = async (name: string, options: Omit<Queue, "name">) => {
    const had = have.get(name);
    if (!had) await boss.createQueue(name, options);
    else if (had.retryLimit !== options.retryLimit || had.retentionSeconds !== options.retentionSeconds)
      await boss.updateQueue(name, options);
  };
  await make(stuckQueue, { ...retention, retryLimit: 0 });
  for (const kind of [...listeners, ...jobs]) {
    const retries = "outside" in kind && kind.outside ? outsideRetries : ownRetries;
    const options = { notify: true, ...retries, ...retention, ...silence, expireInSeconds: 3600 };
    await make(kind.name, { ...options, deadLetter: stuckQueue });
  }
}

/** Begins to work: each delivery and each job runs alone, and fails alone. */
export async function work(ground: Ground, jobs: readonly AnyJob[]): Promise<void> {
  const { boss, listeners } = ground;
  const failed = tellerOfFailures(ground);
  for (const listener of [...listeners.values()].flat())
    await boss.work<object, unknown, typeof worker>(listener.name, worker, (batch) =>
      Promise.all(batch.map((one) => attempt(ground, one, () => deliver(ground, listener, one.data), failed))),
    );
  for (const kind of jobs)
    await boss.work<object, unknown, typeof worker>(kind.name, worker, async (batch) => {
      const results: JobResult[] = [];
      for (const one of batch) results.push(await attempt(ground, one, () => kind.start(ground, one.data), failed));
      return results;
    });
}

/** Open screens see what is stuck: told when the queue has written down what became of it, and once for many at a time. */
function tellerOfFailures(ground: Ground): () => void {
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    ground
      .transact(async (tx) => touched(tx, "stuck", "health"))
      .catch((error) => ground.log.warn({ error: String(error) }, "open screens were not told of a failed job"));
  };
  return () => {
    if (!timer) timer = setTimeout(tell, 1000).unref();
  };
}

type OneJob = { id: string; name: string };

async function attempt(
  ground: Ground,
  one: OneJob,
  run: () => Promise<void>,
  onFailed: () => void,
): Promise<JobResult> {
  try {
    await run();
    return { id: one.id, status: "completed" };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    ground.log.warn({ job: one.name, id: one.id, error: message }, "a job failed and is tried again");
    onFailed();
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
