import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { startCarried } from "#platform/db/carried.ts";
import { debianProgram } from "#tests/debianProgram.ts";
import { setUpBy, startServer } from "#tests/serverProcess.ts";
import { type Acknowledged, harmDone, prepareForStorm, writeUntilGone } from "#tests/storm.ts";
import { type Case, harmTold, inFolder, isHarmless } from "./case.ts";

/**
 * A power cut, as near as one comes without a plug: the data lie on a file system of their own, which is shut down at once with nothing
 * flushed (ext4's own shutdown): what only lay in memory is lost. Then it is mounted again and the server opens what is there.
 */
export const powerCuts: Case = {
  name: "power",
  title: "power cut, 50 rounds",
  goal: "0 acknowledged writes lost; always opens",
  rounds: 50,
  run: (rounds) =>
    inFolder("power", async (folder) => {
      if (process.getuid?.() !== 0) return { figure: "not run: it takes root and a loop device", held: null };
      const disk = makeDisk(folder);
      const data = path.join(disk.at, "data");
      const env = { CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" };
      try {
        await prepareForStorm(data, env);
        const acknowledged: Acknowledged = { opened: new Set(), won: new Set() };
        let cookie: string | undefined;
        for (let round = 0; round < rounds; round++) {
          const server = await startServer(env);
          cookie ??= await setUpBy(server);
          const storm = Array.from({ length: 8 }, () => writeUntilGone(server.origin, cookie!, acknowledged));
          await wait(300 + ((round * 137) % 700));
          disk.cutPower();
          await server.kill("SIGKILL");
          await Promise.all(storm);
          await disk.mountAgain();
        }
        const carried = await startCarried(data);
        const client = new pg.Client({ connectionString: carried.url });
        await client.connect();
        const harm = await harmDone(client, acknowledged);
        await client.end();
        await carried.stop();
        return {
          figure: `${rounds} rounds, ${acknowledged.opened.size} deals and ${acknowledged.won.size} wins acknowledged: ${harmTold(harm)}; opened each time`,
          held: isHarmless(harm),
        };
      } finally {
        await disk.unmount();
      }
    }),
};

function makeDisk(folder: string) {
  const shutdown = debianProgram("/usr/sbin/xfs_io", "xfsprogs");
  const image = path.join(folder, "disk.img");
  const at = path.join(folder, "disk");
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: "ignore" });
  fs.mkdirSync(at);
  run("truncate", "-s", "1500M", image);
  run("mkfs.ext4", "-q", image);
  run("mount", "-o", "loop", image, at);
  const unmount = async () => {
    for (let tries = 0; tries < 50; tries++)
      try {
        return run("umount", at);
      } catch {
        await wait(100); // somebody of the killed ones still holds it
      }
    run("umount", "-l", at);
  };
  return {
    at,
    cutPower: () => run(shutdown, "-x", "-c", "shutdown", at),
    mountAgain: async () => {
      await unmount();
      run("mount", "-o", "loop", image, at);
    },
    unmount,
  };
}
