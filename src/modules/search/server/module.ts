import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { searchRoute } from "../api.ts";

/** One field over everything that a module registers as found by words. Each kind filters by its own policy. */
export const search = module({
  name: "search",
  owns: [],
  answers: [
    answer(searchRoute, async ({ db, ground, actor, workspace, query }) => {
      const kinds = [...ground.records.values()].filter((record) => record.search).toReversed();
      const groups = await Promise.all(
        kinds.map(async ({ kind, search: find }) => ({
          kind,
          hits: (await find?.(db, actor, workspace, query.q)) ?? [],
        })),
      );
      return { groups: groups.filter((group) => group.hits.length > 0) };
    }),
  ],
});
