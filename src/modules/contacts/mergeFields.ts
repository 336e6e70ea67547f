import { type Address, addressText, emailKey, type Ways } from "./ways.ts";

/** Of which of the two a field's value stays. */
export type Side = "survivor" | "absorbed";
export type Taking = { readonly [field: string]: Side | undefined };

export const contactMergeFields = [
  ...(["name", "reading", "organizationId", "department", "title", "email", "phone", "ownerId"] as const),
] as const;
export const organizationMergeFields = [
  ...(["name", "industry", "country", "website", "email", "phone", "employees", "foundedYear"] as const),
  ...(["annualRevenue", "parentId", "ownerId"] as const),
] as const;

/** The survivor's own value stays unless it has none, or whoever merges says otherwise. */
export function sideOf(survivor: unknown, absorbed: unknown, asked: Side | undefined): Side {
  if (asked) return asked;
  return isNothing(survivor) && !isNothing(absorbed) ? "absorbed" : "survivor";
}

const isNothing = (value: unknown) => value === null || value === undefined || value === "";

export function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** What the survivor becomes in these fields, and what it was where that is another thing. */
export function takenOver<Field extends string>(
  fields: readonly Field[],
  survivor: Readonly<Record<Field, unknown>>,
  absorbed: Readonly<Record<Field, unknown>>,
  taking: Taking,
): Record<string, { was: unknown; became: unknown }> {
  const changed = fields.flatMap((field) => {
    const side = sideOf(survivor[field], absorbed[field], taking[field]);
    if (side === "survivor" || isSameValue(survivor[field], absorbed[field])) return [];
    return [[field, { was: survivor[field] ?? null, became: absorbed[field] ?? null }] as const];
  });
  return Object.fromEntries(changed);
}

/**
 * What of a merge is taken back: a field that still has what the merge gave it gets what it was; one that was changed since keeps
 * that, and is said.
 */
export function takenBack(
  changes: Record<string, { was: unknown; became: unknown }>,
  now: Readonly<Record<string, unknown>>,
): { values: Record<string, unknown>; kept: string[] } {
  const entries = Object.entries(changes);
  const [back, kept] = [
    entries.filter(([field, { became }]) => isSameValue(now[field], became)),
    entries.filter(([field, { became }]) => !isSameValue(now[field], became)),
  ];
  return {
    values: Object.fromEntries(back.map(([field, { was }]) => [field, was])),
    kept: kept.map(([field]) => field),
  };
}

/** The lists of both, the survivor's first; what both have stands once. */
export function joinedWays(survivor: Ways, absorbed: Ways): Ways {
  return {
    emails: joined(survivor.emails, absorbed.emails, ({ address }) => emailKey(address)),
    phones: joined(survivor.phones, absorbed.phones, ({ number }) => number.normalize("NFKC").replace(/[^\d+]/g, "")),
    addresses: joined(survivor.addresses, absorbed.addresses, (one: Address) => addressText(one)),
    links: joined(survivor.links, absorbed.links, ({ url }) => url),
  };
}

function joined<One>(first: readonly One[], second: readonly One[], keyOf: (one: One) => string): One[] {
  const there = new Set(first.map(keyOf));
  return [...first, ...second.filter((one) => !there.has(keyOf(one)))];
}

/** The one that is wanted comes first; a list without it stays as it is. */
export function withFirst<One>(all: readonly One[], isFirst: (one: One) => boolean): One[] {
  return [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))];
}
