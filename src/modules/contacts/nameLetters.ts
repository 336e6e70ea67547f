/** Legal forms and titles that are no part of a name. Japanese ones stand before or behind without a space. */
const legalForms = new Set(
  (
    "inc incorporated corp corporation co company ltd limited llc llp lp plc pty gmbh ag kg kgaa ohg ug mbh se sa sas sarl spa srl bv nv ab as asa oy oyj aps " +
    "kk yk pte sdn bhd pvt sp zoo kft sro holdings group"
  ).split(" "),
);
const japaneseForms =
  /株式会社|有限会社|合同会社|合名会社|合資会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人|医療法人|学校法人|\(株\)|\(有\)|\(同\)|カブシキガイシヤ|㈱|㈲/g;
const titles = new Set("mr mrs ms miss dr prof herr frau sir dame".split(" "));

/** The letters of a name, its words in the order of the alphabet (so that "Smith, Anna" is "Anna Smith"), without what is set aside. */
export function nameLetters(name: string, kind: "contact" | "organization"): string {
  const words = nameWords(name, kind);
  return (isEastern(name) ? words : words.toSorted()).join("");
}

/** Where a space between the names is a matter of taste, and the family name always comes first. */
function isEastern(name: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(name);
}

/** Its words, folded; a name that is nothing but a legal form keeps it. */
export function nameWords(name: string, kind: "contact" | "organization"): string[] {
  const bare =
    kind === "organization" ? name.normalize("NFKC").replace(japaneseForms, " ") : name.replace(/(様|さん|氏|殿)$/, "");
  const words = folded(bare)
    .replace(/(?<![\p{L}\p{N}])(\p{L})\.(?=\p{L}(?![\p{L}\p{N}]))/gu, "$1")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const aside = kind === "organization" ? legalForms : titles;
  const kept = words.filter((word) => !aside.has(word));
  return kept.length > 0 ? kept : words;
}

/** A reading: katakana and hiragana are one, spaces are none. */
export function readingLetters(reading: string | null): string {
  return reading ? folded(reading).replace(/[^\p{L}\p{N}]+/gu, "") : "";
}

/**
 * Case, width, accents and the kana's two alphabets set aside. ß is ss, ø is o; the dots of Japanese voices stay, since かき and
 * かぎ are two words; an apostrophe joins (O'Brien is OBrien).
 */
export function folded(text: string): string {
  const plain = text
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u02bc'`´]/g, "")
    .toLowerCase()
    .replace(/[ßøłđæœıþð]/g, (letter) => plainLetters[letter] ?? letter);
  const bare = plain
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0591-\u05c7]/g, "")
    .normalize("NFC");
  return bare.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCodePoint(kana.codePointAt(0)! - 0x60));
}

const plainLetters: Record<string, string> = {
  ...{ ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", þ: "th", ð: "d" },
};
