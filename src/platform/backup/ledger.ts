// The ledger of erasures, beside the backups: whoever was erased after a backup was made is erased again once it is restored, even
// when the database that knew of it is gone. It holds ids alone.
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { Erasure } from "./restoreBackup.ts";
import type { BackupStore } from "./store.ts";

export const ledgerName = "erasures.jsonl";
const line = z.object({ kind: z.string(), id: z.string(), at: z.string() });

/** One erasure a line; a line that can't be read is nobody's. */
export function readLedger(content: string): Erasure[] {
  return content.split("\n").flatMap((one) => {
    try {
      return [line.parse(JSON.parse(one))];
    } catch {
      return [];
    }
  });
}

/** All of both, each once, as it was first noted. */
export function union(...ledgers: readonly (readonly Erasure[])[]): Erasure[] {
  const known = new Map<string, Erasure>();
  for (const erasure of ledgers.flat().toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const key = `${erasure.kind} ${erasure.id}`;
    if (!known.has(key)) known.set(key, erasure);
  }
  return [...known.values()];
}

export async function ledgerIn(store: BackupStore): Promise<Erasure[]> {
  const file = await store.read(ledgerName);
  return file ? readLedger(await text(file)) : [];
}

/** Adds what is new; what stands there stays, also after an older database was restored. */
export async function keepLedger(store: BackupStore, erasures: readonly Erasure[]): Promise<void> {
  const there = await ledgerIn(store);
  const all = union(there, erasures);
  if (all.length === there.length) return;
  const content = all.map(({ kind, id, at }) => `${JSON.stringify({ kind, id, at })}\n`).join("");
  await store.write(
    ledgerName,
    (sink) =>
      new Promise<void>((resolve, reject) => {
        sink.once("error", reject);
        sink.end(content, () => resolve());
      }),
  );
}
