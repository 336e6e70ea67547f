/** Special functions to about 1e-13 relative. Numbers in brackets are sections of the NIST Digital Library of Mathematical Functions. */
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const tiny = 1e-300;
const enough = 1e-16;
const maxSteps = 1_000_000;

/** B₂ₖ / (2k(2k − 1)): the coefficients of Stirling's series (5.11.1). */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** ln Γ(x), x > 0. */
export function lgamma(x: number): number {
  let shifted = x;
  let product = 1;
  for (; shifted < 16; shifted += 1) product *= shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + stirlingTail(shifted) - Math.log(product);
}

/** P(X = x) of a binomial with real `x` and `n`; as the density of F, beta and negative binomial need it. Loader 2000. */
export function binomialDensity(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * logOf(q, p));
  if (x === n) return Math.exp(n * logOf(p, q));
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  const deviance = devianceOf(x, n * p) + devianceOf(n - x, n * q);
  return Math.exp(errors - deviance - halfLogTwoPi - 0.5 * (Math.log(x) + Math.log1p(-x / n)));
}

/** I_x(a, b), a and b > 0; `y` is 1 − x, given apart since near 1 a difference would lose it (8.17.22). */
export function regularisedBeta(a: number, b: number, x: number, y: number = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaFraction(b, a, y, x);
  return betaFraction(a, b, x, y);
}

/** P(a, x) and Q(a, x), the lower and upper regularised incomplete gamma functions (8.7.1, 8.9.2). */
export function regularisedGamma(a: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (!Number.isFinite(x)) return { lower: 1, upper: 0 };
  const front = Math.exp(a * Math.log(x) - x - lgamma(a));
  if (x < a + 1) {
    const lower = front * gammaSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = front * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** P(Z ≤ z) of the standard normal; relative accuracy also far in the lower tail. */
export function normalCdf(z: number): number {
  const { lower, upper } = regularisedGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : 0.5 + lower / 2;
}

/** The z with P(Z ≤ z) = p, p inside (0, 1). */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  // Abramowitz & Stegun 26.2.23 begins, Halley's steps end.
  const t = Math.sqrt(-2 * Math.log(p));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  let z = above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 4; step++) {
    const off = (normalCdf(z) - p) * Math.exp((z * z) / 2 + halfLogTwoPi);
    z -= off / (1 + (z * off) / 2);
  }
  return z;
}

function stirlingTail(x: number): number {
  const square = 1 / (x * x);
  return stirling.reduceRight((sum, coefficient) => sum * square + coefficient, 0) / x;
}

/** ln Γ(n + 1) less Stirling's formula. */
function stirlingError(n: number): number {
  if (n >= 16) return stirlingTail(n);
  return lgamma(n + 1) - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
}

/** x·ln(x / mean) + mean − x, without losing its digits where the two are near. */
function devianceOf(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let power = 2 * x * v;
  for (let k = 3; k < 2000; k += 2) {
    power *= v * v;
    const next = sum + power / k;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

function logOf(value: number, rest: number): number {
  return rest < 0.5 ? Math.log1p(-rest) : Math.log(value);
}

/** Lentz's way through the continued fraction; it converges in about √max(a, b) steps on this side of the mean. */
function betaFraction(a: number, b: number, x: number, y: number): number {
  const front = (binomialDensity(a, a + b, x, y) * b) / (a + b);
  if (front === 0) return 0;
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m < maxSteps; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < enough) break;
  }
  return front * product;
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < maxSteps && term > sum * enough; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let product = d;
  for (let k = 1; k < maxSteps; k++) {
    b += 2;
    const an = -k * (k - a);
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < enough) break;
  }
  return product;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
