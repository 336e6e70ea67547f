import { nameKey } from "#modules/people/person.ts";
import type { Named } from "./record.ts";
import { tidyName } from "./tidyName.ts";

/** How a name in a file was found among those known. `several`: more than one has it, and none may be guessed. */
export type NameMatch<T> =
  | { match: "exact" | "loose"; item: T }
  | { match: "several" }
  | { match: "none"; closest: T | null };

export type NameIndex<T> = { find(name: string): NameMatch<T> };

/** Finds records by a name from a file: as written, else without spaces and case, else says which one is nearest. */
export function nameIndex<T extends Named>(
  items: readonly T[],
  alsoBy: (item: T) => string | null | undefined = () => null,
): NameIndex<T> {
  const exact = new Map<string, T[]>();
  const loose = new Map<string, T[]>();
  for (const item of items) {
    for (const name of [item.name, alsoBy(item)]) {
      if (!name) continue;
      put(exact, tidyName(name), item);
      put(loose, nameKey(name), item);
    }
  }
  const remembered = new Map<string, NameMatch<T>>();
  const look = (name: string): NameMatch<T> => {
    const found = exact.get(tidyName(name)) ?? loose.get(nameKey(name));
    if (!found) return { match: "none", closest: closestOf(nameKey(name), loose) };
    const [item, second] = found;
    if (!item || second) return { match: "several" };
    return { match: exact.has(tidyName(name)) ? "exact" : "loose", item };
  };
  return {
    find(name) {
      const known = remembered.get(name) ?? look(name);
      remembered.set(name, known);
      return known;
    },
  };
}

function put<T>(map: Map<string, T[]>, key: string, item: T): void {
  const there = map.get(key);
  if (!there) map.set(key, [item]);
  else if (!there.includes(item)) there.push(item);
}

/** The nearest name with at most one slip in each five letters, at least one; null when none is, or two are. */
function closestOf<T>(key: string, loose: Map<string, T[]>): T | null {
  const allowed = Math.max(1, Math.floor(key.length / 5));
  let best: { slips: number; items: T[] } = { slips: allowed + 1, items: [] };
  for (const [other, items] of loose) {
    if (Math.abs(other.length - key.length) > allowed) continue;
    const slips = slipsBetween(key, other);
    if (slips < best.slips) best = { slips, items };
    else if (slips === best.slips) best = { slips, items: [...best.items, ...items] };
  }
  return best.slips <= allowed && best.items.length === 1 ? (best.items[0] ?? null) : null;
}

/** Levenshtein distance: letters put in, left out or changed. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let at = 1; at <= a.length; at++) {
    const next = [at];
    for (let column = 1; column <= b.length; column++) {
      const change = (row[column - 1] ?? 0) + (a[at - 1] === b[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
