import { type ParseArgsConfig, parseArgs } from "node:util";
import { Refusal } from "#lib/refusal.ts";
import { type CivilDate, isCivilDate } from "#lib/time.ts";
import type { Started } from "../boot.ts";
import { sentences } from "../sentences.ts";

/** What was asked can't be answered so: its message is a sentence for whoever typed it. */
export class AskedWrongly extends Error {}

/** The words and flags of a command; an unknown flag is refused. */
export function parsed<Options extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new AskedWrongly(error instanceof Error ? error.message : String(error));
  }
}

export function dayAsked(flag: string, text: string | undefined): CivilDate {
  if (text && isCivilDate(text)) return text;
  throw new AskedWrongly(
    text
      ? `${flag} is "${text}", which is no day: write it as 2017-12-31.`
      : `${flag} is missing: a day such as 2017-12-31.`,
  );
}

/** Runs what may refuse; the refusal is said in its English sentence. */
export async function saying<Result>({ ground }: Started, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new AskedWrongly(sentences(ground.log)(error.code, error.facts) ?? error.code);
  }
}
