import fs from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Case } from "./case.ts";
import { post, type Served, served } from "./company.ts";

const minutesOfRound = Number(process.env.SOAK_MINUTES ?? 25);

/** Readers, writers and screens for six spans; memory and handles at the end of each, against the end of the first. */
export const soak: Case = {
  name: "load",
  title: "load, six times 25 minutes",
  goal: "memory and handles within ± 5 %",
  rounds: 6,
  run: (rounds) =>
    served(
      async (one) => {
        const spans: { megabytes: number; handles: number }[] = [];
        for (let round = 0; round < rounds; round++) {
          const until = performance.now() + minutesOfRound * 60_000;
          await Promise.all([...Array.from({ length: 4 }, () => read(one, until)), write(one, until)]);
          await wait(5000);
          spans.push(await weight(one));
        }
        const [first, last] = [spans[0]!, spans.at(-1)!];
        const change = (of: "megabytes" | "handles") => (last[of] / first[of] - 1) * 100;
        const told = spans.map(({ megabytes, handles }) => `${megabytes.toFixed(0)} MB, ${handles}`).join("; ");
        const isHeld = Math.abs(change("megabytes")) <= 5 && Math.abs(change("handles")) <= 5;
        const why =
          minutesOfRound < 25 ? `spans of ${minutesOfRound} min, not 25: memory is still warming up` : undefined;
        return {
          figure: `${rounds} × ${minutesOfRound} min: heap ${change("megabytes").toFixed(1)} %, handles ${change("handles").toFixed(1)} % (${told})`,
          held: isHeld,
          ...(why ? { why } : {}),
        };
      },
      { METRICS_TOKEN: "a-token-of-the-bench" },
    ),
};

async function read({ server, cookie }: Served, until: number): Promise<void> {
  const pages = ["/api/deals", "/api/board", "/api/organizations", "/api/session", "/api/search?q=soak"];
  for (let at = 0; performance.now() < until; at++) {
    await (await fetch(`${server.origin}${pages[at % pages.length]}`, { headers: { cookie } })).text();
    await wait(10);
  }
}

/** Opens and throws away, so that the tables stay as large as they are. */
async function write(one: Served, until: number): Promise<void> {
  while (performance.now() < until) {
    const response = await post(one, "/api/deals", { name: "Soak", value: { minor: 1000, currency: "USD" } });
    const { id } = (await response.json()) as { id: string };
    await fetch(`${one.server.origin}/api/deals/${id}`, { method: "DELETE", headers: { cookie: one.cookie } });
    await wait(50);
  }
}

/** The heap in use after what is garbage could go, as the process tells it itself, and its open handles. */
async function weight({ server }: Served): Promise<{ megabytes: number; handles: number }> {
  const headers = { authorization: "Bearer a-token-of-the-bench" };
  const sizes: number[] = [];
  for (let at = 0; at < 30; at++) {
    const text = await (await fetch(`${server.origin}/metrics`, { headers })).text();
    sizes.push(Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]));
    await wait(200);
  }
  const handles = fs.readdirSync(`/proc/${server.child.pid}/fd`).length;
  return { megabytes: Math.min(...sizes) / 1e6, handles };
}
