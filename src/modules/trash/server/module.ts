import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import { emptyTrash, purgeOne } from "./emptyTrash.ts";
import { restoreOne, seeTrash } from "./seeTrash.ts";

const done = { done: true } as const;

/** One page over everything that modules delete: restored within thirty days, or removed for good. */
export const trash = module({
  name: "trash",
  owns: [],
  nightly: [{ name: "trash.empty", run: emptyTrash }],
  answers: [
    answer(api.trashRoute, seeTrash),
    answer(api.restoreRoute, async (ask) => {
      const { actor, workspace: choices, now, today } = ask;
      await ask.transact((tx) => restoreOne(tx, { actor, choices, now, today }, ask.params));
      return done;
    }),
    answer(api.purgeRoute, async ({ transact, params }) => {
      await transact((tx) => purgeOne(tx, params));
      return done;
    }),
  ],
});
