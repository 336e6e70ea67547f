import type { DealShape } from "../api.ts";

type Write = Promise<DealShape | undefined>;

const last = new Map<string, Write>();

/** One write of a deal at a time, each on the version that the one before it made: two quick moves are no clash with oneself. */
export async function inTurn(deal: DealShape, write: (version: number) => Write): Write {
  const before = (await last.get(deal.id))?.version ?? 0;
  const mine = write(Math.max(before, deal.version));
  last.set(deal.id, mine);
  return mine;
}
