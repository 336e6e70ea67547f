// Everything that must hold, in the order in which a fault is cheapest to find: types and form, rules in two far zones,
// verbs on the database, journeys in a browser. Closes with one count over all of them.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startCarried } from "#platform/db/carried.ts";
import { root } from "../src/boot.ts";
import { findChromium } from "../tests/chromium.ts";
import { makeTemplate } from "../tests/database.ts";
import { startDebianPostgres } from "../tests/debianPostgres.ts";

const bin = (name: string) => path.join(root, "node_modules/.bin", name);
const files = (folder: string) =>
  fs
    .globSync(`${folder}/**/*.test.ts`, { cwd: root })
    .map((file) => file.replaceAll(path.sep, "/"))
    .sort();
const isVerb = (file: string) =>
  file.includes("/server/") || file.startsWith("src/platform/") || file.startsWith("tests/verbs/");

let passed = 0;
let failed = 0;

/** Each test file is a process of its own: what one has compiled, the next ones read. */
const compiled = path.join(root, "node_modules/.cache/compiled");

type Ran = { code: number; output: string };

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A check that passes or fails as one. */
async function check(title: string, command: string, args: readonly string[]): Promise<void> {
  const started = performance.now();
  const { code, output } = await run(command, args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? "ok" : "FAILED"}  ${title} (${seconds} s)\n`);
  if (code === 0) passed++;
  else {
    failed++;
    process.stdout.write(`${output}\n`);
  }
}

const reportTo = (reporter: string) => [`--test-reporter=${reporter}`, "--test-reporter-destination=stdout"];

/** Test files by node's runner; its counts are added to ours. */
async function tests(
  title: string,
  which: readonly string[],
  env: NodeJS.ProcessEnv,
  concurrency: number,
): Promise<void> {
  if (which.length === 0) return;
  const started = performance.now();
  const { code, output } = await run(
    process.execPath,
    [
      ...["--test", `--test-concurrency=${concurrency}`, ...reportTo("spec"), ...reportTo("./scripts/slowest.mjs")],
      ...which,
    ],
    env,
  );
  const count = (word: string) => Number(new RegExp(`^ℹ ${word} (\\d+)`, "m").exec(output)?.[1] ?? 0);
  const bad = count("fail") + count("cancelled");
  passed += count("pass");
  failed += bad === 0 && code !== 0 ? 1 : bad;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${code === 0 ? "ok" : "FAILED"}  ${title}: ${count("pass")} passed, ${bad} failed (${seconds} s)\n`,
  );
  process.stdout.write(`    ${/^slowest: .*/m.exec(output)?.[0]}\n`);
  if (code !== 0) process.stdout.write(`${output}\n`);
}

/** The verbs once more, on the PostgreSQL that a company brings, in the other far zone. */
async function verbsOnDebians(): Promise<void> {
  const debians = await startDebianPostgres(path.join(os.tmpdir(), `clinch-test-debian-${process.pid}`));
  await makeTemplate(debians.url);
  const env = { TEST_DATABASE_URL: debians.url, TZ: "America/St_Johns" };
  const takingIt = verbs.filter((file) => /fresh(Company|Stage)|openFreshDatabase/.test(fs.readFileSync(file, "utf8")));
  await tests(`verbs on PostgreSQL ${debians.version}`, takingIt, env, 2);
  await debians.stop();
}

const all = [...files("src"), ...files("tests"), ...files("bench")];
const journeys = all.filter((file) => file.startsWith("tests/journeys/"));
const verbs = all.filter((file) => isVerb(file));
const rules = all.filter((file) => !isVerb(file) && !journeys.includes(file));
const only = process.argv[2];

if (!only || only === "form") {
  await Promise.all([
    check("types", bin("tsc"), ["--pretty", "false"]),
    check("lint and format", bin("biome"), ["check", "."]),
  ]);
  await check("dead code", bin("knip"), ["--no-progress"]);
}
if (!only || only === "rules") {
  await tests("rules in Kiritimati", rules, { TZ: "Pacific/Kiritimati" }, 2);
  await tests("rules in St. John’s", rules, { TZ: "America/St_Johns" }, 2);
}
if (!only || only === "verbs" || only === "journeys") {
  const postgres = await startCarried(path.join(os.tmpdir(), `clinch-test-${process.pid}`));
  const end = async (): Promise<never> => {
    await postgres.stop();
    process.exit(1);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  await makeTemplate(postgres.url);
  const env = { TEST_DATABASE_URL: postgres.url, TZ: "Pacific/Kiritimati" };
  if (only !== "journeys") {
    await tests("verbs on the carried PostgreSQL", verbs, env, 2);
    await verbsOnDebians();
  }
  if (only !== "verbs")
    await tests(
      "journeys in Chromium",
      journeys,
      { ...env, TZ: "America/St_Johns", CHROMIUM: await findChromium() },
      2,
    );
  await postgres.stop();
  fs.rmSync(path.join(os.tmpdir(), `clinch-test-${process.pid}`), { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
