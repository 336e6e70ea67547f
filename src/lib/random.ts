/**
 * Chance that can be repeated: the same seed gives the same draws, on any machine. Not for secrets.
 * `fork` is a stream of its own, so that more draws in one place change nothing elsewhere.
 */
export type Random = {
  /** From 0 up to, without, 1. */
  unit(): number;
  /** A whole number; both ends included. */
  between(from: number, to: number): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** RangeError for an empty list. */
  pick<T>(items: readonly T[]): T;
  /** That many different items, or all there are, in the order drawn. */
  draw<T>(items: readonly T[], count: number): T[];
  fork(name: string): Random;
};

/** 128-bit xorshift, 32 bits a draw. Source: G. Marsaglia, "Xorshift RNGs", J. Stat. Software 8(14), 2003, §3.1. */
export function random(seed: string): Random {
  const state = seeded(seed);
  const next = () => {
    const [x = 0, , , w = 0] = state;
    const mixed = x ^ (x << 11);
    state.copyWithin(0, 1);
    state[3] = w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8);
    return state[3] ?? 0;
  };
  for (let warmed = 0; warmed < 16; warmed++) next();
  const unit = () => next() / 0x1_0000_0000;
  const between = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError("Nothing to pick from");
    return items[between(0, items.length - 1)]!;
  };
  return {
    unit,
    between,
    pick,
    chance: (probability) => unit() < probability,
    draw(items, count) {
      const left = [...items];
      const drawn = Math.min(count, left.length);
      return Array.from({ length: drawn }, () => left.splice(between(0, left.length - 1), 1)[0]!);
    },
    fork: (name) => random(`${seed}/${name}`),
  };
}

/** Four words of which none is 0, from the letters of the seed. */
function seeded(seed: string): Uint32Array {
  const words = new Uint32Array(4);
  for (let lane = 0; lane < 4; lane++) {
    let word = 0x9e3779b9 + lane * 0x85ebca6b;
    for (let at = 0; at < seed.length; at++) {
      word = Math.imul(word ^ seed.charCodeAt(at), 0x01000193 + lane * 2);
      word ^= word >>> 15;
    }
    words[lane] = word | 1;
  }
  return words;
}
