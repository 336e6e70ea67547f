import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { folderStore } from "../backup/folderStore.ts";
import { s3Store } from "../backup/s3Store.ts";
import type { FilesPlace } from "../settings.ts";

/** Where files lie: a folder, or a bucket of any store that speaks S3. Each lies under the hash of its bytes, so the same bytes lie once. */
export type FileStore = {
  readonly where: string;
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Undefined where there are no such bytes. */
  read(sha256: string): Promise<Readable | undefined>;
  remove(sha256: string): Promise<void>;
};

export function openFileStore(place: FilesPlace): FileStore {
  const store = place.kind === "folder" ? folderStore(place.folder) : s3Store(place);
  return {
    where: store.where,
    keep: (sha256, bytes) =>
      store.write(
        sha256,
        (sink) =>
          new Promise<void>((resolve, reject) => {
            sink.once("error", reject);
            sink.end(bytes, resolve);
          }),
      ),
    read: (sha256) => store.read(sha256),
    remove: (sha256) => store.remove(sha256),
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
