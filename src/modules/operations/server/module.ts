import { answer } from "#platform/http/answer.ts";
import { module, type Surroundings } from "#platform/module.ts";
import * as api from "../api.ts";
import { examine } from "./examine.ts";

/** Running it for a company: how it stands, what is stuck, its backups. */
export const operations = (_surroundings: Surroundings) =>
  module({
    name: "operations",
    owns: [],
    checks: [
      {
        name: "operations.database",
        look: async ({ pool }) => {
          const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
          return { state: "good", code: "operations.database_good", facts: { version: rows[0]!.version } };
        },
      },
    ],
    answers: [answer(api.healthRoute, async ({ ground }) => ({ findings: await examine(ground) }))],
  });
