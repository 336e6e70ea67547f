// npm run bench: the main job against bare SQL, in one run. Writes docs/performance.md and bench/latest.json.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { work } from "#platform/jobs/jobs.ts";
import { root } from "../src/boot.ts";
import type { Line } from "./bench.ts";
import { openBenchServer } from "./benchServer.ts";
import { benchCrm, crmSizes } from "./crm.ts";
import { benchImport } from "./imports.ts";
import { performancePage } from "./performancePage.ts";
import { benchReads } from "./reads.ts";
import { benchSizes } from "./sizes.ts";
import { benchSockets } from "./sockets.ts";
import { benchStarts } from "./starts.ts";
import { benchWrites } from "./writes.ts";

const load = os.loadavg()[0] ?? 0;
const lines: Line[] = [...benchSizes(root), ...(await benchStarts(root))];
const server = await openBenchServer("main", async (ground) => {
  lines.push(...(await benchImport(ground, root)).lines);
});
const { ground, started, app, cookie, json, origin, url } = server;
const [deal] = (await json<{ rows: { id: string; ownerId: string }[] }>("/api/deals?limit=1&status=open")).rows;
const year = "from=2017-01-01&to=2017-12-31";
lines.push(
  ...(await benchReads(app, url, cookie, {
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
    url,
    cookie,
    pipelines[0]!.stages.map((stage) => stage.id),
  )),
);
await work(ground, started.jobs);
lines.push(await benchSockets(origin, cookie, ground));

await server.close();
lines.push(...(await benchCrm(crmSizes.often)));

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
