import pg from "pg";

/** One measured line: `value` against `limit`, above which (below, for `atLeast`) it has missed. */
export type Line = { name: string; value: number; unit: string; limit: number; atLeast?: true; bare?: number };

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** A statement as it went to the database. */
export type Statement = { text: string; values: unknown[] };

/** Runs `work` and answers every statement that a pool sent meanwhile, those of its transactions included. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const query = pg.Client.prototype.query;
  // The driver's own query takes text or an object, with or without a callback; only the text and the values are noted.
  pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
    const [first, second] = asked;
    if (typeof first === "string") sent.push({ text: first, values: Array.isArray(second) ? second : [] });
    else if (first && typeof first === "object" && "text" in first)
      sent.push({
        text: String(first.text),
        values: Array.isArray(second) ? second : "values" in first && Array.isArray(first.values) ? first.values : [],
      });
    return Reflect.apply(query, this, asked);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

/** Ours and the bare one in turn, so that both feel the same machine. Milliseconds. */
export async function inTurn(
  runs: number,
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
): Promise<{ ours: number[]; bare: number[] }> {
  for (let warm = 0; warm < 10; warm++) {
    await ours();
    await bare();
  }
  const found = { ours: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run++) {
    found.ours.push(await timed(ours));
    found.bare.push(await timed(bare));
  }
  return found;
}

/** Ours against bare at the median: at most 2.5 times as long, or at most 2 ms longer, whichever allows more. */
export function againstBare(name: string, { ours, bare }: { ours: number[]; bare: number[] }): Line {
  const plain = percentile(bare, 0.5);
  return { name, value: percentile(ours, 0.5), unit: "ms (p50)", limit: Math.max(2.5 * plain, plain + 2), bare: plain };
}
