// THE TABLE OF CONTENTS: the modules in order. A module may use only those printed before it.
import { activities } from "#modules/activities/server/module.ts";
import { contacts } from "#modules/contacts/server/module.ts";
import { imports } from "#modules/imports/server/module.ts";
import { metrics } from "#modules/metrics/server/module.ts";
import { type PeopleSettings, people } from "#modules/people/server/module.ts";
import { pipeline } from "#modules/pipeline/server/module.ts";
import { quotas } from "#modules/quotas/server/module.ts";
import { search } from "#modules/search/server/module.ts";
import type { Module } from "#platform/module.ts";

/** The names in their order; the architecture test holds imports to it. */
export const moduleOrder = [
  "people",
  "metrics",
  "contacts",
  "pipeline",
  "activities",
  "quotas",
  "imports",
  "search",
  "home",
] as const;

export function modulesFor(settings: PeopleSettings): readonly Module[] {
  return [people(settings), metrics, contacts, pipeline, activities, quotas, imports, search];
}
