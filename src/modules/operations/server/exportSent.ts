import { PassThrough } from "node:stream";
import { newId } from "#lib/id.ts";
import { openFileStore } from "#platform/files/fileStore.ts";
import { type Ask, FileSent } from "#platform/http/answer.ts";
import { audit } from "#platform/records/audit.ts";
import type { Settings } from "#platform/settings.ts";
import { exportZip } from "./exportEverything.ts";

/** Everything as a ZIP that is sent while it is made. Who took it is written down. */
export async function exportSent(ask: Ask, { filesTo }: Settings): Promise<FileSent> {
  const { ground, today, workspace } = ask;
  const name = `${workspace.name} ${today}.zip`;
  await ask.transact(async (tx) => audit(tx, "export", newId(), [{ field: "downloaded", was: null, became: name }]));
  const sink = new PassThrough();
  exportZip(ground, openFileStore(filesTo), sink).catch((error: unknown) => {
    // The answer has begun: it ends early, so that the browser says it failed.
    sink.destroy(error instanceof Error ? error : new Error(String(error)));
    ground.log.error({ error: String(error) }, "an export ended early");
  });
  return new FileSent(name, sink);
}
