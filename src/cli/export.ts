import path from "node:path";
import { exportFolder, exportZip } from "#modules/operations/server/public.ts";
import { writeWhole } from "#platform/backup/folderStore.ts";
import { openFileStore } from "#platform/files/fileStore.ts";
import { readSettings } from "#platform/settings.ts";
import { root } from "../boot.ts";
import { AskedWrongly, parsed } from "./asked.ts";
import { inWords } from "./backup.ts";
import { withGround } from "./withGround.ts";

export async function exportCommand(args: string[]): Promise<void> {
  const { positionals } = parsed(args, {});
  const [asked, more] = positionals;
  if (!asked || more) throw new AskedWrongly("Name one folder, or a file that ends in .zip: clinch export FOLDER");
  const place = path.resolve(asked);
  const store = openFileStore(readSettings(process.env, root).filesTo);
  await withGround(async ({ ground }) => {
    if (place.endsWith(".zip")) {
      await inWords(() => writeWhole(place, (sink) => exportZip(ground, store, sink)));
      return void process.stdout.write(`Everything is in ${place}.\n`);
    }
    const names = await exportFolder(ground, store, place);
    process.stdout.write(`Wrote ${names.length} files into ${place}.\n`);
  });
}
