import assert from "node:assert/strict";
import { test } from "node:test";
import { linesAbout, settledWithout, withoutWords } from "./blankWords.ts";

const words = { names: ["武田 淳"], mails: ["Takeda@Example.jp"], phones: ["03-1234-5678"] };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test("in a file of people the whole line of somebody is blanked, and every line keeps its place", () => {
  const file = bytesOf(
    'name,mail,note\n佐藤 葵,aoi@example.jp,keeps\n武田淳,x@y.z,"likes, golf"\n森,mori@example.jp,stays\n',
  );
  const after = withoutWords(file, {}, { words, wholeLines: true });
  assert.equal(
    textOf(after?.bytes),
    "name,mail,note\r\n佐藤 葵,aoi@example.jp,keeps\r\n,,\r\n森,mori@example.jp,stays\r\n",
  );
});

test("in a file of deals only the cells that name somebody are blanked", () => {
  const file = bytesOf("deal;owner;value\nBig one;武田　淳;100\nSmall one;森;5\n");
  const after = withoutWords(file, {}, { words, wholeLines: false });
  assert.equal(textOf(after?.bytes), "deal;owner;value\r\nBig one;;100\r\nSmall one;森;5\r\n");
});

test("somebody is known by a name in two cells, by an address within text, and by a number however it is written", () => {
  const file = bytesOf("last,first,other\n武田,淳,a\nx,y,<TAKEDA@example.jp>\nx,y,（０３）１２３４−５６７８\nx,y,z\n");
  assert.deepEqual(
    linesAbout(file, {}, words).map(({ line }) => line),
    [2, 3, 4],
  );
});

test("a file in Shift_JIS is read in its own encoding and comes back as UTF-8", () => {
  // 氏名,役職 / 武田,部長 in Shift_JIS
  const file = new Uint8Array([
    0x8e, 0x81, 0x96, 0xbc, 0x2c, 0x96, 0xf0, 0x90, 0x45, 0x0a, 0x95, 0x90, 0x93, 0x63, 0x2c, 0x95, 0x94, 0x92, 0xb7,
    0x0a,
  ]);
  const after = withoutWords(
    file,
    { encoding: "shift_jis" },
    { words: { ...words, names: ["武田"] }, wholeLines: true },
  );
  assert.equal(textOf(after?.bytes), "氏名,役職\r\n,\r\n");
  assert.equal(after?.reading.encoding, "utf-8");
});

test("a file that does not name somebody is left as it is", () => {
  assert.equal(withoutWords(bytesOf("name\n佐藤 葵\n"), {}, { words, wholeLines: true }), null);
});

test("what was settled about somebody's name is forgotten, and nothing else", () => {
  const settled = { "unknown_person:owner:武田淳": "create", "unknown_person:owner:森": "skip_rows" } as const;
  assert.deepEqual(settledWithout(settled, words), { "unknown_person:owner:森": "skip_rows" });
});
