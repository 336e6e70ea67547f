import { hasAdmin, setupPurpose } from "#modules/people/server/public.ts";
import { issueToken } from "#platform/auth/auth.ts";
import type { Started } from "../boot.ts";

/** Prints the link that makes the first admin, while there is none. */
export async function sayFirstLink({ ground, origin }: Started): Promise<void> {
  if (await hasAdmin(ground.db)) return;
  const token = await issueToken(ground.db, setupPurpose, null, 24 * 7);
  process.stdout.write(`Make the first admin at ${origin()}/first-run?token=${token}\n`);
}
