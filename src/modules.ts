// THE TABLE OF CONTENTS: the modules in order. A module may use only those printed before it.
import { activities } from "#modules/activities/server/module.ts";
import { contacts } from "#modules/contacts/server/module.ts";
import { fields } from "#modules/fields/server/module.ts";
import { forecast } from "#modules/forecast/server/module.ts";
import { forms } from "#modules/forms/server/module.ts";
import { home } from "#modules/home/server/module.ts";
import { imports } from "#modules/imports/server/module.ts";
import { inbox } from "#modules/inbox/server/module.ts";
import { integrations } from "#modules/integrations/server/module.ts";
import { leads } from "#modules/leads/server/module.ts";
import { lists } from "#modules/lists/server/module.ts";
import { metrics } from "#modules/metrics/server/module.ts";
import { operations } from "#modules/operations/server/module.ts";
import { people } from "#modules/people/server/module.ts";
import { pipeline } from "#modules/pipeline/server/module.ts";
import { quotas } from "#modules/quotas/server/module.ts";
import { search } from "#modules/search/server/module.ts";
import { trash } from "#modules/trash/server/module.ts";
import type { Module, Surroundings } from "#platform/module.ts";

/** The names in their order; the architecture test holds imports to it. */
export const moduleOrder = [
  "people",
  "metrics",
  "fields",
  "lists",
  "contacts",
  "pipeline",
  "activities",
  "leads",
  "forms",
  "quotas",
  "forecast",
  "integrations",
  "imports",
  "inbox",
  "search",
  "trash",
  "operations",
  "home",
] as const;

export function modulesFor(surroundings: Surroundings): readonly Module[] {
  return [
    people(surroundings),
    metrics,
    fields,
    lists,
    contacts,
    pipeline,
    activities(surroundings),
    leads,
    forms(surroundings),
    quotas,
    forecast,
    integrations,
    imports,
    inbox(surroundings),
    search,
    trash,
    operations(surroundings),
    home,
  ];
}
