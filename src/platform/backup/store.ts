import type { Readable, Writable } from "node:stream";

export type StoredFile = { name: string; bytes: number };

/** Where backups lie: a folder, or a bucket of any store that speaks S3. */
export type BackupStore = {
  /** For people to read: the folder's path, or the bucket and what its files begin with. It holds no secret. */
  readonly where: string;
  /** Gives `write` a sink; what it writes appears under `name` when it is complete and safe, or never. */
  write<Result>(name: string, write: (sink: Writable) => Promise<Result>): Promise<Result>;
  list(): Promise<StoredFile[]>;
  /** Undefined where there is no such file. */
  read(name: string): Promise<Readable | undefined>;
  remove(name: string): Promise<void>;
};

const backupName = /^clinch-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.backup$/;

/** `clinch-20261125T001000000Z.backup`: the moment it is made, so that a folder says by itself what is in it. */
export function nameOfBackup(madeAt: string): string {
  return `clinch-${madeAt.replace(/[-:.]/g, "")}.backup`;
}

/** The moment that a backup's name tells; undefined for any other file, which is never touched. */
export function madeAtOf(name: string): string | undefined {
  const [, year, month, day, hour, minute, second, milli] = backupName.exec(name) ?? [];
  return year && `${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`;
}
