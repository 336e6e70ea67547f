// The command line: one file a command in cli/. Plain sentences, JSON where programs ask; exit code 2 for what was asked wrongly.
import { DatabaseRefused } from "#platform/db/reach.ts";
import { SettingsRefused } from "#platform/settings.ts";
import { AskedWrongly } from "./cli/asked.ts";
import { doctorCommand } from "./cli/doctor.ts";
import { help } from "./cli/help.ts";
import { importCommand } from "./cli/import.ts";
import { metricCommand } from "./cli/metric.ts";
import { replayCommand } from "./cli/replay.ts";
import { sampleCommand } from "./cli/sample.ts";
import { userCommand } from "./cli/user.ts";

const commands: Record<string, (args: string[]) => Promise<void>> = {
  import: importCommand,
  metric: metricCommand,
  sample: sampleCommand,
  user: userCommand,
  replay: replayCommand,
  doctor: doctorCommand,
};

async function run([name = "help", ...args]: string[]): Promise<void> {
  if (name === "help" || name === "--help" || name === "-h") return void process.stdout.write(help);
  const command = commands[name];
  if (!command) throw new AskedWrongly(`There is no command "${name}".\n\n${help}`);
  if (args.includes("--help")) return void process.stdout.write(help);
  await command(args);
}

run(process.argv.slice(2)).then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    const isPlain =
      error instanceof AskedWrongly || error instanceof SettingsRefused || error instanceof DatabaseRefused;
    const text = error instanceof Error ? (isPlain ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(isPlain ? 2 : 1);
  },
);
