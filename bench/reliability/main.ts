// npm run bench -- reliability [CASE …] [--rounds N]: the counts of docs/reliability.md. What isn't run keeps its last figure.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../src/boot.ts";
import { measureBackup } from "../backups.ts";
import type { Case, Measured } from "./case.ts";
import { cuts } from "./cuts.ts";
import { diskFull } from "./diskFull.ts";
import { kills } from "./kills.ts";
import { powerCuts } from "./powerCuts.ts";
import { probes } from "./probes.ts";
import { raced } from "./raced.ts";
import { type Noted, reliabilityPage } from "./reliabilityPage.ts";
import { secondServer } from "./secondServer.ts";
import { slowClients } from "./slowClients.ts";
import { soak } from "./soak.ts";
import { thirdParty } from "./thirdParty.ts";
import { upgrades } from "./upgrades.ts";

const backup: Case = {
  name: "backup",
  title: "backup under load",
  goal: "restored tables equal by hash; 10 GB ≤ 30 min",
  run: async () => {
    const lines = await measureBackup();
    const told = lines.map(({ name, value, unit }) => `${name}: ${value.toFixed(1)} ${unit}`).join("; ");
    const isHeld = lines.every((line) => (line.atLeast ? line.value >= line.limit : line.value <= line.limit));
    return { figure: told, held: isHeld };
  },
};

export const cases: readonly Case[] = [
  ...[kills, powerCuts, secondServer, probes, raced, thirdParty, slowClients, diskFull, cuts, backup, upgrades, soak],
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: "string" } } });
const asked = positionals.filter((name) => name !== "reliability");
const file = path.join(root, "docs/reliability.json");
const noted = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Noted>;
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();

/** The long one has to be asked for by its name: six times 25 minutes. */
const chosen = cases.filter(({ name }) => (asked.length > 0 ? asked.includes(name) : name !== "load"));
for (const one of chosen) {
  process.stdout.write(`${one.title} …\n`);
  const measured = await one.run(Number(values.rounds ?? one.rounds ?? 1)).catch(
    (error: unknown): Measured => ({
      figure: `broke off: ${error instanceof Error ? error.message : error}`,
      held: false,
    }),
  );
  process.stdout.write(
    `  ${measured.figure}\n  ${measured.held === null ? "not measured" : measured.held ? "held" : "MISSED"}\n`,
  );
  const on = Temporal.Now.plainDateISO().toString();
  noted[one.name] = { ...measured, on, commit, load: Number((os.loadavg()[0] ?? 0).toFixed(1)) };
  fs.writeFileSync(file, `${JSON.stringify(noted, null, 2)}\n`);
  fs.writeFileSync(path.join(root, "docs/reliability.md"), reliabilityPage(cases, noted));
}
process.exit(chosen.some(({ name }) => noted[name]?.held === false) ? 1 : 0);
