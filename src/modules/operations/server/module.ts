import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { answer } from "#platform/http/answer.ts";
import { countStuck, letGo, stuckJobs, tryAgain } from "#platform/jobs/stuck.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { tidyGround } from "#platform/records/tidy.ts";
import * as api from "../api.ts";
import { examine } from "./examine.ts";

async function changingStuck(tx: Tx, change: Promise<number>): Promise<{ count: number }> {
  const count = await change;
  touched(tx, "stuck", "health");
  return { count };
}

/** Running it for a company: how it stands, what is stuck, its backups. */
export const operations = (_surroundings: Surroundings) =>
  module({
    name: "operations",
    owns: [],
    nightly: [{ name: "operations.tidy", run: ({ db }) => tidyGround(db) }],
    checks: [
      {
        name: "operations.database",
        look: async ({ pool }) => {
          const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
          return { state: "good", code: "operations.database_good", facts: { version: rows[0]!.version } };
        },
      },
      {
        name: "operations.stuck",
        look: async ({ db }) => {
          const { parked, waiting } = await countStuck(db);
          if (parked > 0) return { state: "bad", code: "operations.stuck_parked", facts: { parked, waiting } };
          if (waiting > 0) return { state: "warning", code: "operations.stuck_waiting", facts: { waiting } };
          return { state: "good", code: "operations.stuck_good" };
        },
      },
    ],
    answers: [
      answer(api.healthRoute, async ({ ground }) => ({ findings: await examine(ground) })),
      answer(api.stuckRoute, async ({ db }) => ({ ...(await countStuck(db)), jobs: await stuckJobs(db) })),
      answer(api.tryAgainRoute, ({ transact, body }) => transact((tx) => changingStuck(tx, tryAgain(tx, body.ids)))),
      answer(api.letGoRoute, ({ transact, body }) => transact((tx) => changingStuck(tx, letGo(tx, body.ids)))),
    ],
  });
