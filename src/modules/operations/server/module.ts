import { adminCount } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { answer, answerFile } from "#platform/http/answer.ts";
import { countStuck, letGo, stuckJobs, tryAgain } from "#platform/jobs/stuck.ts";
import { module, type Surroundings } from "#platform/module.ts";
import { tidyGround } from "#platform/records/tidy.ts";
import { clinchVersion } from "#platform/version.ts";
import * as api from "../api.ts";
import { backUpAgainJob, backUpAgainName, backUpJob, backUpName, nightly } from "./backUp.ts";
import { addressCheck, tlsCheck } from "./checks/address.ts";
import * as machine from "./checks/machine.ts";
import { examine } from "./examine.ts";
import { exportSent } from "./exportSent.ts";
import { eraseAgainJob } from "./restore.ts";
import { backUpNow, backupSent, lookAtBackups, seeBackups } from "./seeBackups.ts";
import { whatWaits } from "./whatWaits.ts";

async function changingStuck(tx: Tx, change: Promise<number>): Promise<{ count: number }> {
  const count = await change;
  touched(tx, "stuck", "health");
  return { count };
}

/** Running it for a company: how it stands, what is stuck, its backups. */
export const operations = (surroundings: Surroundings) => {
  const { settings } = surroundings;
  return module({
    name: "operations",
    owns: ["backups"],
    exportsWithout: { backups: "what this machine did, which is no data of the company" },
    ofThisMachine: { tables: ["backups"], jobs: [backUpName, backUpAgainName] },
    jobs: [backUpJob(settings), backUpAgainJob(settings), eraseAgainJob],
    nightly: [nightly(settings), { name: "operations.tidy", run: ({ db }) => tidyGround(db) }],
    checks: [
      addressCheck(surroundings),
      tlsCheck(surroundings),
      machine.databaseCheck,
      machine.diskCheck(surroundings),
      { name: "operations.backups", look: (ground) => lookAtBackups(ground, settings) },
      machine.mailCheck(surroundings),
      machine.stuckCheck,
      machine.adminsCheck(adminCount),
      machine.clockCheck(surroundings),
      machine.versionsCheck(clinchVersion),
    ],
    answers: [
      answer(api.healthRoute, async ({ ground, now }) => ({ lookedAt: now, findings: await examine(ground) })),
      answer(api.healthStateRoute, ({ ground }) => whatWaits(ground, settings)),
      answer(api.stuckRoute, async ({ db }) => ({ ...(await countStuck(db)), jobs: await stuckJobs(db) })),
      answer(api.tryAgainRoute, ({ transact, body }) => transact((tx) => changingStuck(tx, tryAgain(tx, body.ids)))),
      answer(api.letGoRoute, ({ transact, body }) => transact((tx) => changingStuck(tx, letGo(tx, body.ids)))),
      answer(api.backupsRoute, ({ db }) => seeBackups(db, settings)),
      answer(api.backUpRoute, (ask) => backUpNow(ask, settings)),
      answerFile(api.backupFileRoute, (ask) => backupSent(ask, settings, ask.params.id)),
      answerFile(api.exportRoute, (ask) => exportSent(ask, settings)),
    ],
  });
};
