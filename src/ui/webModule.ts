import type { ComponentType } from "react";
import type { Action, CommandSource, Creation } from "#ui/frame/commands.ts";
import type { IconName } from "#ui/parts/icons.ts";
import type { Role } from "#ui/session.ts";
import type { WordKey } from "#ui/words/words.ts";

/** A screen's file exports its component as `default`. */
export type ScreenFile = { default: ComponentType };

export type RailItem = {
  label: WordKey;
  icon: IconName;
  /** By tens, in the order of a day: under 100 the work, from 100 the goals and the team, from 900 the foot. */
  order: number;
  /** The letter behind `g`. */
  key?: string;
  /** Addresses that lie under this place although they begin otherwise: `/deals` under `/pipeline`. */
  also?: readonly string[];
};

/** The parts of the settings, in their order: my own, the company's, its records, the machine that runs it. */
export const settingsGroups = ["mine", "company", "records", "running"] as const;

export type SettingsItem = {
  label: WordKey;
  group: (typeof settingsGroups)[number];
  /** By tens, within the group. */
  order: number;
};

export type Screen = {
  /** As the router writes it: `/deals/:id`. */
  path: string;
  load: () => Promise<ScreenFile>;
  /** What the browser's tab says until the screen says better (`useTitle`). */
  title?: WordKey;
  rail?: RailItem;
  /** Its place among the settings. */
  settings?: SettingsItem;
  /** Who sees it; everybody unless said. The server decides again. */
  roles?: readonly Role[];
  /** Without rail, top and session: signing in, the first run. */
  bare?: boolean;
};

export type WebModule = {
  name: string;
  screens: readonly Screen[];
  /** What the palette finds for this module. */
  commands?: readonly CommandSource[];
  /** What the palette does for this module. */
  actions?: readonly Action[];
  /** What New (`c`) can create here. */
  creates?: readonly Creation[];
};

/** What a module brings to the web, named once in its `web/screens.tsx`. */
export function webModule(definition: WebModule): WebModule {
  return definition;
}
