import { isCurrency } from "#lib/currency.ts";
import type { Id } from "#lib/id.ts";
import { type Money, money } from "#lib/money.ts";
import { type CivilDate, type Instant, instant, isCivilDate } from "#lib/time.ts";

export type FieldId = Id<"field">;

/** The kinds of record that a workspace may add fields to. A lead is a deal that isn't qualified yet. */
export const fieldedRecords = ["deal", "organization", "contact", "activity"] as const;
export type FieldedRecord = (typeof fieldedRecords)[number];

export const fieldTypes = [
  "text",
  "long_text",
  "number",
  "money",
  "date",
  "moment",
  "choice",
  "choices",
  "person",
  "organization",
  "contact",
  "phone",
  "link",
  "yes_no",
  "formula",
] as const;
export type FieldType = (typeof fieldTypes)[number];

export type FieldChoice = { id: string; label: string; archived: boolean };

export type Field = {
  id: FieldId;
  record: FieldedRecord;
  /** What the API, imports and formulas call it. */
  key: string;
  label: string;
  type: FieldType;
  choices: FieldChoice[];
  formula: string | null;
  position: number;
  archived: boolean;
  /** Shown on the cards of a board. */
  onCard: boolean;
  version: number;
};

/** As the API says it: text, a number, an amount, a day, an id, ids of choices, yes or no. Null is blank. */
export type FieldValue = string | number | boolean | Money | string[] | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** As one row keeps it: the columns of the field's type. */
export type Kept = {
  words: string | null;
  wordKey: string | null;
  amount: string | null;
  currency: string | null;
  day: CivilDate | null;
  at: Instant | null;
  ref: string | null;
};

const blank: Kept = { words: null, wordKey: null, amount: null, currency: null, day: null, at: null, ref: null };

/** Types whose value is the id of a record. */
export const refKinds: Partial<Record<FieldType, "person" | "organization" | "contact">> = {
  person: "person",
  organization: "organization",
  contact: "contact",
};

export const longestText = { text: 500, long_text: 50_000, phone: 60, link: 2000 } as const;

/**
 * The rows that keep a value; none for a blank one. Undefined when the value doesn't fit the field: of the wrong kind, an unknown or archived
 * choice, a link that is none. `had` are the choices that stood there before: an archived one may stay.
 */
export function keep(field: Field, value: FieldValue, had: readonly string[] = []): Kept[] | undefined {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return [];
  const one = (kept: Partial<Kept> | undefined) => kept && [{ ...blank, ...kept }];
  switch (field.type) {
    case "text":
    case "long_text":
    case "phone":
    case "link":
      return one(keptWords(field.type, value));
    case "number":
      return one(typeof value === "number" && Number.isFinite(value) ? { amount: String(value) } : undefined);
    case "money":
      return one(keptMoney(value));
    case "date":
      return one(typeof value === "string" && isCivilDate(value) ? { day: value } : undefined);
    case "moment":
      return one(keptMoment(value));
    case "choice":
      return one(typeof value === "string" && mayChoose(field, value, had) ? { wordKey: value } : undefined);
    case "choices":
      return keptChoices(field, value, had);
    case "person":
    case "organization":
    case "contact":
      return one(typeof value === "string" && isId(value) ? { ref: value } : undefined);
    case "yes_no":
      return one(typeof value === "boolean" ? { amount: value ? "1" : "0" } : undefined);
    case "formula":
      return undefined;
  }
}

function keptWords(type: keyof typeof longestText, value: FieldValue): Partial<Kept> | undefined {
  if (typeof value !== "string") return undefined;
  const words = value.trim();
  if (words === "" || words.length > longestText[type]) return undefined;
  if (type === "link" && !isLink(words)) return undefined;
  return { words, wordKey: type === "phone" ? words.replace(/[^\d+]/g, "") : wordKey(words) };
}

function keptMoney(value: FieldValue): Partial<Kept> | undefined {
  if (typeof value !== "object" || value === null || !("minor" in value)) return undefined;
  const isAmount = Number.isSafeInteger(value.minor) && isCurrency(value.currency);
  return isAmount ? { amount: String(value.minor), currency: value.currency } : undefined;
}

function keptMoment(value: FieldValue): Partial<Kept> | undefined {
  try {
    return typeof value === "string" ? { at: instant(value) } : undefined;
  } catch {
    return undefined; // no moment: refused as any other value that doesn't fit
  }
}

function keptChoices(field: Field, value: FieldValue, had: readonly string[]): Kept[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const chosen = [...new Set(value.map(String))];
  return chosen.every((one) => mayChoose(field, one, had))
    ? chosen.map((id) => ({ ...blank, wordKey: id }))
    : undefined;
}

function mayChoose(field: Field, id: string, had: readonly string[]): boolean {
  return field.choices.some((choice) => choice.id === id && (!choice.archived || had.includes(id)));
}

/** What rows say, put together again. */
export function heldValue(field: Pick<Field, "type">, kept: readonly Kept[]): FieldValue {
  const [first] = kept;
  if (!first) return null;
  switch (field.type) {
    case "choices":
      return kept.flatMap(({ wordKey: id }) => (id === null ? [] : [id]));
    case "choice":
      return first.wordKey;
    case "number":
    case "formula":
      return first.amount === null ? null : Number(first.amount);
    case "money":
      return first.amount === null || !first.currency ? null : money(Number(first.amount), first.currency);
    case "yes_no":
      return first.amount === "1";
    case "date":
      return first.day;
    case "moment":
      return first.at;
    default:
      return first.ref ?? first.words;
  }
}

/** Words as they are found: one width, no case, bounded for the index. */
export function wordKey(words: string): string {
  return words.normalize("NFKC").toLowerCase().slice(0, 200);
}

function isLink(words: string): boolean {
  return URL.canParse(words) && /^(https?|mailto):/i.test(words);
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/** A key out of a label: `Contract size` is `contract_size`; a label without Latin letters is named after its place. */
export function keyFor(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 36);
  const stem = plain || "field";
  for (let n = 1; ; n++) {
    const key = n === 1 && plain ? stem : `${stem}_${n}`;
    if (!taken.has(key)) return key;
  }
}
