import assert from "node:assert/strict";
import { test } from "node:test";
import { type BackupRun, standingOf } from "./backup.ts";

const now = "2026-03-10T09:00:00.000Z";
const run = (askedAt: string, over: Partial<BackupRun> = {}): BackupRun => ({
  id: askedAt,
  by: null,
  again: 0,
  place: "/backups",
  fileName: askedAt,
  askedAt,
  finishedAt: askedAt,
  tablesDone: 3,
  tables: 3,
  bytes: 3_400_000,
  rows: 9,
  files: 2,
  filesMissing: 0,
  sha256: "a",
  seconds: 1,
  cause: null,
  removedAt: null,
  ...over,
});
const failed = { sha256: null, cause: { code: "disk_full", facts: {} } };
const standing = (runs: BackupRun[], since = "2026-01-01T00:00:00.000Z") => {
  const { state, code } = standingOf({ runs, since, now });
  return `${state} ${code.replace("operations.backups_", "")}`;
};

test("a good backup in which attached files are missing is a warning", () => {
  assert.equal(standing([run("2026-03-10T00:10:00.000Z", { filesMissing: 2 })]), "warning without_files");
});

test("a backup of last night is good, and says its age and size", () => {
  const { facts } = standingOf({ runs: [run("2026-03-10T00:10:00.000Z")], since: now, now });
  assert.equal(standing([run("2026-03-10T00:10:00.000Z")]), "good good");
  assert.deepEqual(facts, { hours: 8, megabytes: 3.4 });
});

test("none for 36 hours is a warning", () => {
  assert.equal(standing([run("2026-03-08T21:00:00.000Z")]), "warning late");
  assert.equal(standing([run("2026-03-08T21:01:00.000Z")]), "good good");
  assert.equal(standing([]), "warning none");
});

test("a workspace of this morning waits for its first night", () => {
  assert.equal(standing([], "2026-03-10T08:00:00.000Z"), "good tonight");
});

test("the last one failed is bad, however young the good one before it is; a good one after it ends that", () => {
  const good = run("2026-03-10T00:10:00.000Z");
  assert.equal(standing([good, run("2026-03-10T01:00:00.000Z", failed)]), "bad failing");
  assert.equal(standing([good, run("2026-03-09T01:00:00.000Z", failed)]), "good good");
});

test("one that is being made changes nothing", () => {
  const underway = run("2026-03-10T08:59:00.000Z", { finishedAt: null, sha256: null });
  assert.equal(standing([run("2026-03-10T00:10:00.000Z"), underway]), "good good");
});
