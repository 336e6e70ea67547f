import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { guardCell, writeCsv } from "#lib/csv.ts";
import { readCsv } from "./readCsv.ts";
import type { Separator } from "./splitCsv.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...utf8(part)] : part)));
const cellsOf = (text: string) => readCsv(utf8(text)).rows.map(({ cells }) => cells);

test("the four files of the sample are read whole", () => {
  const expected = { "accounts.csv": 85, "products.csv": 7, "sales_teams.csv": 35, "sales_pipeline.csv": 8800 };
  for (const [name, rows] of Object.entries(expected)) {
    const file = readCsv(readFileSync(join(import.meta.dirname, "sample", name)));
    assert.deepEqual([file.encoding, file.separator, file.rows.length, file.faults], ["utf-8", ",", rows, []], name);
  }
});

// 名前,会社 / 花子,松風 as Shift_JIS bytes.
const japanese = bytes(
  [0x96, 0xbc, 0x91, 0x4f],
  ",",
  [0x89, 0xef, 0x8e, 0xd0],
  "\r\n",
  [0x89, 0xd4, 0x8e, 0x71],
  ",",
  [0x8f, 0xbc, 0x95, 0x97],
  "\r\n",
);

test("Shift_JIS is recognised", () => {
  const file = readCsv(japanese);
  assert.deepEqual([file.encoding, file.heads, file.rows[0]?.cells], ["shift_jis", ["名前", "会社"], ["花子", "松風"]]);
});

test("a letter cut in half costs its own line, not the file", () => {
  const name = [0x8f, 0xbc, 0x95, 0x97];
  const lines = Array.from({ length: 30 }, () => [...name, 0x2c, ...name, 0x0a]);
  const file = readCsv(bytes("a,b\n", [...name, 0x2c, 0x8f, 0x0a], ...lines));
  assert.deepEqual([file.encoding, file.rows.length], ["shift_jis", 30]);
  assert.deepEqual(file.faults, [{ line: 2, code: "unreadable_characters" }]);
});

test("half-width kana of Shift_JIS is no accented Latin", () => {
  const file = readCsv(bytes("name,kana\n", [0x89, 0xd4], ",", [0xca, 0xc5, 0xba], "\n")); // 花,ﾊﾅｺ
  assert.deepEqual([file.encoding, file.rows[0]?.cells], ["shift_jis", ["花", "ﾊﾅｺ"]]);
});

const western: [string, (string | number[])[], string[]][] = [
  ["a word that would also be valid Shift_JIS", ["n;o\nFr", [0xe9], "d", [0xe9], "ric;1\n"], ["Frédéric", "1"]],
  ["umlauts", ["n;o\nM", [0xfc], "ller;Gr", [0xf6, 0xdf], "e\n"], ["Müller", "Größe"]],
  ["a typographic apostrophe", ["n;o\nit", [0x92], "s;x\n"], ["it’s", "x"]],
  ["the euro sign", ["n;o\n", [0x80], "5;x\n"], ["€5", "x"]],
];
for (const [what, parts, cells] of western) {
  test(`Windows-1252 is recognised by ${what}`, () => {
    const file = readCsv(bytes(...parts));
    assert.deepEqual([file.encoding, file.rows[0]?.cells], ["windows-1252", cells]);
  });
}

test("a mark at the start says UTF-8 or UTF-16 and is no part of the first head", () => {
  const wide = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(new Uint16Array([..."a,b\n1,é\n"].map((c) => c.charCodeAt(0))).buffer),
  ]);
  assert.deepEqual(readCsv(bytes([0xef, 0xbb, 0xbf], "a,b\n1,é\n")).heads, ["a", "b"]);
  assert.deepEqual([readCsv(wide).encoding, readCsv(wide).rows[0]?.cells], ["utf-16le", ["1", "é"]]);
});

test("a person may say encoding and separator", () => {
  const file = readCsv(japanese, { encoding: "windows-1252", separator: ";" });
  assert.deepEqual([file.encoding, file.separator, file.heads.length], ["windows-1252", ";", 1]);
});

const separated: [Separator, string][] = [
  [",", 'a,b\n"1;2;3",x\n"4;5;6",y\n'],
  [";", "a;b\n1,5;2,5\n3,5;4,5\n"],
  ["\t", "a\tb\n1,5\t2;3\n"],
  ["|", "a|b|c\n1|2|3\n"],
  [",", "only\none\ncolumn\n"],
  [";", 'a;b\n"x\n,,,,,,\ny";2\n'],
];
for (const [separator, text] of separated) {
  test(`the separator of ${JSON.stringify(text)} is ${JSON.stringify(separator)}`, () => {
    assert.equal(readCsv(utf8(text)).separator, separator);
  });
}

