/** "Maureen Marcano" is MM; a Japanese name (武田 淳) shows its family name's first character. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = firstLetter(words[0] ?? "");
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(first)) return first;
  return first + (words.length > 1 ? firstLetter(words.at(-1) ?? "") : "");
}

export function firstLetter(text: string): string {
  return ([...text.trim()][0] ?? "?").toUpperCase();
}
