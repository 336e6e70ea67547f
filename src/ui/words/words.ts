import { IntlMessageFormat } from "intl-messageformat";
import { pseudo } from "./pseudo.ts";

/** Filled by the product's own list of modules (`src/words.ts`): the ground names no feature. */
// biome-ignore lint/suspicious/noEmptyInterface: it is merged with what each module brings
export interface WordFiles {}

type KeysOf<Files> = { [Name in keyof Files & string]: `${Name}.${keyof Files[Name] & string}` }[keyof Files & string];

/** `pipeline.board.title`: the folder of the module, then the key as its own file writes it. */
export type WordKey = KeysOf<WordFiles>;

/** Sentences by file, then by key. */
export type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Values = Readonly<Record<string, string | number | boolean>>;
export type Piece = string | { tag: string; inside: readonly Piece[] };

export type Words = {
  readonly locale: string;
  /** The sentence of a key; the key itself where no language has it, so that a gap is seen and not blank. */
  t: (key: WordKey, values?: Values) => string;
  /** The same sentence, with its tags kept as a tree instead of text. */
  pieces: (key: WordKey, values?: Values) => readonly Piece[];
  /** A sentence whose key is only known when running (a refusal's code); undefined when there is none. */
  find: (key: string, values?: Values) => string | undefined;
};

/** Sentences of one language, English behind them. Each is compiled when first used. */
export function wordsOf(locale: string, sentences: Sentences, fallback: Sentences): Words {
  const compiled = new Map<string, IntlMessageFormat>();
  const messageOf = (key: string): IntlMessageFormat | undefined => {
    const had = compiled.get(key);
    if (had) return had;
    const message = compile(locale, textOf(sentences, key), textOf(fallback, key));
    if (message) compiled.set(key, message); // one that is missing may come later, with its screen
    return message;
  };
  const piecesOf = (key: string, values?: Values): readonly Piece[] | undefined => {
    const message = messageOf(key);
    return message && flatten(message.format<Piece>({ ...values, ...tags }));
  };
  const find = (key: string, values?: Values): string | undefined => {
    const pieces = piecesOf(key, values);
    return pieces && textIn(pieces);
  };
  return {
    locale,
    find,
    t: (key, values) => find(key, values) ?? key,
    pieces: (key, values) => piecesOf(key, values) ?? [key],
  };
}

/** Splits a key at its first dot: modules' folders have none in their names. */
function textOf(sentences: Sentences, key: string): string | undefined {
  const dot = key.indexOf(".");
  return dot < 0 ? undefined : sentences[key.slice(0, dot)]?.[key.slice(dot + 1)];
}

function compile(
  locale: string,
  text: string | undefined,
  fallback: string | undefined,
): IntlMessageFormat | undefined {
  if (text === undefined && fallback === undefined) return undefined;
  if (locale === pseudo.locale) return new IntlMessageFormat(pseudo.message(text ?? fallback ?? ""), "en");
  return text === undefined ? new IntlMessageFormat(fallback ?? "", "en") : new IntlMessageFormat(text, locale);
}

const tag = (name: string) => (inside: readonly Piece[]) => ({ tag: name, inside });

/** The tags a sentence may hold: `<b>` strong, `<i>` quiet, `<a>` a link that the caller gives. */
const tags = { b: tag("b"), i: tag("i"), a: tag("a") };

function flatten(formatted: Piece | readonly Piece[]): readonly Piece[] {
  return isMany(formatted) ? formatted : [formatted];
}

function isMany(formatted: Piece | readonly Piece[]): formatted is readonly Piece[] {
  return Array.isArray(formatted);
}

function textIn(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : textIn(piece.inside))).join("");
}
