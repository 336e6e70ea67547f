import type { Route } from "#lib/route.ts";
import { areaOf, mayKeyAsk } from "#platform/auth/apiKeys.ts";

const columns = [
  ["read", { writes: false, admin: false, areas: null }],
  ["read and write", { writes: true, admin: false, areas: null }],
  ["an admin's, read", { writes: false, admin: true, areas: null }],
  ["an admin's, read and write", { writes: true, admin: true, areas: null }],
] as const;

/** The least key that a route takes; `never` where none does. */
export function leastKey(route: Route): string {
  return columns.find(([, scope]) => mayKeyAsk(scope, route))?.[0] ?? "never";
}

/** The table of docs/api.md: every route that asks who one is, by the area that a key names, and the least key it takes. */
export function keysTable(routes: readonly Route[]): string {
  const asked = routes.filter(({ who }) => who !== "anyone");
  const rows = asked
    .map((route) => `| ${areaOf(route)} | \`${route.method} ${route.path}\` | ${leastKey(route)} |`)
    .toSorted();
  return ["| area | route | least key |", "| --- | --- | --- |", ...rows].join("\n");
}

const begin = "<!-- routes: npm run docs -->";
const end = "<!-- end of routes -->";

/** The page with its table as the program is now. */
export function withKeysTable(page: string, routes: readonly Route[]): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/api.md needs ${begin} and ${end}`);
  return `${before}${begin}\n${keysTable(routes)}\n${end}${after}`;
}
