import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { startCarried } from "#platform/db/carried.ts";
import { setUpBy, startServer } from "#tests/serverProcess.ts";
import { type Acknowledged, harmDone, prepareForStorm, writeUntilGone } from "#tests/storm.ts";
import { percentile } from "../bench.ts";
import { type Case, harmTold, inFolder, isHarmless, largest, seconds } from "./case.ts";

const writers = 8;

/** The server is killed at a moment of its own in each round, with eight writers at work; at the end everything is counted. */
export const kills: Case = {
  name: "kill",
  title: "`kill -9` with 8 writers, 200 rounds",
  goal: "0 lost, doubled or torn; one event each; ready ≤ 10 s",
  rounds: 200,
  run: (rounds) =>
    inFolder("kill", async (data) => {
      const env = { CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" };
      await prepareForStorm(data, env);
      const acknowledged: Acknowledged = { opened: new Set(), won: new Set() };
      const readyMs: number[] = [];
      let cookie: string | undefined;
      for (let round = 0; round < rounds; round++) {
        const begun = performance.now();
        const server = await startServer(env);
        readyMs.push(performance.now() - begun);
        cookie ??= await setUpBy(server);
        const storm = Array.from({ length: writers }, () => writeUntilGone(server.origin, cookie!, acknowledged));
        await wait(150 + ((round * 137) % 600));
        await server.kill("SIGKILL");
        await Promise.all(storm);
      }
      const carried = await startCarried(data);
      const client = new pg.Client({ connectionString: carried.url });
      await client.connect();
      const harm = await harmDone(client, acknowledged);
      await client.end();
      await carried.stop();
      const slowest = largest(readyMs);
      return {
        figure: `${rounds} rounds, ${acknowledged.opened.size} deals and ${acknowledged.won.size} wins acknowledged: ${harmTold(harm)}; ready after ${seconds(percentile(readyMs, 0.5))} at the median, ${seconds(slowest)} at most`,
        held: isHarmless(harm) && slowest <= 10_000,
      };
    }),
};
