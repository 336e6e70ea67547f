/**
 * A formula over the numbers of one record: `(value - cost) / value * 100`, `if(value > 10000, value * 0.05, 0)`. It is data, read into a tree and
 * worked out by the few rules below; no code of a user is ever run. A blank in it makes the answer blank, as does a division by zero.
 */
export type Formula =
  | { of: "number"; number: number }
  | { of: "field"; key: string }
  | { of: "minus"; part: Formula }
  | { of: "join"; sign: Sign; left: Formula; right: Formula }
  | { of: "call"; name: CallName; parts: Formula[] };

const signs = ["<=", ">=", "<>", "<", ">", "=", "+", "-", "*", "/"] as const;
type Sign = (typeof signs)[number];

/** How many parts each takes, at least and at most. */
const calls = { if: [3, 3], min: [1, 20], max: [1, 20], round: [1, 2], abs: [1, 1], blank: [2, 2] } as const;
type CallName = keyof typeof calls;

const strength: Record<Sign, number> = {
  "=": 1,
  "<>": 1,
  "<": 1,
  ">": 1,
  "<=": 1,
  ">=": 1,
  "+": 2,
  "-": 2,
  "*": 3,
  "/": 3,
};

export const longestFormula = 1000;
const deepest = 50;

/** Where a formula can't be read: the place in its text, from 0, and what was found there. */
export class FormulaFault extends Error {
  readonly at: number;
  readonly found: string;
  constructor(at: number, found: string) {
    super(`${found || "the end"} at ${at}`);
    this.at = at;
    this.found = found;
  }
}

type Token = { text: string; at: number };

export function readFormula(text: string): Formula {
  const tokens = tokensOf(text);
  const reading = { tokens, at: 0, end: text.length };
  const formula = readJoined(reading, 0, 0);
  const left = tokens[reading.at];
  if (left) throw new FormulaFault(left.at, left.text);
  return formula;
}

type Reading = { tokens: readonly Token[]; at: number; end: number };

function tokensOf(text: string): Token[] {
  if (text.length > longestFormula) throw new FormulaFault(longestFormula, "…");
  const pattern = /\s*(\d+(?:\.\d+)?|[a-z][a-z0-9_]*|<=|>=|<>|[-+*/()<>=,])/giy;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.trimEnd().length) {
    const from = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found?.[1]) throw new FormulaFault(from, text.slice(from).trim().slice(0, 1));
    tokens.push({ text: found[1].toLowerCase(), at: pattern.lastIndex - found[1].length });
  }
  return tokens;
}

/** Signs by their strength: what binds closer is read first. */
function readJoined(reading: Reading, least: number, depth: number): Formula {
  let left = readOne(reading, depth);
  for (;;) {
    const token = reading.tokens[reading.at];
    const sign = signs.find((one) => one === token?.text);
    if (!sign || strength[sign] <= least) return left;
    reading.at++;
    left = { of: "join", sign, left, right: readJoined(reading, strength[sign], depth + 1) };
  }
}

function readOne(reading: Reading, depth: number): Formula {
  const token = take(reading);
  if (depth > deepest) throw new FormulaFault(token.at, token.text);
  if (token.text === "-") return { of: "minus", part: readOne(reading, depth + 1) };
  if (token.text === "(") {
    const inside = readJoined(reading, 0, depth + 1);
    expect(reading, ")");
    return inside;
  }
  if (/^\d/.test(token.text)) return { of: "number", number: Number(token.text) };
  if (!/^[a-z]/.test(token.text)) throw new FormulaFault(token.at, token.text);
  return reading.tokens[reading.at]?.text === "(" ? readCall(reading, token, depth) : { of: "field", key: token.text };
}

function readCall(reading: Reading, token: Token, depth: number): Formula {
  if (!isCall(token.text)) throw new FormulaFault(token.at, token.text);
  expect(reading, "(");
  const parts = [readJoined(reading, 0, depth + 1)];
  while (reading.tokens[reading.at]?.text === ",") {
    reading.at++;
    parts.push(readJoined(reading, 0, depth + 1));
  }
  expect(reading, ")");
  const [least, most] = calls[token.text];
  if (parts.length < least || parts.length > most) throw new FormulaFault(token.at, token.text);
  return { of: "call", name: token.text, parts };
}

function isCall(text: string): text is CallName {
  return Object.hasOwn(calls, text);
}

function take(reading: Reading): Token {
  const token = reading.tokens[reading.at++];
  if (!token) throw new FormulaFault(reading.end, "");
  return token;
}

function expect(reading: Reading, text: string): void {
  const token = take(reading);
  if (token.text !== text) throw new FormulaFault(token.at, token.text);
}

/** The keys of the fields that a formula asks for. */
export function keysIn(formula: Formula): string[] {
  switch (formula.of) {
    case "number":
      return [];
    case "field":
      return [formula.key];
    case "minus":
      return keysIn(formula.part);
    case "join":
      return [...keysIn(formula.left), ...keysIn(formula.right)];
    case "call":
      return formula.parts.flatMap(keysIn);
  }
}

/** What a formula comes to; null when something that it needs is blank or can't be worked out. */
export function workOut(formula: Formula, numberOf: (key: string) => number | null): number | null {
  const of = (part: Formula) => workOut(part, numberOf);
  switch (formula.of) {
    case "number":
      return formula.number;
    case "field":
      return numberOf(formula.key);
    case "minus": {
      const part = of(formula.part);
      return part === null ? null : -part;
    }
    case "join":
      return joined(formula.sign, of(formula.left), of(formula.right));
    case "call":
      return called(formula, of);
  }
}

function joined(sign: Sign, left: number | null, right: number | null): number | null {
  if (left === null || right === null) return null;
  const truth = (holds: boolean) => (holds ? 1 : 0);
  switch (sign) {
    case "+":
      return finite(left + right);
    case "-":
      return finite(left - right);
    case "*":
      return finite(left * right);
    case "/":
      return right === 0 ? null : finite(left / right);
    case "=":
      return truth(left === right);
    case "<>":
      return truth(left !== right);
    case "<":
      return truth(left < right);
    case ">":
      return truth(left > right);
    case "<=":
      return truth(left <= right);
    case ">=":
      return truth(left >= right);
  }
}

function called(
  { name, parts }: Extract<Formula, { of: "call" }>,
  of: (part: Formula) => number | null,
): number | null {
  if (name === "if") {
    const test = of(parts[0]!);
    return test === null ? null : of(test !== 0 ? parts[1]! : parts[2]!);
  }
  if (name === "blank") return of(parts[0]!) ?? of(parts[1]!);
  const numbers = parts.map(of);
  if (numbers.some((number) => number === null)) return null;
  const [first = 0, second = 0] = numbers.map(Number);
  if (name === "abs") return Math.abs(first);
  if (name === "round") return rounded(first, second);
  const all = numbers.map(Number);
  return name === "min" ? Math.min(...all) : Math.max(...all);
}

/** Half away from zero, as money is rounded; to between 0 and 6 decimals. */
function rounded(number: number, decimals: number): number {
  const factor = 10 ** Math.min(6, Math.max(0, Math.trunc(decimals)));
  return (Math.sign(number) * Math.round(Math.abs(number) * factor + Number.EPSILON)) / factor;
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}
