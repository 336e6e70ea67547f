import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { Readable, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { after, before, suite, test } from "node:test";
import { startS3 } from "#tests/s3.ts";
import { folderStore } from "./folderStore.ts";
import { keepLedger, ledgerIn } from "./ledger.ts";
import { s3Store } from "./s3Store.ts";
import type { BackupStore } from "./store.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-stores-"));
let s3: Awaited<ReturnType<typeof startS3>>;
before(async () => {
  s3 = await startS3();
});
after(async () => {
  await s3?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const large = randomBytes(40 * 1024 * 1024 + 17);
const put = (store: BackupStore, name: string, content: Buffer) =>
  store.write(name, (sink) => pipeline(Readable.from(slices(content), { objectMode: false }), sink));
function* slices(content: Buffer) {
  for (let at = 0; at < content.length; at += 100_000) yield content.subarray(at, at + 100_000);
}
const got = async (store: BackupStore, name: string) => buffer((await store.read(name))!);

const stores: [string, () => BackupStore][] = [
  ["a folder", () => folderStore(path.join(folder, "backups"))],
  ["an S3 store", () => s3Store({ ...s3.place, prefix: "clinch/a b+ü/" })],
];
for (const [name, open] of stores)
  suite(name, () => {
    test("gives back what was put there, small and in many parts, and lists it", async () => {
      const store = open();
      assert.deepEqual(await store.list(), []);
      await put(store, "small.backup", Buffer.from("small"));
      await put(store, "large.backup", large);
      assert.equal((await got(store, "small.backup")).toString(), "small");
      assert.ok((await got(store, "large.backup")).equals(large), "every byte is as it was");
      const listed = (await store.list()).toSorted((a, b) => a.bytes - b.bytes);
      assert.deepEqual(listed, [
        { name: "small.backup", bytes: 5 },
        { name: "large.backup", bytes: large.length },
      ]);
      await store.remove("small.backup");
      await store.remove("large.backup");
      assert.deepEqual(await store.list(), []);
      assert.equal(await store.read("small.backup"), undefined);
    });

    test("a write that breaks off leaves nothing under the name", async () => {
      const store = open();
      const broken = async (sink: Writable) => {
        await new Promise<void>((resolve) => sink.write(large.subarray(0, 20 * 1024 * 1024), () => resolve()));
        sink.destroy();
        throw new Error("the database went away");
      };
      await assert.rejects(store.write("half.backup", broken), /the database went away/);
      assert.deepEqual(await store.list(), []);
      assert.equal(await store.read("half.backup"), undefined);
    });

    test("the ledger of erasures only grows", async () => {
      const store = open();
      const erased = (id: string, at: string) => ({ kind: "contact", id, at });
      await keepLedger(store, [erased("a", "2026-01-02T00:00:00.000Z")]);
      await keepLedger(store, [erased("b", "2026-01-01T00:00:00.000Z"), erased("a", "2026-01-03T00:00:00.000Z")]);
      await keepLedger(store, []);
      assert.deepEqual(await ledgerIn(store), [
        erased("b", "2026-01-01T00:00:00.000Z"),
        erased("a", "2026-01-02T00:00:00.000Z"),
      ]);
    });
  });

test("more files than one answer lists are all listed", async () => {
  // The S3 server of these tests can't page under this Node, so the two pages are written by hand.
  const page = (keys: string[], next: string) =>
    `<ListBucketResult>${next && `<NextContinuationToken>${next}</NextContinuationToken>`}${keys
      .map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`)
      .join("")}</ListBucketResult>`;
  const server = http.createServer((request, response) => {
    const token = new URL(request.url ?? "", "http://localhost").searchParams.get("continuation-token");
    response.end(token === "a+b/=" ? page(["p/third"], "") : page(["p/first", "p/second &amp; more"], "a+b/="));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const store = s3Store({ ...s3.place, endpoint: `http://127.0.0.1:${port}`, prefix: "p/" });
  const listed = (await store.list()).map(({ name }) => name);
  server.closeAllConnections();
  server.close();
  assert.deepEqual(listed, ["first", "second & more", "third"]);
});

test("an S3 store that refuses or isn't there says so in its own words, and never our key", async () => {
  const refused = async (place: Partial<typeof s3.place>) => {
    const store = s3Store({ ...s3.place, prefix: "", ...place });
    try {
      await put(store, "a.backup", Buffer.from("a"));
    } catch (error) {
      assert.ok(error instanceof Error);
      assert.ok(!JSON.stringify({ ...error, message: error.message }).includes(s3.place.secretKey));
      return error.message;
    }
    return "kept";
  };
  assert.match(await refused({ secretKey: "wrong" }), /answered.*403.*SignatureDoesNotMatch/);
  assert.match(await refused({ bucket: "nobodys" }), /answered.*404.*NoSuchBucket/);
  assert.match(await refused({ endpoint: "http://127.0.0.1:9" }), /unreachable/);
});

test("a folder that can't be written is named", { skip: process.platform === "win32" }, async () => {
  fs.writeFileSync(path.join(folder, "file"), "");
  await assert.rejects(
    put(folderStore(path.join(folder, "file", "backups")), "a", Buffer.from("a")),
    /no_folder.*file/,
  );
});

test("what a killed process left half written is swept by the next, and what a living one writes is not", async () => {
  const place = path.join(folder, "swept");
  fs.mkdirSync(place);
  fs.writeFileSync(path.join(place, "a.backup.999999999.part"), "dead");
  fs.writeFileSync(path.join(place, `b.backup.${process.ppid}.part`), "alive");
  await put(folderStore(place), "c.backup", Buffer.from("c"));
  assert.deepEqual(fs.readdirSync(place).toSorted(), [`b.backup.${process.ppid}.part`, "c.backup"]);
});

test("only its own account may read a backup in a folder", { skip: process.platform === "win32" }, async () => {
  const place = path.join(folder, "private");
  await put(folderStore(place), "a.backup", Buffer.from("a"));
  assert.equal(fs.statSync(place).mode & 0o777, 0o700);
  assert.equal(fs.statSync(path.join(place, "a.backup")).mode & 0o777, 0o600);
});
