import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../../src/boot.ts";
import { type Running, setUpBy, startServer } from "../serverProcess.ts";

const data = path.join(os.tmpdir(), `clinch-sign-in-${process.pid}`);
let server: Running;
let admin: string;

before(async () => {
  server = await startServer({ CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" });
  admin = await setUpBy(server);
});
after(async () => {
  await server?.kill("SIGTERM");
  fs.rmSync(data, { recursive: true, force: true });
});

async function call(method: string, address: string, body?: object, cookie?: string) {
  const response = await fetch(server.origin + address, {
    method,
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...(cookie ? { cookie } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return {
    status: response.status,
    body: await response.json(),
    cookie: response.headers.getSetCookie()[0]?.split(";")[0],
  };
}

/** The link in the newest kept mail to this address. */
async function linkMailedTo(address: string, part: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { mails } = (await call("GET", "/api/mails", undefined, admin)).body as {
      mails: { to: string; text: string }[];
    };
    const link = mails
      .filter((mail) => mail.to === address)
      .map((mail) => /http\S+/.exec(mail.text)?.[0])
      .find((found) => found?.includes(part));
    if (link) return link;
    await wait(100);
  }
  throw new Error(`No mail with ${part} came to ${address}`);
}

test("who is invited chooses a password by the mailed link, once, and is in", async () => {
  const person = (await call("POST", "/api/people", { name: "Nina New" }, admin)).body as { id: string };
  assert.equal(
    (await call("POST", "/api/invitations", { personId: person.id, email: "nina@clinch.test" }, admin)).status,
    201,
  );
  const token = new URL(await linkMailedTo("nina@clinch.test", "/invitation/")).pathname.split("/").at(-1);
  assert.equal(((await call("GET", `/api/invitations/${token}`)).body as { name: string }).name, "Nina New");
  assert.equal((await call("POST", `/api/invitations/${token}/accept`, { password: "short" })).status, 422);
  const accepted = await call("POST", `/api/invitations/${token}/accept`, { password: "nina's long password" });
  assert.equal(accepted.status, 201);
  const session = (await call("GET", "/api/session", undefined, accepted.cookie)).body as {
    person: { name: string };
    user: { admin: boolean };
  };
  assert.deepEqual([session.person.name, session.user.admin], ["Nina New", false]);
  assert.equal(
    (await call("POST", `/api/invitations/${token}/accept`, { password: "another long password" })).status,
    410,
  );
  assert.equal(
    (await call("POST", "/api/invitations", { personId: person.id, email: "nina@clinch.test" }, admin)).status,
    409,
  );
});

test("a reset mails a link, sets the password, and ends the sessions that were open", async () => {
  const before = await call("POST", "/api/sign-in", { email: "nina@clinch.test", password: "nina's long password" });
  assert.equal(before.status, 200);
  assert.equal((await call("POST", "/api/password-reset", { email: "nobody@clinch.test" })).status, 202);
  assert.equal((await call("POST", "/api/password-reset", { email: "nina@clinch.test" })).status, 202);
  const token = new URL(await linkMailedTo("nina@clinch.test", "/reset-password")).searchParams.get("token");
  assert.equal(
    (await call("POST", "/api/password-reset/use", { token, password: "nina's newer password" })).status,
    200,
  );
  assert.equal((await call("GET", "/api/session", undefined, before.cookie)).status, 401);
  assert.equal(
    (await call("POST", "/api/sign-in", { email: "nina@clinch.test", password: "nina's long password" })).status,
    401,
  );
  assert.equal(
    (await call("POST", "/api/sign-in", { email: "nina@clinch.test", password: "nina's newer password" })).status,
    200,
  );
  assert.equal(
    (await call("POST", "/api/password-reset/use", { token, password: "once more a password" })).status,
    410,
  );
});

test("one sees where one is signed in, and ends a session there", async () => {
  const other = await call("POST", "/api/sign-in", { email: "ada@clinch.test", password: "correct horse battery" });
  const sessions = (await call("GET", "/api/sessions", undefined, admin)).body as { id: string; current: boolean }[];
  assert.equal(sessions.filter((session) => session.current).length, 1);
  const elsewhere = sessions.find((session) => !session.current)!;
  assert.equal((await call("DELETE", `/api/sessions/${elsewhere.id}`, undefined, admin)).status, 200);
  assert.equal((await call("GET", "/api/session", undefined, other.cookie)).status, 401);
  assert.equal((await call("DELETE", `/api/sessions/${elsewhere.id}`, undefined, admin)).status, 404);
});

test("the first run is done once", async () => {
  const again = {
    token: "x".repeat(32),
    admin: { name: "Eve", email: "eve@clinch.test", password: "correct horse battery" },
  };
  assert.equal((await call("POST", "/api/setup", again)).status, 409);
});

test("the source of the running program is there to be taken", async () => {
  const source = await fetch(`${server.origin}/source`);
  assert.equal(source.headers.get("content-type"), "application/gzip");
  const bytes = new Uint8Array(await source.arrayBuffer());
  const inside = spawnSync("tar", ["-tz"], { input: bytes, encoding: "utf8" }).stdout.split("\n");
  const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  const missing = tracked.filter((file) => file !== ".gitignore" && !inside.includes(`clinch/${file}`));
  assert.deepEqual(missing, [], "all of it, as it is kept");
});
