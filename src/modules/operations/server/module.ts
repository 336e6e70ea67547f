import { adminCount } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { answer } from "#platform/http/answer.ts";
import { countStuck, letGo, stuckJobs, tryAgain } from "#platform/jobs/stuck.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { tidyGround } from "#platform/records/tidy.ts";
import { clinchVersion } from "#platform/version.ts";
import * as api from "../api.ts";
import { addressCheck, tlsCheck } from "./checks/address.ts";
import * as machine from "./checks/machine.ts";
import { examine } from "./examine.ts";

async function changingStuck(tx: Tx, change: Promise<number>): Promise<{ count: number }> {
  const count = await change;
  touched(tx, "stuck", "health");
  return { count };
}

/** Running it for a company: how it stands, what is stuck, its backups. */
export const operations = (surroundings: Surroundings) =>
  module({
    name: "operations",
    owns: [],
    nightly: [{ name: "operations.tidy", run: ({ db }) => tidyGround(db) }],
    checks: [
      addressCheck(surroundings),
      tlsCheck(surroundings),
      machine.databaseCheck,
      machine.diskCheck(surroundings),
      machine.mailCheck(surroundings),
      machine.stuckCheck,
      machine.adminsCheck(adminCount),
      machine.clockCheck(surroundings),
      machine.versionsCheck(clinchVersion),
    ],
    answers: [
      answer(api.healthRoute, async ({ ground }) => ({ findings: await examine(ground) })),
      answer(api.stuckRoute, async ({ db }) => ({ ...(await countStuck(db)), jobs: await stuckJobs(db) })),
      answer(api.tryAgainRoute, ({ transact, body }) => transact((tx) => changingStuck(tx, tryAgain(tx, body.ids)))),
      answer(api.letGoRoute, ({ transact, body }) => transact((tx) => changingStuck(tx, letGo(tx, body.ids)))),
    ],
  });
