import { CallRefused, NoConnection } from "#ui/call.ts";
import type { Values, WordKey, Words } from "#ui/words/words.ts";

/**
 * The sentence of a refusal: `pipeline.deal_already_won` is said by `refusal.pipeline.deal_already_won` of pipeline's own
 * words, with the refusal's facts in its gaps; a code that has none, by its status.
 */
export function sentenceOf(words: Pick<Words, "find" | "t">, error: Error): string {
  if (error instanceof NoConnection) return words.t("ui.refusal.no_connection");
  if (!(error instanceof CallRefused)) return words.t("ui.frame.failed");
  const values = { ...plain(error.facts), requestId: error.requestId };
  return words.find(keyOf(error.code), values) ?? byStatus(words, error.status, values);
}

/** The sentence of what is wrong with one field, by its JSON pointer (`/closeOn`); undefined when nothing is. */
export function faultAt(words: Pick<Words, "find" | "t">, error: Error | null, pointer: string): string | undefined {
  if (!(error instanceof CallRefused)) return undefined;
  const fault = error.errors.find((one) => one.pointer === pointer);
  if (!fault) return undefined;
  return words.find(keyOf(fault.code), plain(error.facts)) ?? words.t("ui.refusal.field");
}

function keyOf(code: string): string {
  const dot = code.indexOf(".");
  return `${dot < 0 ? "ui" : code.slice(0, dot)}.refusal.${code}`;
}

const said = { 400: 1, 401: 1, 403: 1, 404: 1, 409: 1, 412: 1, 422: 1, 429: 1, 503: 1 } as const;

function byStatus(words: Pick<Words, "t">, status: number, values: Values): string {
  const key: WordKey = status in said ? `ui.refusal.${status as keyof typeof said}` : "ui.refusal.500";
  return words.t(key, values);
}

function plain(facts: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string | number | boolean] => typeof fact[1] !== "object"),
  );
}
