// Boots the database, the ground, every module and the web server; ends them in the reverse order.

import { fillWithSample, isEmptyWorkspace, sampleLinks } from "#modules/imports/server/public.ts";
import { hasAdmin } from "#modules/people/server/logins.ts";
import { setupPurpose } from "#modules/people/server/setUp.ts";
import { issueToken } from "#platform/auth/auth.ts";
import { AlreadyRunning, startCarried } from "#platform/db/carried.ts";
import { DatabaseRefused } from "#platform/db/reach.ts";
import type { Ground } from "#platform/ground.ts";
import { readSettings, SettingsRefused } from "#platform/settings.ts";
import { readWorkspace } from "#platform/workspace.ts";
import { bootGround, bootServer, root } from "./boot.ts";
import { serveSource } from "./serveSource.ts";
import { serveWeb } from "./serveWeb.ts";

async function start(): Promise<void> {
  const settings = readSettings(process.env, root);
  const withSample = process.argv.includes("--sample");
  if (withSample && settings.publicUrl)
    throw new SettingsRefused(
      "--sample prints links that sign in, so it works on this machine only: leave PUBLIC_URL and HOST unset.",
    );
  const carried = settings.databaseUrl ? undefined : await startCarried(settings.data);
  const started = await bootGround(settings, settings.databaseUrl ?? carried!.url);
  const server = await bootServer(started, settings);
  serveSource(server.app, root);
  await serveWeb(server.app, root);
  const address = await server.app.listen({ port: settings.port, host: settings.host });
  const { port } = new URL(address);
  started.setOrigin(settings.publicUrl ?? `http://localhost:${port}`);
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 15_000).unref();
    await server.stop();
    await started.stop();
    await carried?.stop();
    process.exit(0);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  await sayWhere(started.ground, started.origin());
  if (withSample) await openSample(started.ground, started.origin());
}

/** The sample company for whoever wants to look around: filled where nothing is yet, with links that sign in once. */
async function openSample(ground: Ground, origin: string): Promise<void> {
  const workspace = await readWorkspace(ground.db);
  if (workspace && !workspace.sampleOf && !(await isEmptyWorkspace(ground.db))) {
    process.stdout.write(
      "This workspace has records of its own, so the sample stays out. Set CLINCH_DATA to a new folder to see it.\n",
    );
    return;
  }
  await fillWithSample(ground);
  const { manager, rep } = await sampleLinks(ground, origin);
  process.stdout.write(`Look around as a manager: ${manager}\nLook around as a rep:     ${rep}\n`);
}

/** One line with the address; before the first run it is the link that makes the first admin. */
async function sayWhere({ db }: Ground, origin: string): Promise<void> {
  if (await hasAdmin(db)) return void process.stdout.write(`Clinch is at ${origin}\n`);
  const token = await issueToken(db, setupPurpose, null, 24 * 7);
  process.stdout.write(`Clinch is at ${origin}/first-run?token=${token}\n`);
}

start().catch((error: unknown) => {
  const isPlain =
    error instanceof SettingsRefused || error instanceof DatabaseRefused || error instanceof AlreadyRunning;
  const text = error instanceof Error ? (isPlain ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
