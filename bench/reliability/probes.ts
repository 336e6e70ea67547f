import { spawnSync } from "node:child_process";
import path from "node:path";
import { root } from "../../src/boot.ts";
import type { Case } from "./case.ts";

/** The matrix of permissions, again and again: everyone at everybody's records, by every operation on a record. */
export const probes: Case = {
  name: "probes",
  title: "≥ 20,000 probes at other people's objects over ≥ 95 % of operations",
  goal: "0",
  rounds: 7,
  run: async (rounds) => {
    let count = 0;
    let failed = 0;
    let share = "";
    for (let round = 0; round < rounds; round++) {
      const { stdout } = spawnSync(
        process.execPath,
        ["--test", "--test-force-exit", path.join(root, "tests/verbs/matrix.test.ts")],
        {
          cwd: root,
          encoding: "utf8",
        },
      );
      count += [...stdout.matchAll(/probes: (\d+)/g)].reduce((sum, [, one]) => sum + Number(one), 0);
      failed += Number(/^ℹ fail (\d+)/m.exec(stdout)?.[1] ?? 1);
      share = /operations: (\d+ of \d+)/.exec(stdout)?.[1] ?? share;
    }
    return {
      figure: `${count} probes, ${failed} let through or left something behind; ${share} operations have their line`,
      held: failed === 0 && (rounds < 7 || count >= 20_000),
    };
  },
};
