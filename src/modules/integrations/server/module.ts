import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { changesRoute } from "../api.ts";
import { readChanges } from "./readChanges.ts";

/** What other programs are told. */
export const integrations = module({
  name: "integrations",
  owns: [],
  answers: [answer(changesRoute, readChanges)],
});
