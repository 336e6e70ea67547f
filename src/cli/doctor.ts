import { IntlMessageFormat } from "intl-messageformat";
import { examine, type Found } from "#modules/operations/server/public.ts";
import words from "#modules/operations/words/en.json" with { type: "json" };
import { DatabaseRefused } from "#platform/db/reach.ts";
import { sentences } from "../sentences.ts";
import { parsed } from "./asked.ts";
import { withGround } from "./withGround.ts";

/** Prints how every part stands, as the admin's page shows it. Ends with 1 where something must be mended. */
export async function doctorCommand(args: string[]): Promise<void> {
  const { values } = parsed(args, { json: { type: "boolean" } } as const);
  const { findings, say } = await looked();
  if (values.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else process.stdout.write(`${findings.map((found) => lineOf(found, say)).join("\n")}\n`);
  if (findings.some(({ state }) => state === "bad")) process.exitCode = 1;
}

type Say = ReturnType<typeof sentences>;

async function looked(): Promise<{ findings: Found[]; say: Say }> {
  try {
    return await withGround(async ({ ground }) => ({
      findings: await examine(ground),
      say: sentences(ground.log),
    }));
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    const facts = { reason: error.message };
    const findings: Found[] = [{ check: "operations.database", state: "bad", code: "operations.database_bad", facts }];
    return { findings, say: (code) => plainly(code, facts) };
  }
}

/** Without a database there is no log and no module: the words alone. */
function plainly(code: string, facts: Record<string, string>): string | undefined {
  const text = (words as Record<string, string>)[code];
  return text && String(new IntlMessageFormat(text, "en").format(facts));
}

const marks = { good: "ok  ", warning: "look", bad: "MEND" } as const;

function lineOf({ check, state, code, facts }: Found, say: Say): string {
  const title = say(`check.${check}`, {}) ?? check;
  return `${marks[state]}  ${title}: ${say(`finding.${code}`, facts) ?? code}`;
}
