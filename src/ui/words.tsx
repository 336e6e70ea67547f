import { createContext, createElement, Fragment, type ReactNode, useContext, useMemo } from "react";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";
import { usePresent } from "#ui/clock.ts";
import { type Formats, formatsOf } from "#ui/words/formats.ts";
import { relative } from "#ui/words/relative.ts";
import type { Piece, Values, WordKey, Words } from "#ui/words/words.ts";

export type { DateLength } from "#ui/words/formats.ts";
export type { WordKey } from "#ui/words/words.ts";

type RichTags = { a?: (inside: ReactNode) => ReactNode };

type Speaker = Words &
  Formats & {
    /** The sentence with `<b>` drawn strong, `<i>` quiet, and `<a>` by the function given. */
    rich: (key: WordKey, values?: Values, tags?: RichTags) => ReactNode;
    formatRelative: (when: Instant | CivilDate) => string;
  };

const Context = createContext<{ words: Words; formats: Formats } | null>(null);

export function WordsProvider({ words, zone, children }: { words: Words; zone: Zone; children: ReactNode }) {
  const value = useMemo(() => ({ words, formats: formatsOf(words.locale, zone) }), [words, zone]);
  return <Context value={value}>{children}</Context>;
}

/** The sentences and formats of the reader's language. Drawn anew each minute where "in 35 min" is shown, by `useNow`. */
export function useWords(): Speaker {
  const context = useContext(Context);
  if (!context) throw new Error("useWords is used outside WordsProvider");
  const { words, formats } = context;
  const present = usePresent();
  return useMemo(
    () => ({
      ...words,
      ...formats,
      rich: (key, values, tags) => draw(words.pieces(key, values), tags ?? {}),
      formatRelative: (when) => relative(words, formats, when, present()),
    }),
    [words, formats, present],
  );
}

/** Pieces are children in their order: a sentence never reorders, so none needs a key. */
function draw(pieces: readonly Piece[], tags: RichTags): ReactNode {
  return createElement(Fragment, null, ...pieces.map((piece) => drawPiece(piece, tags)));
}

function drawPiece(piece: Piece, tags: RichTags): ReactNode {
  if (typeof piece === "string") return piece;
  const inside = draw(piece.inside, tags);
  if (piece.tag === "b") return <strong>{inside}</strong>;
  if (piece.tag === "a") return tags.a ? tags.a(inside) : inside;
  return <span className="ink2">{inside}</span>;
}
