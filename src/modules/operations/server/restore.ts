import { z } from "zod";
import type { Manifest } from "#platform/backup/archive.ts";
import { union } from "#platform/backup/ledger.ts";
import { type Erasure, restoreBackup } from "#platform/backup/restoreBackup.ts";
import type { FileStore } from "#platform/files/fileStore.ts";
import type { Ground } from "#platform/ground.ts";
import { job } from "#platform/jobs/jobs.ts";
import { eraseAgain } from "#platform/records/erase.ts";

const eraseAgainName = "operations.erase_again";

/** Should the restore's process be killed before it has forgotten again whom it had to: the next server does it first of all. */
export const eraseAgainJob = job({
  name: eraseAgainName,
  data: z.object({ erasures: z.array(z.object({ kind: z.string(), id: z.string(), at: z.string() })) }),
  run: (ground, { erasures }) => eraseAgain(ground, erasures),
});

export type Restored = { manifest: Manifest; erasedAgain: number };

/** Puts a backup that was checked in the place of what is here, then erases again whoever was erased since it was made. */
export async function restoreFrom(
  ground: Ground,
  asked: {
    src: string;
    open: () => AsyncIterable<Buffer>;
    manifest: Manifest;
    replace: boolean;
    ledger: readonly Erasure[];
    files: FileStore;
  },
): Promise<Restored> {
  const { src, open, manifest, replace, ledger, files } = asked;
  const { url, boss } = ground;
  await makeQueuesOf(ground, manifest);
  let due: Erasure[] = [];
  await restoreBackup({
    url,
    src,
    manifest,
    open,
    files,
    replace,
    finish: async (client, erasedHere) => {
      due = union(ledger, erasedHere);
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
      if (due.length > 0) await boss.send(eraseAgainName, { erasures: due }, { db });
    },
  });
  await eraseAgain(ground, due);
  return { manifest, erasedAgain: due.length };
}

/** Waiting jobs need their queues, also those of a listener that is no more. */
async function makeQueuesOf({ boss }: Ground, { queues }: Manifest): Promise<void> {
  const have = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const name of queues) if (!have.has(name)) await boss.createQueue(name);
}
