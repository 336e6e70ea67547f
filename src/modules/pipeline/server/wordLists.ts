import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { ReasonId } from "../deal.ts";
import { changeReasonRow, changeWordRow, insertWord, readReasons, readWords, type WordList } from "./catalogueStore.ts";
import { putInOrder } from "./shapePipelines.ts";

/** The lists by the name that the API calls them. */
export const wordLists: Readonly<Record<"ranks" | "parts", WordList>> = {
  ranks: "forecast_ranks",
  parts: "contact_parts",
};

type WordChange = { name?: string | undefined; archived?: true | undefined };

export async function addWord(tx: Tx, list: WordList, name: string): Promise<{ id: string; name: string }> {
  refuseTaken(await readWords(tx, list), name);
  touched(tx, "pipelines");
  return { id: await insertWord(tx, list, name), name };
}

/** Deals keep a word that was taken out of its list; it can't be chosen again. */
export async function changeWord(
  tx: Tx,
  list: WordList,
  id: string,
  { name, archived }: WordChange,
  now: Instant,
): Promise<void> {
  const others = (await readWords(tx, list)).filter((one) => one.id !== id);
  if (name !== undefined) refuseTaken(others, name);
  const found = await changeWordRow(tx, list, id, { name, archivedAt: archived ? now : undefined });
  if (!found) throw new Refusal("pipeline.no_such_word", 404);
  touched(tx, "pipelines", "deals");
}

export async function orderWords(tx: Tx, list: WordList, ids: readonly string[]): Promise<void> {
  const known = (await readWords(tx, list)).map(({ id }) => id);
  await putInOrder(tx, list, known, ids);
}

export async function changeReason(tx: Tx, id: ReasonId, { name, archived }: WordChange, now: Instant): Promise<void> {
  const all = await readReasons(tx);
  const was = all.find((one) => one.id === id);
  if (!was) throw new Refusal("pipeline.no_such_reason", 404);
  const others = all.filter((one) => one.id !== id && one.kind === was.kind);
  if (name !== undefined && others.some((one) => nameKey(one.name) === nameKey(name)))
    throw refuseField("pipeline.reason_taken", "/name");
  await changeReasonRow(tx, id, { name, archivedAt: archived ? now : undefined });
  touched(tx, "pipelines", "deals");
}

function refuseTaken(words: readonly { name: string }[], name: string): void {
  if (words.some((one) => nameKey(one.name) === nameKey(name))) throw refuseField("pipeline.word_taken", "/name");
}
