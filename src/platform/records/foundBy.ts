import { type RawBuilder, sql } from "kysely";
import { likeText } from "./likeText.ts";

/** So many that fit are weighed against each other: of more, nobody reads the best off a list anyway. */
export const mostWeighed = 300;
/** So many of each kind come to be ordered by what the asker opens most. */
export const mostFound = 20;

/** What somebody types to find something: words, and what of it are digits of a number. */
export type Sought = { readonly words: string; readonly digits: string };

export function soughtIn(text: string): Sought {
  const words = text.trim();
  // A number at home begins with a zero that its international form doesn't have.
  return { words, digits: words.normalize("NFKC").replace(/\D/g, "").replace(/^0+/, "") };
}

/** The words stand in a column made by `search_key`: each of them, anywhere in it. Three letters and more are found by its index. */
export function standsIn(column: RawBuilder<unknown>, { words }: Sought): RawBuilder<unknown> {
  const each = words.split(/\s+/).filter(Boolean).slice(0, 6);
  return sql`(${sql.join(
    each.map((word) => sql`${column} like '%' || ${likeOf(word)} || '%'`),
    sql` and `,
  )})`;
}

/** A slip of the finger: words alike enough, by their runs of three letters. Shorter ones are alike to too much. */
export function isAlike(column: RawBuilder<unknown>, { words }: Sought): RawBuilder<unknown> {
  return words.length < 4 ? sql`false` : sql`search_key(${words}) <% ${column}`;
}

/** What begins with the words first, then what is alike most, then by `recent`. */
export function bestFirst(
  column: RawBuilder<unknown>,
  { words }: Sought,
  recent: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    (${column} like ${likeOf(words)} || '%') desc,
    word_similarity(search_key(${words}), ${column}) desc,
    ${recent} desc nulls last`;
}

/** Four digits and more are a part of a telephone number. */
export function areDigits({ words, digits }: Sought): boolean {
  return digits.length >= 4 && /^[\d\s()+./-]+$/.test(words.normalize("NFKC"));
}

function likeOf(words: string): RawBuilder<unknown> {
  return sql`search_key(${likeText(words)})`;
}
