import { IntlMessageFormat } from "intl-messageformat";

type Message = Exclude<ConstructorParameters<typeof IntlMessageFormat>[0], string>;
type Element = Message[number];

const accents: Record<string, string> = {
  a: "á",
  c: "ç",
  d: "ð",
  e: "é",
  g: "ĝ",
  i: "í",
  n: "ñ",
  o: "ö",
  r: "ŕ",
  s: "š",
  t: "ţ",
  u: "ü",
  y: "ý",
  z: "ž",
  A: "Å",
  C: "Ç",
  D: "Ð",
  E: "É",
  I: "Î",
  N: "Ñ",
  O: "Ø",
  S: "Š",
  T: "Ţ",
  U: "Û",
  Y: "Ý",
};

/**
 * A language nobody speaks: accented and two fifths longer, between brackets. What overflows, is cut, or stays plain
 * English on a screen in it was not made for translation.
 */
export const pseudo = {
  locale: "en-XA",
  message(text: string): Message {
    const parsed = new IntlMessageFormat(text, "en").getAst();
    return [literal("["), ...parsed.map(stretch), literal("]")];
  },
};

function stretch(element: Element): Element {
  if ("options" in element) {
    const options = Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: option.value.map(stretch) },
    ]);
    return { ...element, options: Object.fromEntries(options) };
  }
  if ("children" in element) return { ...element, children: element.children.map(stretch) };
  return element.type === 0 ? { ...element, value: longer(element.value) } : element;
}

/** A long sentence grows by words that can break, not by one as long as no language has. */
const wordLong = /~{12}(?=~)/g;

function longer(text: string): string {
  const accented = [...text].map((letter) => accents[letter] ?? letter).join("");
  const letters = accented.replace(/[\s\p{P}]/gu, "").length;
  const padding = "~".repeat(Math.ceil(letters * 0.4));
  return accented + padding.replace(wordLong, "$& ");
}

function literal(value: string): Element {
  return { type: 0, value };
}
