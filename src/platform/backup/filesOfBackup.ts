import { type FileStore, openFileStore } from "../files/fileStore.ts";
import type { Settings } from "../settings.ts";

/** The bytes of attached files, as a backup takes them along; without a store they stay `at` their place. */
export type FilesOfBackup = {
  store: FileStore | undefined;
  at: string | null;
  /** Tables whose `sha256` names bytes. */
  tables: readonly string[];
};

/** A folder's files go into each backup. A bucket's stay in it, unless BACKUP_FILES asks for them too. */
export function filesOfBackup({ filesTo, backupFiles }: Settings, tables: readonly string[]): FilesOfBackup {
  const store = openFileStore(filesTo);
  return backupFiles ? { store, at: null, tables } : { store: undefined, at: store.where, tables };
}
