import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { febrlFolder, febrlSets, measure, readFebrl } from "./dedupe.ts";

for (const name of febrlSets)
  test(`of ${name} at least 95 in 100 duplicates are found, and 97 in 100 that are found are duplicates`, () => {
    const { precision, recall } = measure(readFebrl(fs.readFileSync(path.join(febrlFolder, name), "utf8")));
    assert.ok(precision >= 0.97, `precision ${precision}`);
    assert.ok(recall >= 0.95, `recall ${recall}`);
  });
