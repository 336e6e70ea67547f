import assert from "node:assert/strict";
import { test } from "node:test";
import { mediaTypeOf } from "./mediaType.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("a file is what its content says, whatever its name says", () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
  assert.equal(mediaTypeOf(png, "letter.pdf"), "image/png");
  assert.equal(mediaTypeOf(bytes("%PDF-1.7"), "picture.png"), "application/pdf");
  assert.equal(mediaTypeOf(bytes("name;value\nä;1"), "list.csv"), "text/plain");
});

test("what a browser or a machine would run is not taken under any name", () => {
  for (const text of [
    "<!doctype html>",
    "  <svg onload=alert(1)>",
    "#!/bin/sh",
    "hello <script>alert(1)</script>",
    "MZ\u0000\u0000",
  ])
    assert.equal(mediaTypeOf(bytes(text), "notes.txt"), undefined, text);
  assert.equal(mediaTypeOf(Uint8Array.of(0xff, 0xfe, 0x00), "notes.txt"), undefined);
  assert.equal(mediaTypeOf(new Uint8Array(), "empty.txt"), undefined);
});
