/** Words as the inside of a `like` pattern: their own `%` and `_` stand for themselves. */
export function likeText(words: string): string {
  return words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
