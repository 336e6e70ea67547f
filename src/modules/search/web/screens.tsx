import { dealVerbs, isOpenDeal } from "#modules/pipeline/web/public.tsx";
import { call } from "#ui/call.ts";
import type { CommandSource, Hit } from "#ui/frame/commands.ts";
import { webModule } from "#ui/webModule.ts";
import type { WordKey } from "#ui/words/words.ts";
import { openedRoute, searchRoute } from "../api.ts";

type Found = { kind: string; id: string; title: string; detail: string; href: string };

/** One question to the server serves all groups of the palette. */
let asked: { text: string; signal: AbortSignal; answer: Promise<ReadonlyMap<string, readonly Found[]>> } | null = null;

function ask(text: string, signal: AbortSignal): Promise<ReadonlyMap<string, readonly Found[]>> {
  if (asked?.text !== text || asked.signal !== signal) {
    const answer = call(searchRoute, { query: { q: text } }, { signal }).then(
      ({ groups }) => new Map(groups.map(({ kind, hits }) => [kind, hits])),
    );
    asked = { text, signal, answer };
  }
  return asked.answer;
}

function records(kind: string, group: WordKey, order: number, mark: (hit: Found) => Hit["mark"]): CommandSource {
  return {
    ...{ group, order },
    find: async (text, signal) =>
      ((await ask(text, signal)).get(kind) ?? []).map((hit) => {
        const icon = mark(hit);
        return {
          ...{ id: `${hit.kind} ${hit.id}`, label: hit.title, hint: hit.detail, act: { to: hit.href } },
          onTake: () => void call(openedRoute, { body: { kind: hit.kind, id: hit.id } }).catch(() => undefined),
          ...(icon ? { mark: icon } : {}),
        };
      }),
  };
}

/** Verbs on the deal that fits best. */
const bestDeal: CommandSource = {
  ...{ group: "search.on_best" as const, order: 40 },
  find: async (text, signal, words) => {
    const best = (await ask(text, signal)).get("deal")?.[0];
    return best && (await isOpenDeal(best.id, signal)) ? dealVerbs(best, words) : [];
  },
};

/** What was typed may be the name of something new. */
const creations: CommandSource = {
  ...{ group: "ui.frame.create" as const, order: 90 },
  find: async (text, _signal, words) => [
    {
      id: "create deal",
      label: words.t("pipeline.new.named", { text }),
      mark: { icon: "plus" },
      act: { to: `/deals/new?name=${encodeURIComponent(text)}` },
    },
  ],
};

export const search = webModule({
  name: "search",
  screens: [],
  commands: [
    records("deal", "search.kind.deal", 10, () => ({ icon: "board" })),
    records("organization", "search.kind.organization", 20, ({ title }) => ({ organization: title })),
    records("contact", "search.kind.contact", 30, ({ title }) => ({ person: title })),
    records("activity", "search.kind.activity", 38, () => ({ icon: "note" })),
    records("person", "search.kind.person", 35, ({ title }) => ({ person: title })),
    bestDeal,
    creations,
  ],
});
