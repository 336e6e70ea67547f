import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { checkBackup } from "#platform/backup/checkBackup.ts";
import { filesOfBackup } from "#platform/backup/filesOfBackup.ts";
import { openFileStore, sha256Of } from "#platform/files/fileStore.ts";
import { readSettings } from "#platform/settings.ts";
import { freshCompany } from "#tests/company.ts";
import { emptyDatabase } from "#tests/database.ts";
import { asking, backUpInto, restoreInto } from "#tests/restoring.ts";
import { bootGround, bootServer, root } from "../../../boot.ts";
import { backupsRoute } from "../api.ts";
import { exportFolder } from "./exportEverything.ts";

const data = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-kept-"));
after(() => fs.rmSync(data, { recursive: true, force: true }));
const company = freshCompany({ data, env: { CLINCH_DATA: data } });
const place = (name: string) => path.join(data, name);
const settings = readSettings({ LOG_LEVEL: "silent", CLINCH_DATA: data }, root);
const backUp = (name: string) =>
  backUpInto(place(name), company.ground.url, filesOfBackup(settings, company.ground.fileTables));

// More than one piece of a backup's file, and no text.
const scan = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(2_500_000, 7)]);
const terms = Buffer.from("Net 45, 見積もり");
let scanId = "";

/** Three files with two contents, on a deal. */
async function attachFiles(): Promise<void> {
  const body = { name: "A deal", value: { minor: 7, currency: "USD" } };
  const deal = (await company.ask("rep", openDealRoute, { body })).body.id;
  const attach = async (name: string, payload: Buffer) => {
    const sent = await company.app.inject({
      method: "POST",
      url: `/api/files?${new URLSearchParams({ record: "deal", id: deal, name })}`,
      headers: { cookie: company.cookie("rep"), "content-type": "application/octet-stream" },
      payload,
    });
    assert.equal(sent.statusCode, 201, sent.body);
    return sent.json().id as string;
  };
  scanId = await attach("../scan of 見積.pdf", scan);
  await attach("terms.txt", terms);
  await attach("terms again.txt", terms);
}

test("a restored backup has the bytes of attached files, and the product sends them as they were", async () => {
  await attachFiles();
  await backUp("whole.backup");
  const { files, filesAt, filesMissing } = await checkBackup(fs.createReadStream(place("whole.backup")));
  assert.deepEqual([files.length, filesAt, filesMissing], [2, null, []], "the same bytes are in it once");
  const database = await emptyDatabase(company.ground.url);
  await restoreInto(database.url, place("whole.backup"), { files: place("elsewhere/files") });
  for (const bytes of [scan, terms])
    assert.deepEqual(fs.readFileSync(place(`elsewhere/files/${sha256Of(bytes)}`)), bytes);

  const there = readSettings({ LOG_LEVEL: "silent", CLINCH_DATA: place("elsewhere") }, root);
  const started = await bootGround(there, database.url);
  const server = await bootServer(started, there);
  try {
    // Sessions are in no backup: the copy takes over one of the tests' own.
    const [session] = await asking<Record<string, string>>(
      company.ground.url,
      `select session.* from session join "user" on "user".id = session."userId" where email = 'rep@clinch.test' limit 1`,
    );
    const columns = Object.keys(session!);
    await started.ground.pool.query(
      `insert into session (${columns.map((name) => `"${name}"`).join(", ")}) values (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
      Object.values(session!),
    );
    const sent = await server.app.inject({ url: `/api/files/${scanId}`, headers: { cookie: company.cookie("rep") } });
    assert.equal(sent.statusCode, 200, sent.body);
    assert.equal(sha256Of(sent.rawPayload), sha256Of(scan));
  } finally {
    await server.stop();
    await started.stop();
    await database.drop();
  }
});

test("bytes that are gone or damaged don't stop a backup: it says which, and holds the others", async () => {
  const file = place(`files/${sha256Of(terms)}`);
  fs.writeFileSync(file, "rotten");
  const written = await backUp("rotten.backup");
  fs.writeFileSync(file, terms);
  assert.deepEqual(written.files, { inIt: 1, missing: 1 });
  const { filesMissing } = await checkBackup(fs.createReadStream(place("rotten.backup")));
  assert.deepEqual(filesMissing, [sha256Of(terms)]);
});

test("files in a bucket stay there, and backup, check and page say where; BACKUP_FILES takes them along", async () => {
  const env = {
    LOG_LEVEL: "silent",
    CLINCH_DATA: data,
    FILES_TO: "s3://ours/attached",
    BACKUP_S3_ACCESS_KEY: "a",
    BACKUP_S3_SECRET_KEY: "b",
  };
  const out = filesOfBackup(readSettings(env, root), company.ground.fileTables);
  assert.deepEqual([out.store, out.at], [undefined, "s3://ours/attached/"]);
  await backUpInto(place("bucket.backup"), company.ground.url, out);
  const { files, filesAt } = await checkBackup(fs.createReadStream(place("bucket.backup")));
  assert.deepEqual([files, filesAt], [[], "s3://ours/attached/"]);
  assert.ok(filesOfBackup(readSettings({ ...env, BACKUP_FILES: "on" }, root), []).store);
  assert.equal((await company.ask("admin", backupsRoute, {})).body.filesAt, null);
});

test("an export has each attached file under the path that its row names, whatever it is called", async () => {
  const store = openFileStore({ kind: "folder", folder: place("files") });
  const written = await exportFolder(company.ground, store, place("export"));
  const rows: { file: string; sha256: string; name: string }[] = JSON.parse(
    fs.readFileSync(place("export/files.json"), "utf8"),
  );
  assert.equal(rows.length, 3);
  for (const { file, sha256 } of rows) assert.equal(sha256Of(fs.readFileSync(place(`export/${file}`))), sha256);
  assert.ok(written.every((name) => !name.includes("..") || /^files\/[0-9a-f-]{36}-/.test(name)));
  const gone = place(`files/${sha256Of(scan)}`);
  fs.renameSync(gone, `${gone}.away`);
  await exportFolder(company.ground, store, place("export"));
  fs.renameSync(`${gone}.away`, gone);
  const about = JSON.parse(fs.readFileSync(place("export/about.json"), "utf8"));
  assert.deepEqual(
    about.missingFiles,
    rows.filter(({ sha256 }) => sha256 === sha256Of(scan)).map(({ file }) => file),
  );
});
