const token = /@\[([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]/g;

export type Piece = { text: string } | { personId: string };

export function mentionOf(personId: string): string {
  return `@[${personId}]`;
}

/** Who is mentioned in a text, each once, in the order they are named. */
export function mentionedIn(text: string | null): string[] {
  return [...new Set([...(text ?? "").matchAll(token)].map(([, id = ""]) => id))];
}

/** A text cut where people are mentioned. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(token)) {
    if (found.index > end) pieces.push({ text: text.slice(end, found.index) });
    pieces.push({ personId: found[1] ?? "" });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** As one reads it where nothing is linked: a mail, a line of a list. */
export function textWithNames(text: string, names: ReadonlyMap<string, string>): string {
  return piecesOf(text)
    .map((piece) => ("text" in piece ? piece.text : `@${names.get(piece.personId) ?? ""}`))
    .join("");
}
