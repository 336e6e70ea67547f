import type { Ground } from "#platform/ground.ts";
import type { Check, Finding } from "#platform/module.ts";

export type Found = { check: string; state: Finding["state"]; code: string; facts: Record<string, string | number> };

/** Looks at every part. One that can't be looked at is bad itself, and the others are still seen. */
export async function examine(ground: Ground): Promise<Found[]> {
  return Promise.all(ground.checks.map((check) => lookedAt(ground, check)));
}

async function lookedAt(ground: Ground, { name, look }: Check): Promise<Found> {
  try {
    const { state, code, facts = {} } = await look(ground);
    return { check: name, state, code, facts };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { check: name, state: "bad", code: "operations.look_failed", facts: { reason } };
  }
}
