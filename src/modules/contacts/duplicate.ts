import {
  jaroWinkler,
  type Outcome,
  probabilityAfter,
  slipsBetween,
  type Weights,
  weightOf,
} from "#lib/statistics/linkage.ts";
import { nameLetters, nameWords, readingLetters } from "./nameLetters.ts";
import { hostOf } from "./ways.ts";

/** Why two may be one, as it is said to whoever decides. */
export const duplicateReasons = [
  ...(["same_email", "same_phone", "same_host", "same_name", "one_slip", "similar_name", "same_reading"] as const),
  ...(["same_organization", "other_organization", "other_country"] as const),
] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/** `emails` and `phones` as they are compared; `organization` any name for it, equal where it is the same. */
export type Comparable = {
  name: string;
  reading: string | null;
  emails: readonly string[];
  phones: readonly string[];
  website: string | null;
  organization: string | null;
  country: string | null;
};
export type Likeness = { score: number; reasons: DuplicateReason[] };

/** From here on two are shown as possibly one. */
export const shownFrom = 0.5;

/**
 * Beforehand, of two that share a key (a mailbox, a number, half a name), one pair in fifty. `m`: how often records of one person
 * agree so; `u`: how often two others do. Stated, not fitted: a mailbox is shared by few, a switchboard by a floor, a name by chance.
 */
const prior = 0.02;
const weights = {
  email: { same: { m: 0.5, u: 0.0005 }, near: { m: 0.1, u: 0.001 }, differs: { m: 0.4, u: 0.9985 } },
  phone: { same: { m: 0.5, u: 0.01 }, near: { m: 0.05, u: 0.01 }, differs: { m: 0.45, u: 0.98 } },
  host: { same: { m: 0.8, u: 0.005 }, near: { m: 0.05, u: 0.01 }, differs: { m: 0.15, u: 0.985 } },
  /** Near is one slip; a name that is only alike speaks less. */
  name: { same: { m: 0.65, u: 0.004 }, near: { m: 0.2, u: 0.003 }, differs: { m: 0.05, u: 0.983 } },
  likeName: { same: { m: 0.65, u: 0.004 }, near: { m: 0.1, u: 0.01 }, differs: { m: 0.05, u: 0.983 } },
  organization: { same: { m: 0.7, u: 0.1 }, near: { m: 0.05, u: 0.05 }, differs: { m: 0.25, u: 0.85 } },
  country: { same: { m: 0.9, u: 0.6 }, near: { m: 0.05, u: 0.05 }, differs: { m: 0.05, u: 0.35 } },
} as const satisfies Record<string, Weights>;

/** How probable it is that two contacts, or two organizations, are one, with what speaks for it and against. */
export function likenessOf(kind: "contact" | "organization", a: Comparable, b: Comparable): Likeness {
  const name = compareNames(kind, a, b);
  const email = shared(a.emails, b.emails);
  const phone = shared(a.phones, b.phones);
  const host =
    kind === "organization" ? sameText(a.website && hostOf(a.website), b.website && hostOf(b.website)) : null;
  const organization = kind === "contact" ? sameText(a.organization, b.organization) : null;
  const country = kind === "organization" ? sameText(a.country, b.country) : null;
  const bits =
    weightOf(name.reason === "similar_name" ? weights.likeName : weights.name, name.outcome) +
    weightOf(weights.email, email) +
    weightOf(weights.phone, phone) +
    weightOf(weights.host, host) +
    weightOf(weights.organization, organization) +
    weightOf(weights.country, country);
  const reasons: DuplicateReason[] = [
    ...(email === "same" ? (["same_email"] as const) : []),
    ...(phone === "same" ? (["same_phone"] as const) : []),
    ...(host === "same" ? (["same_host"] as const) : []),
    ...(name.reason ? [name.reason] : []),
    ...(organization === "same" ? (["same_organization"] as const) : []),
    ...(organization === "differs" ? (["other_organization"] as const) : []),
    ...(country === "differs" ? (["other_country"] as const) : []),
  ];
  return { score: probabilityAfter(prior, bits), reasons };
}

/** One mailbox in common is enough: people have several. */
function shared(a: readonly string[], b: readonly string[]): Outcome | null {
  if (a.length === 0 || b.length === 0) return null;
  return a.some((one) => b.includes(one)) ? "same" : "differs";
}

function sameText(a: string | null, b: string | null): Outcome | null {
  return a && b ? (a === b ? "same" : "differs") : null;
}

function compareNames(
  kind: "contact" | "organization",
  a: Comparable,
  b: Comparable,
): { outcome: Outcome; reason: DuplicateReason | null } {
  const [first, second] = [nameWords(a.name, kind), nameWords(b.name, kind)];
  const [one, other] = [nameLetters(a.name, kind), nameLetters(b.name, kind)];
  if (one === other) return { outcome: "same", reason: "same_name" };
  const [spoken, heard] = [readingLetters(a.reading) || kanaOf(one), readingLetters(b.reading) || kanaOf(other)];
  if (spoken && spoken === heard) return { outcome: "same", reason: "same_reading" };
  const isLong = [...one].length >= 4 && [...other].length >= 4;
  if (isLong && (slipsBetween(one, other, 1) === 1 || isOneWordOff(first, second)))
    return { outcome: "near", reason: "one_slip" };
  if (isLong && (jaroWinkler(one, other) >= 0.94 || isShortened(first, second, kind)))
    return { outcome: "near", reason: "similar_name" };
  return { outcome: "differs", reason: null };
}

/** A name written in kana is its own reading. */
function kanaOf(letters: string): string {
  return /^[\p{Script=Hiragana}ー]+$/u.test(letters) ? letters : "";
}

/** All words the same but one, which differs by a slip: sorting may have parted them. */
function isOneWordOff(first: readonly string[], second: readonly string[]): boolean {
  if (first.length !== second.length) return false;
  const rest = first.filter((word) => !second.includes(word));
  const others = second.filter((word) => !first.includes(word));
  return (
    rest.length === 1 && others.length === 1 && rest[0]!.length >= 3 && slipsBetween(rest[0]!, others[0]!, 1) === 1
  );
}

/** "J. Smith" for "John Smith"; "Anna Maria Rossi" for "Anna Rossi"; "Acme" for "Acme Tools". */
function isShortened(first: readonly string[], second: readonly string[], kind: "contact" | "organization"): boolean {
  const [few, many] = first.length <= second.length ? [first, second] : [second, first];
  if (few.length < (kind === "contact" ? 2 : 1)) return false;
  const isIn = (word: string) =>
    many.some(
      (other) =>
        other === word ||
        (word.length === 1 && other.startsWith(word)) ||
        (other.length === 1 && word.startsWith(other)),
    );
  return few.every(isIn) && few.some((word) => word.length > 2 && many.includes(word));
}
