import { startCarried } from "#platform/db/carried.ts";
import { readSettings } from "#platform/settings.ts";
import { bootGround, root, type Started } from "../boot.ts";

/** Lends a command the running database, or one started for it and stopped after. It logs nothing unless LOG_LEVEL says. */
export async function withGround<Result>(work: (started: Started) => Promise<Result>): Promise<Result> {
  const settings = readSettings({ LOG_LEVEL: "silent", ...process.env }, root);
  const carried = settings.databaseUrl ? undefined : await startCarried(settings.data, { join: true });
  try {
    const started = await bootGround(settings, settings.databaseUrl ?? carried!.url, { maxConnections: 4 });
    try {
      return await work(started);
    } finally {
      await started.stop();
    }
  } finally {
    await carried?.stop();
  }
}
