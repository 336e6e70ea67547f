// npm run bench: the main job against bare SQL, in one run. Writes docs/performance.md and bench/latest.json.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { addLogin, identifier, insertPersons } from "#modules/people/server/public.ts";
import { openAuth, sessionSecret } from "#platform/auth/auth.ts";
import { startCarried } from "#platform/db/carried.ts";
import { makeApp } from "#platform/http/app.ts";
import { work } from "#platform/jobs/jobs.ts";
import { openHub } from "#platform/realtime/hub.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace } from "#platform/workspace.ts";
import { bootGround, root } from "../src/boot.ts";
import { sentences } from "../src/sentences.ts";
import type { Line } from "./bench.ts";
import { benchImport } from "./imports.ts";
import { performancePage } from "./performancePage.ts";
import { benchReads } from "./reads.ts";
import { benchSizes } from "./sizes.ts";
import { benchSockets } from "./sockets.ts";
import { benchStarts } from "./starts.ts";
import { benchWrites } from "./writes.ts";

const load = os.loadavg()[0] ?? 0;
const data = path.join(os.tmpdir(), `clinch-bench-${process.pid}`);
const settings = readSettings({ LOG_LEVEL: "silent", CLINCH_CLOCK: "2018-01-02T12:00:00Z" }, root);
const lines: Line[] = [...benchSizes(root), ...(await benchStarts(root))];

const carried = await startCarried(data);
const started = await bootGround(settings, carried.url);
const { ground } = started;
const userId = await ground.transact(async (tx) => {
  await createWorkspace(
    tx,
    { name: "Bench", currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" },
    ground.clock.now(),
  );
  const [person] = await insertPersons(
    tx,
    [{ name: "Ada Admin", email: null, title: null, joinedOn: null, leftOn: null }],
    ground.clock.now(),
  );
  return addLogin(tx, {
    personId: person!,
    name: "Ada Admin",
    email: "ada@clinch.test",
    password: "correct horse battery",
    admin: true,
  });
});
lines.push(...(await benchImport(ground, root)).lines);

const auth = openAuth({
  secret: await sessionSecret(ground.db),
  origin: "http://localhost",
  tries: settings.signInTries,
});
const hub = await openHub(carried.url, ground.log);
const app = await makeApp({
  ground,
  auth,
  hub,
  answers: started.modules.flatMap((module) => module.answers ?? []),
  identify: identifier(ground.clock),
  sentences: sentences(ground.log),
  origins: () => [origin],
  settings: { ...settings, requestsPerMinute: 10_000_000 },
});
const origin = await app.listen({ port: 0, host: "127.0.0.1" });
const cookie = (await auth.startSession(ground.db, userId)).split(";")[0]!;
await ground.pool.query("analyze");

const json = async <Body>(url: string): Promise<Body> =>
  (await app.inject({ method: "GET", url, headers: { cookie } })).json<Body>();
const [deal] = (await json<{ rows: { id: string; ownerId: string }[] }>("/api/deals?limit=1&status=open")).rows;
const year = "from=2017-01-01&to=2017-12-31";
lines.push(
  ...(await benchReads(app, carried.url, cookie, {
    "the board": "/api/board",
    "the list, first page": "/api/deals",
    "the list, by value": "/api/deals?sort=value&status=open",
    "a deal": `/api/deals/${deal!.id}`,
    "a deal's timeline": `/api/timeline?record=deal&id=${deal!.id}`,
    organizations: "/api/organizations",
    "revenue of a year by person": `/api/metrics/revenue_won?${year}&by=person`,
    "win rate of a year by team": `/api/metrics/win_rate?${year}&by=team`,
    "the records behind a figure": `/api/metrics/deals_won/records?from=2017-10-01&to=2017-12-31`,
    search: "/api/search?q=kon",
    "progress of a person": `/api/progress?metric=revenue_won&period=2018-Q1&person=${deal!.ownerId}`,
  })),
);
const { pipelines } = await json<{ pipelines: { stages: { id: string }[] }[] }>("/api/pipelines");
lines.push(
  ...(await benchWrites(
    app,
    carried.url,
    cookie,
    pipelines[0]!.stages.map((stage) => stage.id),
  )),
);
await work(ground, started.jobs);
lines.push(await benchSockets(origin, cookie, ground));

await app.close();
await hub.stop();
await started.stop();
await carried.stop();
fs.rmSync(data, { recursive: true, force: true });

const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
fs.writeFileSync(
  path.join(root, "bench/latest.json"),
  `${JSON.stringify(
    lines.map((line) => ({ ...line, commit, load })),
    null,
    2,
  )}\n`,
);
fs.writeFileSync(path.join(root, "docs/performance.md"), performancePage(lines));
process.stdout.write(performancePage(lines));
const missed = lines.filter((line) => (line.atLeast ? line.value < line.limit : line.value > line.limit));
process.stdout.write(
  missed.length === 0
    ? "\nEvery line is within its limit.\n"
    : `\nMissed: ${missed.map((line) => line.name).join(", ")}\n`,
);
process.exit(0);
