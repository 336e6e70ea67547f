import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { createGzip, gunzipSync, gzipSync } from "node:zlib";
import { sha256Of } from "../files/fileStore.ts";
import { type Beginning, framesOf } from "./archive.ts";
import { checkBackup } from "./checkBackup.ts";

const begin: Beginning = {
  format: "clinch-backup",
  version: 2,
  clinch: "0.1.0",
  postgres: 18,
  madeAt: "2026-11-25T00:10:00.000Z",
  migrations: [{ number: 1, name: "0001_ground.sql", hash: "a" }],
};
const rest = { sequences: [], queues: [], filesAt: null };
const table = (name: string, ...chunks: string[]) => ({
  name,
  columns: ["id", "name"],
  copy: () => Readable.from(chunks.map((chunk) => Buffer.from(chunk))),
});
const tables = () => [table("deals", "1\tAc", "me\n2\ta\\nb\n"), table("empty"), table("stages", "1\tOpen\n")];

const attached = (content: string | undefined, sha256 = sha256Of(Buffer.from(content ?? "gone"))) => ({
  sha256,
  read: async () => (content === undefined ? undefined : Buffer.from(content)),
});
const files = () => [attached("Net 45"), attached(undefined), attached("")];

const fileOf = (over: Partial<Beginning> = {}) =>
  buffer(
    Readable.from(framesOf({ begin: { ...begin, ...over }, tables: tables(), files: files(), rest }, () => {})).pipe(
      createGzip({ level: 1 }),
    ),
  );
/** As a disk or a network hands it on: in pieces of no particular size. */
const inPieces = (file: Buffer, size = 7) =>
  Readable.from(
    Array.from({ length: Math.ceil(file.length / size) }, (_, at) => file.subarray(at * size, (at + 1) * size)),
  );

test("attached files stand in a backup under the hash of their bytes, and those that were nowhere are named", async () => {
  const { files: found, filesMissing } = await checkBackup(inPieces(await fileOf()));
  assert.deepEqual(found, [
    { sha256: sha256Of(Buffer.from("Net 45")), bytes: 6 },
    { sha256: sha256Of(Buffer.from("")), bytes: 0 },
  ]);
  assert.deepEqual(filesMissing, [sha256Of(Buffer.from("gone"))]);
});

test("an attached file whose bytes changed in the backup is refused by its name", async () => {
  const plain = gunzipSync(await fileOf());
  const changed = Buffer.from(plain.toString("latin1").replace("Net 45", "Net 46"), "latin1");
  await assert.rejects(checkBackup(inPieces(gzipSync(changed))), /the attached file [0-9a-f]{64} are not its own/);
});

test("a backup tells what it holds, whatever pieces it comes in", async () => {
  for (const size of [1, 7, 100_000]) {
    const { tables: sums, clinch } = await checkBackup(inPieces(await fileOf(), size));
    assert.equal(clinch, "0.1.0");
    assert.deepEqual(
      sums.map(({ name, rows, bytes }) => ({ name, rows, bytes })),
      [
        { name: "deals", rows: 2, bytes: 14 },
        { name: "empty", rows: 0, bytes: 0 },
        { name: "stages", rows: 1, bytes: 7 },
      ],
    );
  }
});

test("wherever it was cut off, it is refused as cut off", async () => {
  const file = await fileOf();
  for (let at = 30; at < file.length; at += 9)
    await assert.rejects(checkBackup(inPieces(file.subarray(0, at), 64)), /ends too early/, `cut at ${at}`);
});

test("one that lost its end, and was packed again, is refused as cut off", async () => {
  const plain = gunzipSync(await fileOf());
  for (const lost of [1, 50, plain.length - 200])
    await assert.rejects(checkBackup(inPieces(gzipSync(plain.subarray(0, plain.length - lost)))), /ends too early/);
});

test("a changed row names its table", async () => {
  const plain = gunzipSync(await fileOf());
  const changed = Buffer.from(plain.toString("latin1").replace("1\tOpen", "1\tShut"), "latin1");
  await assert.rejects(checkBackup(inPieces(gzipSync(changed))), /table stages has 1 rows/);
});

test("a bit that fell over on the disk is noticed", async () => {
  const file = await fileOf();
  for (let at = 20; at < file.length - 8; at += 5) {
    const damaged = Buffer.from(file);
    damaged[at] = damaged[at]! ^ 0x10;
    await assert.rejects(checkBackup(inPieces(damaged, 64)), /damaged|no backup|too early/, `bit at ${at}`);
  }
});

test("any other file is no backup", async () => {
  for (const other of [
    Buffer.from("id,name\n1,Acme\n"),
    gzipSync("id,name\n1,Acme\n"),
    Buffer.alloc(0),
    gzipSync("{}"),
  ])
    await assert.rejects(checkBackup(inPieces(other)), /no backup of Clinch|too early/);
});

test("a form of the file from the future says which program reads it", async () => {
  await assert.rejects(checkBackup(inPieces(await fileOf({ version: 3 }))), /form 3.*newer Clinch/);
});
