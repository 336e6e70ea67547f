import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../bench.ts";
import { type Case, largest, seconds } from "./case.ts";
import { served } from "./company.ts";

const [slow, stalled] = [500, 200];

/** Clients that send a body by drops, and others that say nothing at all; health is asked the while. */
export const slowClients: Case = {
  name: "slow",
  title: "500 slow and 200 stalled clients",
  goal: "health ≤ 200 ms; closed ≤ 30 s",
  run: () =>
    served(async ({ server }) => {
      const { port } = new URL(server.origin);
      const head =
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
      const clients = [
        ...Array.from({ length: slow }, () => closedAfter(Number(port), head, " ")),
        ...Array.from({ length: stalled }, () => closedAfter(Number(port), "", "")),
      ];
      const healthMs: number[] = [];
      let isOver = false;
      const asking = (async () => {
        while (!isOver) {
          const begun = performance.now();
          await (await fetch(`${server.origin}/healthz`)).text();
          healthMs.push(performance.now() - begun);
          await wait(100);
        }
      })();
      const closed = largest(await Promise.all(clients));
      isOver = true;
      await asking;
      const slowest = percentile(healthMs, 0.99);
      return {
        figure: `health in ${slowest.toFixed(0)} ms (p99 of ${healthMs.length}); all closed after ${seconds(closed)}`,
        held: slowest <= 200 && closed <= 30_000,
      };
    }),
};

function closedAfter(port: number, head: string, drip: string): Promise<number> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const socket = net.connect(port, "127.0.0.1", () => socket.write(head));
    const dripping = setInterval(() => drip && socket.write(drip), 1000);
    socket.on("error", () => {}).resume();
    socket.on("close", () => {
      clearInterval(dripping);
      resolve(performance.now() - begun);
    });
  });
}
