import type { Answered } from "#lib/route.ts";
import type { Ground } from "#platform/ground.ts";
import { countStuck } from "#platform/jobs/stuck.ts";
import type { Settings } from "#platform/settings.ts";
import type { healthStateRoute } from "../api.ts";
import { lookAtBackups } from "./seeBackups.ts";

/** What an admin should see without opening a page, by two cheap questions to the database: every screen of theirs asks. */
export async function whatWaits(ground: Ground, settings: Settings): Promise<Answered<typeof healthStateRoute>> {
  const [{ parked }, backups] = await Promise.all([countStuck(ground.db), lookAtBackups(ground, settings)]);
  return { parked, backupFailed: backups.state === "bad" };
}
