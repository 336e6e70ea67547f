import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** One line of the table of reliability: its goal, and how its figure comes about. `held` null: there is nothing yet that it could be of. */
export type Measured = { figure: string; held: boolean | null; why?: string };
export type Case = {
  readonly name: string;
  readonly title: string;
  readonly goal: string;
  /** How many rounds the goal asks for; fewer by `--rounds`. */
  readonly rounds?: number;
  readonly run: (rounds: number) => Promise<Measured>;
};

/** A folder of one's own for a case, gone after it. */
export async function inFolder<Result>(name: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = path.join(os.tmpdir(), `clinch-reliability-${name}-${process.pid}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function largest(values: readonly number[]): number {
  return values.reduce((most, one) => Math.max(most, one), 0);
}

/** What is to be 0, said with its number where it isn't. */
export function harmTold(harm: Record<string, number>): string {
  const done = Object.entries(harm).filter(([, count]) => count !== 0);
  return done.length === 0 ? "no harm" : done.map(([what, count]) => `${count} ${what}`).join(", ");
}

export function isHarmless(harm: Record<string, number>): boolean {
  return Object.values(harm).every((count) => count === 0);
}
