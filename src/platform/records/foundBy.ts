import { type RawBuilder, sql } from "kysely";
import { type Reads, rows } from "../db/db.ts";
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

/**
 * What was meant, where nothing holds the words as they were typed: each word that no name holds becomes the one most alike, by their runs of
 * three letters. Each key is made once, not for every word beside it. Undefined where there is none like it; words under four letters are like too much.
 */
export async function meantBy(db: Reads, { words }: Sought): Promise<Sought | undefined> {
  const typed = words.split(/\s+/).filter(Boolean).slice(0, 6);
  const found = await rows<{ at: number; word: string }>(
    db,
    sql`
    with typed as materialized (
      select at, search_key(word) as key
      from unnest(${typed}::text[]) with ordinality as words (word, at)
      where length(word) >= 4
    )
    select at, alike.word
    from typed
    cross join lateral (
      select word from search_words
      where word % typed.key
      order by similarity(word, typed.key) desc, word
      limit 1
    ) as alike`,
  );
  const meant = typed.map((word, index) => found.find(({ at }) => at === index + 1)?.word ?? word).join(" ");
  return found.length === 0 || meant === words ? undefined : soughtIn(meant);
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
