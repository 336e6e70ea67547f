import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { workspaceRoute } from "#modules/people/api.ts";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { openFileStore, sha256Of } from "#platform/files/fileStore.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import { allowed, everyone, visibilities } from "#tests/policyByHand.ts";
import {
  activityRoute,
  addActivityRoute,
  deleteActivityRoute,
  deleteFileRoute,
  filesRoute,
  restoreFileRoute,
  timelineRoute,
} from "../api.ts";
import { collectFiles } from "./files.ts";

const data = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-files-"));
after(() => fs.rmSync(data, { recursive: true, force: true }));
const company = freshCompany({ data, env: { FILE_MAX_MB: "1" } });
const folder = path.join(data, "files");

async function opened(who: Who) {
  return (await company.ask(who, openDealRoute, { body: { name: "A deal", value: { minor: 7, currency: "USD" } } }))
    .body.id;
}

async function upload(who: Who, dealId: string, name: string, content: string | Buffer) {
  const response = await company.app.inject({
    method: "POST",
    url: `/api/files?${new URLSearchParams({ record: "deal", id: dealId, name })}`,
    headers: { cookie: company.cookie(who), "content-type": "application/octet-stream" },
    payload: Buffer.from(content as string),
  });
  return { status: response.statusCode, body: response.json() as { id: never; code: string } };
}

const download = (who: Who, id: string) =>
  company.app.inject({ method: "GET", url: `/api/files/${id}`, headers: { cookie: company.cookie(who) } });

test("the same bytes lie once, however often they are attached, and come back as they were", async () => {
  const deal = await opened("rep");
  const one = await upload("rep", deal, "terms.txt", "Net 45");
  const two = await upload("rep", deal, "copy.txt", "Net 45");
  assert.deepEqual([one.status, two.status], [201, 201]);
  assert.deepEqual(fs.readdirSync(folder), [sha256Of(Buffer.from("Net 45"))]);
  const { headers, body } = await download("rep", one.body.id);
  assert.equal(body, "Net 45");
  assert.match(String(headers["content-disposition"]), /^attachment; filename="terms.txt"/);
  assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox");
  assert.equal(headers["x-content-type-options"], "nosniff");
});

test("a PDF is looked at in a frame by whoever reads its record; nothing else is, whatever it is called", async () => {
  await company.ask("admin", workspaceRoute, { body: { visibility: "owner" } });
  const deal = await opened("rep");
  const pdf = (await upload("rep", deal, "offer.pdf", "%PDF-1.7\n<script>alert(1)</script>")).body.id;
  const text = (await upload("rep", deal, "called.pdf", "Net 45")).body.id;
  const look = (who: Who, id: string) =>
    company.app.inject({ method: "GET", url: `/api/files/${id}/look`, headers: { cookie: company.cookie(who) } });
  const { statusCode, headers } = await look("rep", pdf);
  assert.deepEqual(
    [statusCode, headers["content-type"], headers["content-security-policy"], headers["x-content-type-options"]],
    [200, "application/pdf", "default-src 'none'; sandbox; frame-ancestors 'self'", "nosniff"],
  );
  assert.match(String(headers["content-disposition"]), /^inline; filename="offer.pdf"/);
  assert.equal((await look("rep", text)).statusCode, 404);
  assert.equal((await look("loner", pdf)).statusCode, 404);
});

test("a page, a program or too much of anything is refused with its reason, and nothing of it is kept", async () => {
  const deal = await opened("rep");
  const before = fs.readdirSync(folder).length;
  assert.equal((await upload("rep", deal, "a.png", "<html><script>1</script>")).body.code, "activities.file_kind");
  assert.equal(
    (await upload("rep", deal, "big.txt", "x".repeat(1024 * 1024 + 1))).body.code,
    "activities.file_too_large",
  );
  assert.equal(fs.readdirSync(folder).length, before);
});

test("a file is attached and read by whoever reads its record, deleted by its author or an admin", async () => {
  for (const visibility of visibilities) {
    await company.ask("admin", workspaceRoute, { body: { visibility } });
    for (const owner of ["rep", "otherRep", "loner"] as const) {
      const deal = await opened(owner);
      const { id } = (await upload(owner, deal, "own.txt", `of ${owner}`)).body;
      for (const who of everyone) {
        const mayRead = allowed("deal", "r", who, owner, visibility);
        const say = `${who} on ${owner}'s, visibility ${visibility}`;
        assert.equal((await download(who, id)).statusCode, mayRead ? 200 : 404, say);
        assert.equal((await upload(who, deal, "more.txt", `by ${who}`)).status, mayRead ? 201 : 404, say);
        const want = !mayRead ? 404 : who === owner || who === "admin" ? 200 : 403;
        const gone = await company.ask(who, deleteFileRoute, { params: { id } });
        assert.equal(gone.status, want, say);
        const back = await company.ask(who, restoreFileRoute, { params: { id } });
        assert.equal(back.status, want === 200 ? 200 : 404, say);
      }
    }
  }
});

