/** Which sign parts the whole from the fraction: "1,234.56" has a point, "1.234,56" a comma. */
export const decimalForms = ["point", "comma"] as const;
export type DecimalForm = (typeof decimalForms)[number];

/**
 * `isAmbiguous`: some number would be another under the other form and none settles it ("1,234").
 * `signs`: the currency signs and codes that stand beside the numbers, each once.
 */
export type RecognisedDecimals = {
  form: DecimalForm;
  isAmbiguous: boolean;
  blank: number;
  read: number;
  unread: number;
  signs: string[];
};

/** The form of a column; null when fewer than four in five of its values are numbers. */
export function recogniseDecimals(cells: readonly string[]): RecognisedDecimals | null {
  const texts = cells.map(plain).filter((text) => text !== "");
  const tally = { point: 0, comma: 0, grouped: { point: 0, comma: 0 } };
  for (const text of new Set(texts)) {
    const byPoint = readPlain(text, "point");
    const byComma = readPlain(text, "comma");
    if (byPoint === byComma) continue;
    if (byPoint === null) tally.comma += 1;
    else if (byComma === null) tally.point += 1;
    else tally.grouped[text.includes(",") ? "point" : "comma"] += 1;
  }
  const form = formFrom(tally);
  const read = texts.filter((text) => readPlain(text, form) !== null).length;
  if (read === 0 || read < texts.length * 0.8) return null;
  const isSettled = tally.point !== tally.comma;
  const isAmbiguous = !isSettled && tally.grouped.point + tally.grouped.comma > 0;
  const blank = cells.length - texts.length;
  return { form, isAmbiguous, blank, read, unread: texts.length - read, signs: signsIn(cells) };
}

/** A cell as a decimal string ("-1234.56") by the column's form; null when it is no number. Nothing is rounded. */
export function readDecimal(cell: string, form: DecimalForm): string | null {
  return readPlain(plain(cell), form);
}

/** Three digits after a lone sign are more often thousands than thousandths, so that is what is guessed. */
function formFrom(tally: { point: number; comma: number; grouped: Record<DecimalForm, number> }): DecimalForm {
  if (tally.point !== tally.comma) return tally.point > tally.comma ? "point" : "comma";
  return tally.grouped.comma > tally.grouped.point ? "comma" : "point";
}

const grouped = {
  point: /^(\d+|[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}|[1-9]\d{0,2}(?:['’ ]\d{3})+)(?:\.(\d+))?$/,
  comma: /^(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:['’ ]\d{3})+)(?:,(\d+))?$/,
};

function readPlain(text: string, form: DecimalForm): string | null {
  return readCounted(text, form) ?? readDigits(text, form);
}

const myriads = { 兆: 12, 億: 8, 万: 4, 千: 3 } as const;

/** "120万", "1.5億", "1億2,000万": parts that each count in a larger unit, from the largest down. */
function readCounted(text: string, form: DecimalForm): string | null {
  const { isNegative, digits } = signed(text);
  if (!/^(?:[\d.,]+ ?[兆億万千] ?)+(?:[\d.,]+)?$/.test(digits)) return null;
  let sum = 0n;
  let before = 100;
  for (const [, number = "", unit = ""] of digits.matchAll(/([\d.,]+) ?([兆億万千]?)/g)) {
    const power = Object.entries(myriads).find(([sign]) => sign === unit)?.[1] ?? 0;
    const read = readDigits(number, form);
    const [whole = "0", fraction = ""] = read?.split(".") ?? [];
    if (read === null || power >= before || fraction.length > power) return null;
    sum += BigInt(whole + fraction.padEnd(power, "0"));
    before = power;
  }
  return isNegative ? `-${sum}` : String(sum);
}

function readDigits(text: string, form: DecimalForm): string | null {
  const { isNegative, digits } = signed(text);
  const match = grouped[form].exec(digits);
  if (!match) return null;
  const whole = (match[1] ?? "").replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  const number = match[2] === undefined ? whole : `${whole}.${match[2]}`;
  return isNegative && /[1-9]/.test(number) ? `-${number}` : number;
}

/** "-1", "1-", "(1)" and the bookkeeper's "▲1", "△1" are below zero. */
function signed(text: string): { isNegative: boolean; digits: string } {
  const match = /^(?:\((.+)\)|[-▲△](.+)|(.+)-)$/.exec(text);
  const inner = match?.[1] ?? match?.[2] ?? match?.[3];
  if (inner !== undefined) return { isNegative: true, digits: inner.trim() };
  return { isNegative: false, digits: text.replace(/^\+/, "") };
}

const signPattern = /[¥$€£₩₹₽₺฿₫₱]|円|元|\b(?:USD|EUR|JPY|GBP|CHF|CNY|KRW|INR|CAD|AUD|SEK|NOK|DKK|PLN)\b/gi;

function signsIn(cells: readonly string[]): string[] {
  const found = new Set<string>();
  for (const cell of cells)
    for (const sign of cell.normalize("NFKC").match(signPattern) ?? []) found.add(sign.toUpperCase());
  return [...found];
}

/** Half-width, without currency signs, every kind of space an ordinary one; "¥1,200,000-" closes a sum, and is not below zero. */
function plain(cell: string): string {
  return cell
    .normalize("NFKC")
    .replace(/^([¥\\]\s*[\d,.]+)\s*[-−‐–―ー]+$/, "$1")
    .replace(/^\\/, "¥")
    .replace(signPattern, " ")
    .replace(/[−‐–]/g, "-")
    .replace(/\s+/g, " ")
    .replace(/([-(▲△+]) /g, "$1")
    .replace(/ ([)-])/g, "$1")
    .trim();
}
