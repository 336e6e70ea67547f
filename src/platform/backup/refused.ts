/** A backup that can't be made or used. Its message is a sentence for the person at the console, and says what to do. */
export class BackupRefused extends Error {}

/** A place that can't be written or read. The sentence, in each language, is owned by whoever shows it, by code. */
export class StoreFailed extends Error {
  readonly code: "disk_full" | "may_not_write" | "no_folder" | "unreachable" | "answered" | "not_kept";
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: StoreFailed["code"], facts: Readonly<Record<string, string | number>>) {
    super(`${code}: ${Object.values(facts).join(" ")}`);
    this.code = code;
    this.facts = facts;
  }
}