test("a file that was dropped while one wrote stands with what was written, and goes to the trash with it", async () => {
  await company.ask("admin", workspaceRoute, { body: { visibility: "team" } });
  const deal = await opened("rep");
  const file = (await upload("rep", deal, "terms.txt", "Net 30")).body.id;
  const note = await company.ask("rep", addActivityRoute, {
    body: { kind: "note", subject: "Their terms", dealId: deal, files: [file] },
  });
  assert.equal(note.status, 201, note.code ?? "");
  const query = { record: "deal", id: deal } as const;
  const told = async () =>
    (await company.ask("teammate", timelineRoute, { query })).body.entries.flatMap(
      ({ activity }) => activity?.files ?? [],
    );
  assert.deepEqual(
    (await told()).map(({ name, looked }) => [name, looked]),
    [["terms.txt", null]],
  );
  await company.ask("rep", deleteActivityRoute, { params: { id: note.body.id } });
  assert.deepEqual((await company.ask("rep", filesRoute, { query })).body, []);
  assert.equal((await download("rep", file)).statusCode, 404);
});

test("nobody takes along another's file, one of another record, or one that stands elsewhere: nothing is noted then", async () => {
  const [deal, other] = [await opened("rep"), await opened("rep")];
  const mine = (await upload("rep", deal, "mine.txt", "mine")).body.id;
  const theirs = (await upload("teammate", deal, "theirs.txt", "theirs")).body.id;
  const elsewhere = (await upload("rep", other, "elsewhere.txt", "elsewhere")).body.id;
  const note = (files: never[]) =>
    company.ask("rep", addActivityRoute, { body: { kind: "note", subject: "With files", dealId: deal, files } });
  for (const strange of [theirs, elsewhere]) {
    const refused = await note([mine, strange]);
    assert.deepEqual(
      [refused.status, refused.code, refused.problem?.errors?.[0]?.pointer],
      [422, "activities.file_elsewhere", "/files/1"],
    );
  }
  assert.equal((await note([mine])).status, 201);
  assert.equal((await note([mine])).code, "activities.file_elsewhere", "it stands with a note already");
});

test("who attends a meeting about a deal that they may not read reads no file of it, not even its name", async () => {
  const deal = await opened("rep");
  const file = (await upload("rep", deal, "secret.txt", "secret")).body.id;
  const { body, status } = await company.ask("rep", addActivityRoute, {
    body: {
      ...{ kind: "meeting", subject: "Demo", dealId: deal, dueAt: "2018-01-05T09:00:00.000Z", lengthMinutes: 30 },
      ...{ people: [company.person("loner")], files: [file] },
    },
  });
  assert.equal(status, 201);
  const seen = async (who: Who) => (await company.ask(who, activityRoute, { params: { id: body.id } })).body.files;
  assert.deepEqual(await seen("loner"), []);
  assert.equal((await seen("rep")).length, 1);
  assert.equal((await download("loner", file)).statusCode, 404);
});

test("bytes go when no file names them any more, and stay while one does", async () => {
  const deal = await opened("rep");
  const kept = (await upload("rep", deal, "kept.txt", "kept by one")).body.id;
  const gone = (await upload("rep", deal, "gone.txt", "gone for good")).body.id;
  const twin = (await upload("rep", deal, "twin.txt", "kept by one")).body.id;
  for (const id of [gone, twin]) await company.ask("rep", deleteFileRoute, { params: { id } });
  const { pool } = company.ground;
  await pool.query("update files set deleted_at = deleted_at - interval '31 days' where id = any($1)", [[gone, twin]]);
  const store = openFileStore({ kind: "folder", folder });
  const there = () => new Set(fs.readdirSync(folder));
  await collectFiles(company.ground, store);
  assert.ok(there().has(sha256Of(Buffer.from("gone for good"))), "young bytes may be on their way");
  await pool.query("update file_bytes set asked_at = asked_at - interval '2 days'");
  await collectFiles(company.ground, store);
  assert.ok(!there().has(sha256Of(Buffer.from("gone for good"))));
  assert.ok(there().has(sha256Of(Buffer.from("kept by one"))));
  assert.deepEqual(
    (await company.ask("rep", filesRoute, { query: { record: "deal", id: deal } })).body.map(({ id }) => id),
    [kept],
  );
});
