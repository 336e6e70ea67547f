import type { BackupPlace } from "../settings.ts";
import { folderStore } from "./folderStore.ts";
import { s3Store } from "./s3Store.ts";
import type { BackupStore } from "./store.ts";

/** Where the settings say that backups go; undefined where they are switched off. */
export function openStore(place: BackupPlace): BackupStore | undefined {
  if (place.kind === "off") return undefined;
  return place.kind === "folder" ? folderStore(place.folder) : s3Store(place);
}
