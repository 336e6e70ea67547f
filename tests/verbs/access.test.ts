import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { root } from "../../src/boot.ts";
import { type Running, setUpBy, startServer } from "../serverProcess.ts";

const data = path.join(os.tmpdir(), `clinch-access-${process.pid}`);
const env = { CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" };
let server: Running;
let admin: string;

before(async () => {
  server = await startServer(env);
  admin = await setUpBy(server);
});
after(async () => {
  await server?.kill("SIGTERM");
  fs.rmSync(data, { recursive: true, force: true });
});

const clinch = (...args: string[]) => {
  const ran = spawnSync(path.join(root, "clinch"), args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return { status: ran.status, said: (ran.stdout + ran.stderr).trim() };
};

async function call(method: string, address: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(server.origin + address, {
    method,
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const json = (await response.json()) as Record<string, string>;
  return { status: response.status, body: json, cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

/** Somebody with a login, by the console's link. */
async function join(name: string, email: string, password = "correct horse battery"): Promise<string> {
  const link = clinch("user", "invite", name, email).said;
  const token = new URL(link).pathname.split("/").at(-1);
  const accepted = await call("POST", `/api/invitations/${token}/accept`, { password });
  assert.equal(accepted.status, 201);
  return accepted.cookie;
}

const loginOf = async (email: string) => {
  const { people } = (await call("GET", "/api/people", undefined, { cookie: admin })).body as unknown as {
    people: { email: string; userId: string; id: string }[];
  };
  return people.find((one) => one.email === email)!;
};

/** The text of the mail to this address that holds such a link, once it was sent. */
async function mailedTo(address: string, part: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { mails } = (await call("GET", "/api/mails", undefined, { cookie: admin })).body as unknown as {
      mails: { to: string; text: string }[];
    };
    const text = mails.find((mail) => mail.to === address && mail.text.includes(part))?.text;
    if (text) return text;
    await wait(100);
  }
  throw new Error(`No mail with ${part} came to ${address}`);
}

type Open = { closed: Promise<number>; isClosed: () => boolean };

/** A screen's socket, once it is open; `closed` answers its code. */
function openSocket(headers: Record<string, string>): Promise<Open> {
  const socket = new WebSocket(`${server.origin.replace("http", "ws")}/api/live`, { headers });
  let isClosed = false;
  const closed = new Promise<number>((resolve) =>
    socket.on("close", (code) => {
      isClosed = true;
      resolve(code);
    }),
  );
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => resolve({ closed, isClosed: () => isClosed }));
  });
}

test("L3: a disabled person's session, socket, key and links are dead within five seconds, and stay so", async () => {
  const cookie = await join("Dana Leaver", "dana@clinch.test");
  const made = await call(
    "POST",
    "/api/api-keys",
    { name: "Sync", days: 30, writes: true, password: "correct horse battery" },
    { cookie },
  );
  const authorization = `Bearer ${made.body.key}`;
  const [screen, program] = [await openSocket({ cookie }), await openSocket({ authorization })];
  assert.equal((await call("GET", "/api/session", undefined, { authorization })).status, 200);
  const link = clinch("user", "reset", "dana@clinch.test").said;

  const { userId } = await loginOf("dana@clinch.test");
  assert.ok(!screen.isClosed() && !program.isClosed());
  const disabledAt = performance.now();
  assert.equal((await call("PATCH", `/api/logins/${userId}`, { disabled: true }, { cookie: admin })).status, 200);
  assert.deepEqual(await Promise.all([screen.closed, program.closed]), [4401, 4401]);
  assert.ok(performance.now() - disabledAt <= 5000, "the rule names five seconds");
  assert.equal((await call("GET", "/api/session", undefined, { cookie })).status, 401);
  assert.equal((await call("GET", "/api/session", undefined, { authorization })).status, 401);
  const token = new URL(link).searchParams.get("token");
  const used = await call("POST", "/api/password-reset/use", { token, password: "a password of later" });
  assert.equal(used.body.code, "people.link_used_up");
  const again = { email: "dana@clinch.test", password: "correct horse battery" };
  assert.equal((await call("POST", "/api/sign-in", again)).status, 401);

  assert.match(clinch("user", "enable", "dana@clinch.test").said, /can sign in again/);
  assert.equal((await call("GET", "/api/session", undefined, { cookie })).status, 401, "the old session stays over");
  assert.equal((await call("POST", "/api/sign-in", again)).status, 200);
});

test("a session that the console ends takes its open screen along", async () => {
  const cookie = await join("Sid Silent", "sid@clinch.test");
  const screen = await openSocket({ cookie });
  assert.match(clinch("user", "end-sessions", "sid@clinch.test").said, /1 sessions ended/);
  assert.equal(await screen.closed, 4401);
});

test("whoever may no longer come in lets nobody in: their open invitations are over", async () => {
  const cookie = await join("Alma Admin", "alma@clinch.test");
  clinch("user", "admin", "alma@clinch.test", "on");
  const person = await call("POST", "/api/people", { name: "Accomplice" }, { cookie });
  await call("POST", "/api/invitations", { personId: person.body.id, email: "eve@evil.test", admin: true }, { cookie });
  const text = await mailedTo("eve@evil.test", "/invitation/");
  const { userId } = await loginOf("alma@clinch.test");
  await call("PATCH", `/api/logins/${userId}`, { disabled: true }, { cookie: admin });
  const token = /invitation\/(\S+)/.exec(text)?.[1];
  assert.ok(token);
  assert.equal((await call("GET", `/api/invitations/${token}`)).status, 410);
});

test("a forged Host leads no link elsewhere: links are made from the configured origin", async () => {
  await join("Hana Host", "hana@clinch.test");
  const forged = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
  const asked = await call("POST", "/api/password-reset", { email: "hana@clinch.test" }, forged);
  assert.equal(asked.status, 202);
  const text = await mailedTo("hana@clinch.test", "/reset-password");
  assert.ok(text.includes(`${server.origin.replace("127.0.0.1", "localhost")}/reset-password?token=`), text);
  assert.ok(!text.includes("evil.example"));
});

test("an invitation never changes a login that is there (Cal.com, 2026-01)", async () => {
  await join("Ines Invited", "ines@clinch.test");
  const person = (await call("POST", "/api/people", { name: "Somebody Else" }, { cookie: admin })).body;
  const link = clinch("user", "invite", "Somebody Else", "ines@clinch.test", "--admin").said;
  const token = new URL(link).pathname.split("/").at(-1);
  const accepted = await call("POST", `/api/invitations/${token}/accept`, { password: "the attacker's password" });
  assert.equal(accepted.body.code, "people.address_taken");
  assert.ok(person.id);
  const own = { email: "ines@clinch.test", password: "correct horse battery" };
  assert.equal((await call("POST", "/api/sign-in", own)).status, 200);
  assert.equal((await call("POST", "/api/sign-in", { ...own, password: "the attacker's password" })).status, 401);
});

test("the last admin's lost password is mended by the console", async () => {
  const link = clinch("user", "reset", "ada@clinch.test").said;
  const token = new URL(link).searchParams.get("token");
  const used = await call("POST", "/api/password-reset/use", { token, password: "a newer horse battery" });
  assert.deepEqual(used.body, { next: "in" });
  assert.equal((await call("GET", "/api/session", undefined, { cookie: used.cookie })).status, 200);
  assert.equal((await call("GET", "/api/session", undefined, { cookie: admin })).status, 401);
  admin = used.cookie;
  const again = await call("POST", "/api/password-reset/use", { token, password: "a newest horse battery" });
  assert.equal(again.status, 410);
});

test("the console refuses in sentences, and never takes the last admin away", () => {
  assert.deepEqual(clinch("user", "admin", "ada@clinch.test", "off"), {
    status: 2,
    said: "The last admin stays: make somebody else an admin first.",
  });
  assert.equal(clinch("user", "disable", "ada@clinch.test").status, 2);
  assert.match(clinch("user", "reset", "nobody@clinch.test").said, /^Nobody signs in as nobody@clinch.test/);
  assert.match(clinch("user", "admin", "ada@clinch.test").said, /^Say on or off/);
  assert.match(clinch("user", "nonsense", "ada@clinch.test").said, /^There is no "clinch user nonsense"/);
  assert.match(clinch("user", "no-second-factor", "ada@clinch.test").said, /there was no second factor/);
});
