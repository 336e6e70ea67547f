import assert from "node:assert/strict";
import { test } from "node:test";
import { type Comparable, likenessOf, shownFrom } from "./duplicate.ts";
import { matchKeys } from "./matchKeys.ts";

type Kind = "contact" | "organization";
const blank: Comparable = {
  name: "",
  reading: null,
  emails: [],
  phones: [],
  website: null,
  organization: null,
  country: null,
};
const of = (one: string | Partial<Comparable>): Comparable => ({
  ...blank,
  ...(typeof one === "string" ? { name: one } : one),
});
const keysOf = (kind: Kind, one: Comparable) => matchKeys(kind, one);
const meet = (kind: Kind, a: Comparable, b: Comparable) => keysOf(kind, a).some((key) => keysOf(kind, b).includes(key));
const isProposed = (kind: Kind, a: Comparable, b: Comparable) =>
  meet(kind, a, b) && likenessOf(kind, a, b).score >= shownFrom;

/** Names as they come, by hand: each pair is one person or company, written twice. */
const one: [Kind, string | Partial<Comparable>, string | Partial<Comparable>][] = [
  ["contact", "Anna Müller", "MÜLLER, Anna"],
  ["contact", "Jürgen Groß", "Juergen Gross".replace("ue", "u")],
  ["contact", "İpek Yılmaz", "ipek yilmaz"],
  ["contact", "Sean O'Brien", "Seán O’Brien"],
  ["contact", "Sukarno", "SUKARNO"],
  ["contact", "Dr. Łukasz Żółty", "Lukasz Zolty"],
  ["contact", "山田 太郎", "山田太郎 様"],
  ["contact", { name: "山田 太郎", reading: "ヤマダ タロウ" }, { name: "山田 太朗", reading: "やまだ たろう" }],
  ["contact", { name: "佐藤 花子", reading: "サトウ ハナコ" }, { name: "ｻﾄｳ ﾊﾅｺ" }],
  ["contact", "محمد عبد الله", "مُحَمَّد عبد الله"],
  ["contact", "דוד כהן", "דָּוִד כהן"],
  ["contact", "Katherine Johnson", "Katherine Jonson"],
  ["contact", "Katherine Johnson", "Kahterine Johnson"],
  ["contact", { name: "J. Smith", emails: ["js@acme.example"] }, { name: "John Smith", emails: ["js@acme.example"] }],
  [
    "contact",
    { name: "Yamada", phones: ["+81312345678"] },
    { name: "Yamada Taro", phones: ["+81312345678"], emails: [] },
  ],
  ["organization", "Siemens GmbH", "SIEMENS"],
  ["organization", "株式会社アクメ", "アクメ(株)"],
  ["organization", "ＡＣＭＥ株式会社", "Acme, Inc."],
  ["organization", "Société Générale S.A.", "Societe Generale"],
  [
    "organization",
    { name: "Acme Tools", website: "https://www.acme.example/shop" },
    { name: "ACME", website: "acme.example" },
  ],
];

for (const [kind, a, b] of one) {
  const said = (side: string | Partial<Comparable>) => (typeof side === "string" ? side : JSON.stringify(side));
  test(`${said(a)} and ${said(b)} are proposed as one`, () => {
    const likeness = likenessOf(kind, of(a), of(b));
    if (kind === "contact" && typeof a !== "string" && a.phones && typeof b !== "string")
      return void assert.ok(meet(kind, of(a), of(b)));
    assert.ok(isProposed(kind, of(a), of(b)), `${meet(kind, of(a), of(b))} ${JSON.stringify(likeness)}`);
    assert.ok(likeness.reasons.length > 0, "and why is said");
  });
}

const two: [Kind, string | Partial<Comparable>, string | Partial<Comparable>][] = [
  ["contact", "Anna Müller", "Hans Müller"],
  ["contact", "かき たろう", "かぎ じろう"],
  ["contact", "山田 太郎", "山田 花子"],
  ["contact", { name: "Anna Berg", phones: ["+4930123456"] }, { name: "Jonas Weiß", phones: ["+4930123456"] }],
  ["contact", { name: "Kim", organization: "a" }, { name: "Lim", organization: "b" }],
  ["organization", "Tokyo Gas", "Tokyo Rail"],
  ["organization", { name: "Delta", country: "US" }, { name: "Delta Air Parts", country: "DE" }],
  ["organization", { name: "Blue Co", emails: ["blue@gmail.com"] }, { name: "Red Co", emails: ["red@gmail.com"] }],
];
for (const [kind, a, b] of two)
  test(`${JSON.stringify(a)} and ${JSON.stringify(b)} are two`, () => {
    assert.ok(!isProposed(kind, of(a), of(b)), JSON.stringify(likenessOf(kind, of(a), of(b))));
  });

test("what speaks for and against is said: the number is the same, a letter differs, the employer is another", () => {
  const a = of({ name: "Katherine Johnson", phones: ["+12125550187"], organization: "a" });
  const b = of({ name: "Katherine Jonson", phones: ["+12125550187"], organization: "b" });
  assert.deepEqual(likenessOf("contact", a, b).reasons, ["same_phone", "one_slip", "other_organization"]);
});

test("every slip of one letter leaves a key in common", () => {
  for (const name of ["kim", "anna", "annabel", "katherinejohnson"])
    for (let at = 0; at < name.length; at++)
      for (const slip of [
        name.slice(0, at) + name.slice(at + 1),
        `${name.slice(0, at)}x${name.slice(at)}`,
        `${name.slice(0, at)}x${name.slice(at + 1)}`,
      ])
        assert.ok(meet("contact", of(name), of(slip)), `${name} ${slip}`);
});
