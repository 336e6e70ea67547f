import { activities } from "#modules/activities/web/screens.tsx";
import { contacts } from "#modules/contacts/web/screens.tsx";
import { fields } from "#modules/fields/web/screens.tsx";
import { forecast } from "#modules/forecast/web/screens.tsx";
import { forms } from "#modules/forms/web/screens.tsx";
import { home } from "#modules/home/web/screens.tsx";
import { imports } from "#modules/imports/web/screens.tsx";
import { inbox } from "#modules/inbox/web/screens.tsx";
import { leads } from "#modules/leads/web/screens.tsx";
import { lists } from "#modules/lists/web/screens.tsx";
import { operations } from "#modules/operations/web/screens.tsx";
import { sessionRoute } from "#modules/people/api.ts";
import { signOutRoute } from "#modules/people/signInApi.ts";
import { people } from "#modules/people/web/screens.tsx";
import { pipeline } from "#modules/pipeline/web/screens.tsx";
import { quotas } from "#modules/quotas/web/screens.tsx";
import { search } from "#modules/search/web/screens.tsx";
import { trash } from "#modules/trash/web/screens.tsx";
import { mount } from "#ui/mount.tsx";
import type { WebModule } from "#ui/webModule.ts";
import { setLateWords } from "#ui/words/lateWords.ts";
import { english, languages, late } from "./words.ts";

/** Every module's screens, in the order of `modules.ts`. */
const modules: readonly WebModule[] = [
  people,
  fields,
  lists,
  contacts,
  pipeline,
  activities,
  leads,
  forms,
  quotas,
  forecast,
  imports,
  inbox,
  search,
  trash,
  operations,
  home,
];

/** Browsers without Temporal fetch it first; no screen, and so no day, is loaded before. */
if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");

setLateWords({ english, late });
const place = document.getElementById("clinch");
if (place) mount(place, { routes: { session: sessionRoute, signOut: signOutRoute }, modules, languages, english });
