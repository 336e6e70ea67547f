import { refuseField } from "#lib/refusal.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { questionsOf, type ScoreRule } from "../score.ts";
import { rescore } from "./rescore.ts";
import { type LeadSettings, readRates, replaceRates, replaceRules, saveSettings } from "./store.ts";

/** The rules in their order; every open lead is scored by them at once. */
export async function setRules(tx: Tx, rules: readonly Omit<ScoreRule, "id">[]): Promise<void> {
  for (const [at, rule] of rules.entries()) checkRule(rule, `/rules/${at}`);
  await replaceRules(tx, rules);
  await rescore(tx, null);
  touched(tx, "lead_rules");
}

function checkRule({ subject, question, value, field }: Omit<ScoreRule, "id">, at: string): void {
  if (!questionsOf[subject].includes(question)) throw refuseField("leads.rule_wrong", `${at}/question`);
  if (subject === "field" && !field) throw refuseField("leads.rule_wrong", `${at}/field`);
  const asksNumber = question === "atLeast" || question === "atMost";
  const isNumber = value !== null && value !== "" && Number.isFinite(Number(value));
  if (asksNumber ? !isNumber : question === "is" && !value) throw refuseField("leads.rule_wrong", `${at}/value`);
}

type Asked = Omit<LeadSettings, "rulesVersion"> & { rates: readonly { personId: PersonId; hourMinor: number }[] };

export async function setSettings(tx: Tx, asked: Asked): Promise<void> {
  if (asked.toMinute <= asked.fromMinute) throw refuseField("leads.hours_backwards", "/toMinute");
  const had = new Set((await readRates(tx)).map(({ personId }) => personId));
  for (const [at, { personId }] of asked.rates.entries())
    if (!had.has(personId) && !(await worksHere(tx, personId)))
      throw refuseField("pipeline.no_such_owner", `/rates/${at}/personId`);
  await saveSettings(tx, asked);
  await replaceRates(tx, asked.rates);
  touched(tx, "lead_rules");
}
