import { setTimeout as wait } from "node:timers/promises";
import { newId } from "#lib/id.ts";
import type { Case } from "./case.ts";
import { harmTold, isHarmless, largest, seconds } from "./case.ts";
import { post, served } from "./company.ts";

/** Every connection of the server is cut at random moments, while four writers write. */
export const cuts: Case = {
  name: "cut",
  title: "database connection cut at 100 moments",
  goal: "503 with Retry-After, nothing half written, back ≤ 5 s",
  rounds: 100,
  run: (rounds) =>
    served(async (one) => {
      const kept: string[] = [];
      const refused: string[] = [];
      const unknown: string[] = [];
      const faults: string[] = [];
      let isOver = false;
      const write = async () => {
        while (!isOver) {
          const name = newId();
          const response = await post(one, "/api/deals", { name, value: { minor: 1000, currency: "USD" } });
          if (response.status === 201) kept.push(name);
          else {
            const { code } = (await response.json()) as { code: string };
            if (response.status !== 503 || !response.headers.get("retry-after"))
              faults.push(`${response.status} ${code}`);
            (code === "http.outcome_unknown" ? unknown : refused).push(name);
            await wait(20);
          }
        }
      };
      const writers = Array.from({ length: 4 }, write);
      const backMs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await wait(50 + ((round * 137) % 250));
        await one.client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
        const [before, cutAt] = [kept.length, performance.now()];
        while (kept.length === before) await wait(5);
        backMs.push(performance.now() - cutAt);
      }
      isOver = true;
      await Promise.all(writers);
      const count = async (text: string, values: unknown[] = []) =>
        Number((await one.client.query(text, values)).rows[0].count);
      const there = "select count(*) from deals where name = any($1)";
      const harm = {
        "acknowledged writes lost": kept.length - (await count(there, [kept])),
        "refused writes kept": await count(there, [refused]),
        "deals without their one event": await count(
          "select count(*) from deals where (select count(*) from events where record_id = deals.id) <> 1",
        ),
        "answers other than 503 with Retry-After": faults.length,
      };
      const slowest = largest(backMs);
      return {
        figure: `${rounds} cuts, ${kept.length} writes kept, ${refused.length} answered 503, ${unknown.length} of unknown outcome: ${harmTold(harm)}; a write is taken again after ${seconds(slowest)} at most`,
        held: isHarmless(harm) && slowest <= 5000,
      };
    }),
};
