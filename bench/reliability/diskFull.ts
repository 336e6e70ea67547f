import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { startCarried } from "#platform/db/carried.ts";
import { setUpBy, startServer } from "#tests/serverProcess.ts";
import { type Case, harmTold, inFolder, isHarmless, seconds } from "./case.ts";
import { post } from "./company.ts";

/** The data on a small file system of their own, which is filled to the last block, and emptied again. */
export const diskFull: Case = {
  name: "full",
  title: "disk full",
  goal: "507 or 503, nothing acknowledged that isn't kept; heals without a restart",
  run: () =>
    inFolder("full", async (folder) => {
      if (process.getuid?.() !== 0) return { figure: "not run: it takes root", held: null };
      const data = path.join(folder, "disk");
      fs.mkdirSync(data);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=340m", "tmpfs", data]);
      try {
        const server = await startServer({ CLINCH_DATA: data, DATABASE_URL: "", LOG_LEVEL: "silent" });
        const one = { server, cookie: await setUpBy(server) };
        const free = () => fs.statfsSync(data).bavail * fs.statfsSync(data).bsize;
        const ballast = path.join(data, "ballast");
        fs.writeFileSync(ballast, Buffer.alloc(Math.max(0, free() - 6_000_000)));
        const kept: string[] = [];
        const answers = new Map<number, number>();
        const until = performance.now() + 20_000;
        while (performance.now() < until) {
          const name = `${kept.length}${"x".repeat(180)}`;
          const { status } = await post(one, "/api/organizations", { name });
          answers.set(status, (answers.get(status) ?? 0) + 1);
          if (status === 201) kept.push(name);
          else await wait(100);
        }
        fs.rmSync(ballast);
        const freed = performance.now();
        let healedMs = Number.POSITIVE_INFINITY;
        for (let tries = 0; tries < 100 && healedMs === Number.POSITIVE_INFINITY; tries++) {
          if ((await post(one, "/api/organizations", { name: `healed ${tries}` })).status === 201)
            healedMs = performance.now() - freed;
          else await wait(200);
        }
        const client = new pg.Client({ connectionString: (await startCarried(data, { join: true })).url });
        await client.connect();
        const there = await client.query("select count(*) from organizations where name = any($1)", [kept]);
        await client.end();
        await server.kill("SIGTERM");
        const other = [...answers].filter(([status]) => ![201, 503, 507].includes(status));
        const harm = {
          "acknowledged writes lost": kept.length - Number(there.rows[0].count),
          "other answers": other.reduce((sum, [, count]) => sum + count, 0),
        };
        const refused = (answers.get(503) ?? 0) + (answers.get(507) ?? 0);
        return {
          figure: `${kept.length} writes kept, ${refused} refused (503, 507): ${harmTold(harm)}; heals ${seconds(healedMs)} after there is room`,
          held: isHarmless(harm) && refused > 0 && Number.isFinite(healedMs),
        };
      } finally {
        await wait(500);
        execFileSync("umount", ["-l", data]);
      }
    }),
};
