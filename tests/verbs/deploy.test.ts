import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import WebSocket from "ws";
import { root } from "../../src/boot.ts";
import { openFreshDatabase } from "../database.ts";
import { debianProgram } from "../debianProgram.ts";
import { type Running, setUpBy, startServer } from "../serverProcess.ts";

/** As deploy/Caddyfile puts it before a company's Clinch, with certificates of its own making in place of public ones. */
const home = path.join(os.tmpdir(), `clinch-deploy-${process.pid}`);
let database: Awaited<ReturnType<typeof openFreshDatabase>>;
let server: Running;
let caddy: ChildProcess;
let outside: string;
let env: Record<string, string>;

const freePort = async (): Promise<number> => {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

before(async () => {
  database = await openFreshDatabase();
  const [port, plainPort] = [await freePort(), await freePort()];
  outside = `https://localhost:${port}`;
  env = {
    DATABASE_URL: database.url,
    LOG_LEVEL: "silent",
    PUBLIC_URL: outside,
    TRUST_PROXY: "loopback",
    PORT: String(await freePort()),
  };
  server = await startServer(env);
  fs.mkdirSync(home);
  const file = path.join(home, "Caddyfile");
  const before = `{\n\tlocal_certs\n\tskip_install_trust\n\tadmin off\n\thttp_port ${plainPort}\n}\n`;
  fs.writeFileSync(file, before + fs.readFileSync(path.join(root, "deploy/Caddyfile"), "utf8"));
  caddy = spawn(debianProgram("/usr/bin/caddy", "caddy"), ["run", "--config", file, "--adapter", "caddyfile"], {
    env: { ...process.env, HOME: home, XDG_DATA_HOME: home, ADDRESS: outside, UPSTREAM: `127.0.0.1:${env.PORT}` },
    stdio: "ignore",
  });
  for (let tries = 0; tries < 100; tries++) {
    if (
      await ask("/healthz").then(
        ({ status }) => status === 200,
        () => false,
      )
    )
      return;
    await wait(100);
  }
  throw new Error("Caddy did not answer");
});
after(async () => {
  caddy?.kill("SIGTERM");
  await server?.kill("SIGTERM");
  await database?.close();
  fs.rmSync(home, { recursive: true, force: true });
});

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

function ask(address: string, options: https.RequestOptions & { body?: object } = {}): Promise<Answer> {
  const { body, ...given } = options;
  const headers = { ...(body ? { "content-type": "application/json" } : {}), ...given.headers };
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${outside}${address}`,
      { rejectUnauthorized: false, ...given, headers },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    request.once("error", reject);
    request.end(body && JSON.stringify(body));
  });
}

const password = "correct horse battery";
let cookie: string;

test("behind Caddy the session's cookie is for HTTPS alone, out of reach of scripts and of other sites", async () => {
  await setUpBy({ ...server, origin: `http://127.0.0.1:${env.PORT}` });
  const { status, headers } = await ask("/api/sign-in", {
    method: "POST",
    headers: { origin: outside },
    body: { email: "ada@clinch.test", password },
  });
  assert.equal(status, 200);
  const [set = ""] = headers["set-cookie"] ?? [];
  assert.match(set, /^__Secure-clinch\.session_token=/);
  for (const part of [/; Secure/, /; HttpOnly/, /; SameSite=Lax/, /; Path=\//]) assert.match(set, part);
  assert.match(String(headers["strict-transport-security"]), /max-age/);
  cookie = set.split(";")[0]!;
});

test("an address that a client only claims to have is not believed", async () => {
  await ask("/api/sign-in", {
    method: "POST",
    headers: { "x-forwarded-for": "203.0.113.9" },
    body: { email: "ada@clinch.test", password },
  });
  const sessions = JSON.parse((await ask("/api/sessions", { headers: { cookie } })).body) as {
    address: string | null;
  }[];
  assert.ok(sessions.length >= 2);
  assert.ok(
    sessions.every(({ address }) => address === null || !address.includes("203.0.113.9")),
    JSON.stringify(sessions.map(({ address }) => address)),
  );
});

test("live updates come through, and the figures stay inside", async () => {
  const socket = new WebSocket(`${outside.replace("https", "wss")}/api/live`, {
    headers: { cookie, origin: outside },
    rejectUnauthorized: false,
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  socket.close();
  assert.equal((await ask("/metrics")).status, 404);
});

test("the doctor sees the address, and that its certificate is nobody's", () => {
  const { stdout, status } = spawnSync(path.join(root, "clinch"), ["doctor", "--json"], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  const found = JSON.parse(stdout) as { check: string; state: string; code: string }[];
  const of = (check: string) => found.find((one) => one.check === check);
  assert.equal(of("operations.tls")?.state, "bad", "a certificate that no browser trusts is bad");
  assert.equal(of("operations.database")?.state, "good");
  assert.equal(of("operations.admins")?.code, "operations.admins_one");
  assert.equal(of("operations.mail")?.state, "warning");
  assert.equal(status, 1);
});

test("the unit of systemd is one that systemd takes", (t) => {
  if (!fs.existsSync("/usr/bin/systemd-analyze")) return t.skip("no systemd here");
  execFileSync("/usr/bin/systemd-analyze", ["verify", path.join(root, "deploy/clinch.service")], { stdio: "pipe" });
});

test("the image starts what the program is, and compose waits for the database", () => {
  const dockerfile = fs.readFileSync(path.join(root, "Dockerfile"), "utf8");
  const compose = fs.readFileSync(path.join(root, "compose.yaml"), "utf8");
  for (const [, file = ""] of dockerfile.matchAll(/"(src\/[\w/.]+)"/g))
    assert.ok(fs.existsSync(path.join(root, file)), file);
  for (const [, setting = ""] of compose.matchAll(
    /^ {6}(DATABASE_URL|PUBLIC_URL|TRUST_PROXY|SMTP_URL|MAIL_FROM|LOG_LEVEL):/gm,
  ))
    assert.ok(fs.readFileSync(path.join(root, "docs/settings.md"), "utf8").includes(`\`${setting}\``), setting);
  assert.match(compose, /condition: service_healthy/);
});
