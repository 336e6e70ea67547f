import type { Role } from "#ui/session.ts";
import type { RailItem, Screen } from "#ui/webModule.ts";

export type RailEntry = RailItem & { path: string };
export type RailParts = { work: RailEntry[]; team: RailEntry[]; foot: RailEntry[] };

/** What these roles see in the rail, in the order of a day. */
export function railOf(screens: readonly Screen[], roles: readonly Role[], hidden: readonly string[] = []): RailParts {
  const seen = screens.filter((screen) => sees(screen, roles) && !hidden.includes(screen.path));
  const settings = seen.flatMap((screen) => (screen.settings ? [screen.path] : []));
  const entryOf = ({ path, rail, settings: isSettings }: Screen): RailEntry[] =>
    rail ? [{ ...rail, path, also: [...(rail.also ?? []), ...(isSettings ? settings : [])] }] : [];
  const entries = seen.flatMap(entryOf).sort((a, b) => a.order - b.order);
  return {
    work: entries.filter(({ order }) => order < 100),
    team: entries.filter(({ order }) => order >= 100 && order < 900),
    foot: entries.filter(({ order }) => order >= 900),
  };
}

export function sees(part: { roles?: readonly Role[] | undefined }, roles: readonly Role[]): boolean {
  return !part.roles || part.roles.some((role) => roles.includes(role));
}

/** The entry that an address lies under: `/deals/7` under `/deals`. The longest path wins. */
export function currentEntry(entries: readonly RailEntry[], address: string): RailEntry | undefined {
  const depth = ({ path, also = [] }: RailEntry) =>
    Math.max(...[path, ...also].map((one) => (liesUnder(address, one) ? one.length : 0)));
  const under = entries.filter((entry) => depth(entry) > 0);
  return under.sort((a, b) => depth(b) - depth(a))[0];
}

function liesUnder(address: string, path: string): boolean {
  return address === path || (path !== "/" && address.startsWith(`${path}/`));
}
