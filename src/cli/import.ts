import fs from "node:fs";
import path from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { isCurrency } from "#lib/currency.ts";
import { isZone } from "#lib/time.ts";
import { type FileTold, importFolder } from "#modules/imports/server/public.ts";
import words from "#modules/imports/words/en.json" with { type: "json" };
import { createWorkspace, readWorkspace } from "#platform/workspace.ts";
import { AskedWrongly, parsed, saying } from "./asked.ts";
import { sayFirstLink } from "./firstLink.ts";
import { withGround } from "./withGround.ts";

const options = {
  name: { type: "string", default: "Our company" },
  currency: { type: "string", default: "USD" },
  zone: { type: "string", default: "UTC" },
  "fiscal-start": { type: "string", default: "1" },
  language: { type: "string", default: "en" },
} as const;

export async function importCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, options);
  const [folder, more] = positionals;
  if (!folder || more) throw new AskedWrongly("Name one folder: clinch import FOLDER");
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AskedWrongly(`There is no folder ${path.resolve(folder)}.`);
  const workspace = workspaceAsked(values);
  await withGround(async (started) => {
    const { ground } = started;
    const isNew = !(await readWorkspace(ground.db));
    if (isNew) {
      await ground.transact((tx) => createWorkspace(tx, workspace, ground.clock.now()));
      say(`Set up a workspace: ${workspace.name}, ${workspace.currency}, ${workspace.zone}.`);
    }
    let failed = 0;
    await saying(started, () =>
      importFolder(ground, folder, (file) => {
        if (file.state === "failed") failed += 1;
        say(told(file));
      }),
    );
    await sayFirstLink(started);
    if (failed > 0) throw new Error(`${failed} of the files stopped before their end.`);
  });
}

type Flags = { [Name in keyof typeof options]: string };

function workspaceAsked(flags: Flags) {
  const { name, currency, zone, language } = flags;
  const fiscalStart = Number(flags["fiscal-start"]);
  if (!isCurrency(currency)) throw new AskedWrongly(`--currency is "${currency}": write a code such as USD or JPY.`);
  if (!isZone(zone)) throw new AskedWrongly(`--zone is "${zone}": write one such as UTC or Asia/Tokyo.`);
  if (!Number.isInteger(fiscalStart) || fiscalStart < 1 || fiscalStart > 12)
    throw new AskedWrongly(
      `--fiscal-start is "${flags["fiscal-start"]}": write the month the year begins in, 1 to 12.`,
    );
  if (language !== "en" && language !== "ja") throw new AskedWrongly(`--language is "${language}": write en or ja.`);
  if (!name.trim()) throw new AskedWrongly("--name is empty.");
  return { name: name.trim(), currency, zone, weekStart: language === "ja" ? 7 : 1, fiscalStart, locale: language };
}

function told({ fileName, kind, state, problem, counts, causes }: FileTold): string {
  if (problem === "imports.nothing_to_take" && counts)
    return `${fileName}: nothing new, ${counts.same} rows are here already, ${counts.problem} stay out.`;
  if (state === "skipped")
    return problem === "imports.kind_unknown"
      ? `${fileName}: skipped, its columns are none that Clinch knows.`
      : `${fileName}: skipped. ${sentence(`refusal.${problem}`, {})}`;
  const { create = 0, update = 0, same = 0, problem: out = 0 } = counts ?? {};
  const stopped = state === "done" ? "" : ` It stopped before its end: ${sentence(`refusal.${problem}`, {})}`;
  const head = `${fileName}: ${sentence(`kinds.${kind}`, { count: create })} new, ${update} changed, ${same} as they were, ${out} stay out.${stopped}`;
  const lines = causes.map((cause) => {
    const facts = { value: cause.value ?? "", closest: cause.closest ?? "" };
    return `  ${cause.rows} rows${cause.chosen === "skip_rows" ? " stay out" : ""}: ${sentence(`cause.${cause.code}`, facts)}`;
  });
  return [head, ...lines].join("\n");
}

function sentence(key: string, facts: Record<string, string | number>): string {
  const text: string | undefined = (words as Record<string, string>)[key];
  return text ? String(new IntlMessageFormat(text, "en").format(facts)) : key;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
