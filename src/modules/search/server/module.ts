import type { Ask } from "#platform/http/answer.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { meantBy, soughtIn } from "#platform/records/foundBy.ts";
import * as api from "../api.ts";
import { forgetOpens, noteOpen, opensOf } from "./store.ts";

const shown = 6;

/** One field over everything that a module registers as found by words. Each kind filters by its own policy. */
export const search = module({
  name: "search",
  owns: ["search_opens"],
  exportsWithout: { search_opens: "what somebody looked up, and nothing of the records" },
  keys: [
    {
      column: "search_opens.person_id",
      of: "person",
      erase: "hook",
      transfer: "nothing: it is how one person looks things up",
    },
  ],
  onErase: async (tx, { kind, id }) => {
    if (kind === "person") await forgetOpens(tx, { person: id });
    else await forgetOpens(tx, { records: [id] });
  },
  onPurge: (tx, { ids }) => forgetOpens(tx, { records: ids }),
  answers: [
    answer(api.searchRoute, find),
    answer(api.openedRoute, async ({ transact, actor, body, now }) => {
      await transact((tx) => noteOpen(tx, actor.personId, body, now));
      return { done: true as const };
    }),
  ],
});

/**
 * Every kind at once, and where none holds the words, all of them once more by the words that were meant; within each kind, what the asker opens
 * often and lately stands first, then as the kind itself ordered it.
 */
async function find(ask: Ask<typeof api.searchRoute>) {
  const { db, actor, query, now } = ask;
  const typed = await holding(ask, query.q);
  const meant = typed.some(({ hits }) => hits.length > 0) ? undefined : await meantBy(db, soughtIn(query.q));
  const groups = meant ? await holding(ask, meant.words) : typed;
  const ids = groups.flatMap(({ hits }) => hits.map(({ id }) => id));
  const opens = await opensOf(db, actor.personId, ids, now);
  const weight = (id: string) => opens.get(id) ?? 0;
  return {
    groups: groups
      .filter(({ hits }) => hits.length > 0)
      .map(({ kind, hits }) => ({ kind, hits: hits.toSorted((a, b) => weight(b.id) - weight(a.id)).slice(0, shown) })),
  };
}

function holding({ db, ground, actor, workspace }: Ask<typeof api.searchRoute>, words: string) {
  const kinds = [...ground.records.values()].filter((record) => record.search).toReversed();
  return Promise.all(
    kinds.map(async ({ kind, search: look }) => ({ kind, hits: (await look?.(db, actor, workspace, words)) ?? [] })),
  );
}
