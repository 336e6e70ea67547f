import { answer, answerFile } from "#platform/http/answer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import * as api from "../api.ts";
import { backUpAgainJob, backUpAgainName, backUpJob, backUpName, nightly } from "./backUp.ts";
import { examine } from "./examine.ts";
import { exportSent } from "./exportSent.ts";
import { eraseAgainJob } from "./restore.ts";
import { backUpNow, backupSent, lookAtBackups, seeBackups } from "./seeBackups.ts";

/** Running it for a company: how it stands, what is stuck, its backups. */
export const operations = ({ settings }: Surroundings) =>
  module({
    name: "operations",
    owns: ["backups"],
    exportsWithout: { backups: "what this machine did, which is no data of the company" },
    ofThisMachine: { tables: ["backups"], jobs: [backUpName, backUpAgainName] },
    jobs: [backUpJob(settings), backUpAgainJob(settings), eraseAgainJob],
    nightly: [nightly(settings)],
    checks: [
      {
        name: "operations.database",
        look: async ({ pool }) => {
          const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
          return { state: "good", code: "operations.database_good", facts: { version: rows[0]!.version } };
        },
      },
      { name: "operations.backups", look: (ground) => lookAtBackups(ground, settings) },
    ],
    answers: [
      answer(api.healthRoute, async ({ ground }) => ({ findings: await examine(ground) })),
      answer(api.backupsRoute, ({ db }) => seeBackups(db, settings)),
      answer(api.backUpRoute, (ask) => backUpNow(ask, settings)),
      answerFile(api.backupFileRoute, (ask) => backupSent(ask, settings, ask.params.id)),
      answerFile(api.exportRoute, exportSent),
    ],
  });
