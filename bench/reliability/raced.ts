import { setTimeout as wait } from "node:timers/promises";
import { queueMail } from "#platform/mail/mailer.ts";
import { readSettings } from "#platform/settings.ts";
import { startServer } from "#tests/serverProcess.ts";
import { bootGround, root } from "../../src/boot.ts";
import { type Case, harmTold, isHarmless, seconds } from "./case.ts";
import { served } from "./company.ts";

const perRound = 2000;

/** Mails that no server takes, each kept as a row: what three processes race for, of which one is killed every five seconds. */
export const raced: Case = {
  name: "jobs",
  title: "3 processes, 10,000 jobs, one killed each 5 s",
  goal: "each effect once",
  rounds: 5,
  run: (rounds) =>
    served(async ({ env, client }) => {
      const jobs = rounds * perRound;
      const others = [await startServer(env), await startServer(env)];
      const started = await bootGround(readSettings(env, root), env.DATABASE_URL!, {
        migrated: true,
        maxConnections: 2,
      });
      for (let from = 0; from < jobs; from += 1000)
        await started.ground.transact(async (tx) => {
          for (let at = from; at < from + 1000; at++)
            await queueMail(tx, { to: `guest${at}@clinch.test`, subject: "Raced", text: "once" });
        });
      await started.stop();
      const kept = async () =>
        Number((await client.query("select count(*) from mails where subject = 'Raced'")).rows[0].count);
      const begun = performance.now();
      let killed = 0;
      while ((await kept()) < jobs && performance.now() - begun < 300_000) {
        await wait(5000);
        if ((await kept()) >= jobs) break;
        await others[killed % 2]!.kill("SIGKILL");
        others[killed % 2] = await startServer(env);
        killed++;
      }
      const tookMs = performance.now() - begun;
      await wait(20_000); // what a killed one held begins anew, and must change nothing
      const twice = "select count(*) from (select sent_to from mails group by sent_to having count(*) > 1) as twice";
      const harm = {
        "effects lost": jobs - (await kept()),
        "effects doubled": Number((await client.query(twice)).rows[0].count),
      };
      for (const server of others) await server.kill("SIGTERM");
      return {
        figure: `${jobs} jobs, ${killed} kills: ${harmTold(harm)}, in ${seconds(tookMs)}`,
        held: isHarmless(harm),
      };
    }),
};
