/** A decimal read exactly: `digits` × 10^−`places`. */
export type Decimal = { digits: bigint; places: number };

/** Null where the text is no decimal. A number is read as it is written, so 0.1 is one tenth. */
export function parseDecimal(value: string | number): Decimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(value).trim());
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole + fraction === "") return null;
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: atPlaces(a, places) + atPlaces(b, places), places };
}

export function product(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, places: a.places + b.places };
}

export function atPlaces({ digits, places }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - places);
}

/** floor(numerator ÷ denominator), the denominator above 0. */
export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** Half up: floor(x + 1/2). */
export function roundDivide(numerator: bigint, denominator: bigint): bigint {
  return floorDivide(2n * numerator + denominator, 2n * denominator);
}

/** The nearest double of a quotient, to 20 digits. */
export function quotientNumber(numerator: bigint, denominator: bigint): number {
  const sign = numerator < 0n ? -1n : 1n;
  const whole = (numerator * sign) / denominator;
  const rest = ((numerator * sign) % denominator) * 10n ** 20n;
  return Number(sign) * Number(`${whole}.${String(rest / denominator).padStart(20, "0")}`);
}
