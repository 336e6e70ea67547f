/**
 * Whether two records are one, as Fellegi and Sunter put it ("A Theory for Record Linkage", 1969): each field that is compared adds
 * the logarithm of how much likelier its outcome is among records that are one (`m`) than among any two (`u`). A field that either
 * lacks adds nothing. The weights are stated beforehand, and fitted to no set.
 */
export type Outcome = "same" | "near" | "differs";
export type Weights = Readonly<Record<Outcome, { readonly m: number; readonly u: number }>>;

/** In bits: 10 makes it a thousand times likelier that two are one. */
export function weightOf(weights: Weights, outcome: Outcome | null): number {
  return outcome === null ? 0 : Math.log2(weights[outcome].m / weights[outcome].u);
}

/** How probable it is that two are one, of which it is `prior` beforehand, once `bits` speak for it. */
export function probabilityAfter(prior: number, bits: number): number {
  const odds = (prior / (1 - prior)) * 2 ** bits;
  return odds === Infinity ? 1 : odds / (1 + odds);
}

/** Jaro's likeness with Winkler's bonus for a common beginning: 1 the same, 0 nothing alike. By letters, not by code units. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const [first, second] = [[...a], [...b]];
  const jaro = jaroOf(first, second);
  let start = 0;
  while (start < 4 && start < Math.min(first.length, second.length) && first[start] === second[start]) start++;
  return jaro + start * 0.1 * (1 - jaro);
}

function jaroOf(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const matchedA: string[] = [];
  a.forEach((letter, at) => {
    for (let other = Math.max(0, at - reach); other <= Math.min(b.length - 1, at + reach); other++) {
      if (taken.has(other) || b[other] !== letter) continue;
      taken.add(other);
      matchedA.push(letter);
      break;
    }
  });
  if (matchedA.length === 0) return 0;
  const matchedB = b.filter((_letter, at) => taken.has(at));
  const turned = matchedA.filter((letter, at) => letter !== matchedB[at]).length / 2;
  const count = matchedA.length;
  return (count / a.length + count / b.length + (count - turned) / count) / 3;
}

/** How many slips of typing lie between two words, where two letters that changed places are one slip; above `most` it stops. */
export function slipsBetween(a: string, b: string, most: number): number {
  const [first, second] = [[...a], [...b]];
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let before: number[] = [];
  let last = second.map((_letter, at) => at + 1);
  last.unshift(0);
  first.forEach((letter, row) => {
    const next = [row + 1];
    second.forEach((other, column) => {
      const isTurned = row > 0 && column > 0 && letter === second[column - 1] && first[row - 1] === other;
      next.push(
        Math.min(
          last[column + 1]! + 1,
          next[column]! + 1,
          last[column]! + (letter === other ? 0 : 1),
          isTurned ? before[column - 1]! + 1 : Infinity,
        ),
      );
    });
    before = last;
    last = next;
  });
  return last.at(-1) ?? 0;
}
