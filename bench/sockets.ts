import { sql } from "kysely";
import WebSocket from "ws";
import { type Ground, touched } from "#platform/ground.ts";
import { type Line, percentile } from "./bench.ts";

const sockets = 200;
const rounds = 30;

/** From the commit to each of 200 sockets that follow the topic. */
export async function benchSockets(origin: string, cookie: string, ground: Ground): Promise<Line> {
  const open = await Promise.all(Array.from({ length: sockets }, () => openSocket(origin, cookie)));
  for (const socket of open) socket.send(JSON.stringify({ follow: ["bench"] }));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const delays: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const heard = Promise.all(
      open.map((socket) => new Promise<number>((resolve) => socket.once("message", () => resolve(performance.now())))),
    );
    await ground.transact(async (tx) => {
      await sql`select 1`.execute(tx);
      touched(tx, "bench");
    });
    const committed = performance.now();
    delays.push(...(await heard).map((at) => at - committed));
  }
  for (const socket of open) socket.close();
  return { name: "commit to message on 200 sockets", value: percentile(delays, 0.99), unit: "ms (p99)", limit: 150 };
}

async function openSocket(origin: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/api/live`, { headers: { cookie } });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return socket;
}