test("quoted cells keep separators, quotes and line breaks; lines end in CRLF, LF or CR", () => {
  assert.deepEqual(cellsOf('a,b\r\n"x, ""y""\r\nz",2\r\n'), [['x, "y"\r\nz', "2"]]);
  assert.deepEqual(cellsOf("a,b\r1,2\r3,4"), [
    ["1", "2"],
    ["3", "4"],
  ]);
  assert.deepEqual(cellsOf("a,b\n\n1,2\n\n"), [["1", "2"]]);
});

test("a row is known by the line it begins on", () => {
  const { rows } = readCsv(utf8('a,b\n"1\n1",2\n3,4\n'));
  assert.deepEqual(
    rows.map(({ line }) => line),
    [2, 4],
  );
});

test("a ragged line is a fault, and no half of it comes in", () => {
  const file = readCsv(utf8("a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n"));
  assert.deepEqual(file.faults, [
    { line: 3, code: "too_few_cells" },
    { line: 4, code: "too_many_cells" },
  ]);
  assert.deepEqual(
    file.rows.map(({ line }) => line),
    [2, 5],
  );
});

test("a broken quote costs its own line only, an unclosed one the rest", () => {
  const broken = readCsv(utf8('a,b\n"1"x,2\n3,4\n'));
  assert.deepEqual([broken.faults, broken.rows.length], [[{ line: 2, code: "text_after_quote" }], 1]);
  const open = readCsv(utf8('a,b\n1,2\n"3,4\n5,6\n'));
  assert.deepEqual([open.faults, open.rows.length], [[{ line: 3, code: "unclosed_quote" }], 1]);
});

test("heads that are empty or there twice are told apart, and said", () => {
  const file = readCsv(utf8("name,,name,name\n1,2,3,4\n"));
  assert.deepEqual(file.heads, ["name", "column 2", "name (2)", "name (3)"]);
  assert.deepEqual(file.faults, [
    { line: 1, code: "head_missing", column: 1 },
    { line: 1, code: "head_twice", column: 2 },
    { line: 1, code: "head_twice", column: 3 },
  ]);
});

test("an empty, a binary and a workbook's file are refused, heads alone are a fault", () => {
  assert.throws(() => readCsv(bytes([])), { code: "imports.file_is_empty" });
  assert.throws(() => readCsv(utf8(" \r\n ")), { code: "imports.file_is_empty" });
  assert.throws(() => readCsv(bytes("a,b\n", [0], "\n")), { code: "imports.file_is_binary" });
  assert.throws(() => readCsv(bytes("PK", [3, 4, 20, 0])), { code: "imports.file_is_binary" });
  assert.deepEqual(readCsv(utf8("a,b\n")).faults, [{ line: 1, code: "no_rows" }]);
});

test("a cell that looks like a formula stays text, and leaves again without being one", () => {
  assert.deepEqual(cellsOf('a,b\n=1+1,"@SUM(A1)"\n'), [["=1+1", "@SUM(A1)"]]);
  assert.deepEqual(["=1+1", "@x", "-5.25", "-5+cmd", "+81"].map(guardCell), [
    "'=1+1",
    "'@x",
    "-5.25",
    "'-5+cmd",
    "'+81",
  ]);
});

const cell = fc.string({ unit: fc.constantFrom("a", "é", "花", " ", ",", ";", '"', "\n", "\r", "\t", "|", "=") });
test("what is written is read back the same", () => {
  const tables = fc.integer({ min: 1, max: 5 }).chain((columns) =>
    fc.record({
      separator: fc.constantFrom<Separator>(",", ";", "\t", "|"),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }),
    }),
  );
  fc.assert(
    fc.property(tables, ({ separator, rows }) => {
      const heads = rows[0]!.map((_, column) => `head ${column}`);
      const file = readCsv(utf8(writeCsv([heads, ...rows], separator)), { separator, encoding: "utf-8" });
      assert.deepEqual(
        file.rows.map(({ cells }) => cells),
        rows,
      );
      assert.deepEqual(file.faults, []);
    }),
  );
});

test("any bytes are read or refused, never anything else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (some) => {
      try {
        const { heads, rows } = readCsv(some);
        assert.ok(rows.every(({ cells }) => cells.length === heads.length));
      } catch (refusal) {
        assert.match(String(Object(refusal).code), /^imports\./);
      }
    }),
  );
});

test("a file is judged by what it holds, not by its name: pictures, programs and archives that call themselves CSV are refused", () => {
  const [png, elf, gzip] = [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13],
    [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0],
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0],
  ];
  for (const some of [png, elf, gzip])
    assert.throws(() => readCsv(Uint8Array.from(some)), { code: "imports.file_is_binary" });
  // A picture that goes on as a table is none either.
  const both = Uint8Array.from([...png, ...new TextEncoder().encode("name,value\nAcme,1\n")]);
  assert.throws(() => readCsv(both), { code: "imports.file_is_binary" });
});
