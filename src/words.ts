import type { Language } from "#ui/words/languages.ts";
import activities from "./modules/activities/words/en.json" with { type: "json" };
import contacts from "./modules/contacts/words/en.json" with { type: "json" };
import home from "./modules/home/words/en.json" with { type: "json" };
import inbox from "./modules/inbox/words/en.json" with { type: "json" };
import metrics from "./modules/metrics/words/en.json" with { type: "json" };
import people from "./modules/people/words/en.json" with { type: "json" };
import pipeline from "./modules/pipeline/words/en.json" with { type: "json" };
import quotas from "./modules/quotas/words/en.json" with { type: "json" };
import search from "./modules/search/words/en.json" with { type: "json" };
import ui from "./ui/words/en.json" with { type: "json" };

/** Every module's sentences, by the module's folder. A module with words adds its import and its name here, or to `late` below. */
export const english = {
  ui,
  people,
  metrics,
  contacts,
  pipeline,
  activities,
  quotas,
  inbox,
  search,
  home,
};

/** Those that come with their screens, so that the first load stays small. */
export const late = {
  imports: () => import("./modules/imports/words/en.json", { with: { type: "json" } }),
  leads: () => import("./modules/leads/words/en.json", { with: { type: "json" } }),
  forms: () => import("./modules/forms/words/en.json", { with: { type: "json" } }),
  fields: () => import("./modules/fields/words/en.json", { with: { type: "json" } }),
  forecast: () => import("./modules/forecast/words/en.json", { with: { type: "json" } }),
  integrations: () => import("./modules/integrations/words/en.json", { with: { type: "json" } }),
  lists: () => import("./modules/lists/words/en.json", { with: { type: "json" } }),
  trash: () => import("./modules/trash/words/en.json", { with: { type: "json" } }),
  operations: () => import("./modules/operations/words/en.json", { with: { type: "json" } }),
};

type Late = { [Name in keyof typeof late]: Awaited<ReturnType<(typeof late)[Name]>>["default"] };
type English = typeof english & Late;

declare module "#ui/words/words.ts" {
  interface WordFiles extends English {}
}

/** Every language but English is fetched when chosen. A new one is a file in each module, one like `words.ja.ts`, and a line here. */
export const languages: readonly Language[] = [
  { locale: "en", name: "English", files: async () => english },
  { locale: "ja", name: "日本語", files: async () => (await import("./words.ja.ts")).files },
];
