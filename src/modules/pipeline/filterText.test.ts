import assert from "node:assert/strict";
import { test } from "node:test";
import { dealFilter } from "./api.ts";
import { filterFields, filterPart } from "./filterText.ts";

const texts = [
  "kon",
  "open",
  "closed",
  "1",
  "0",
  "-5",
  "12.5",
  "10001",
  "2018-02-28",
  "2018-02-30",
  "01a20aa6-922f-7004-966b-83c7b2987316",
  "x".repeat(201),
];

test("an address is read by the same rules as the route's own schema", () => {
  assert.deepEqual(filterFields.toSorted(), Object.keys(dealFilter.shape).toSorted());
  for (const field of filterFields)
    for (const text of texts) {
      const read = dealFilter.shape[field].safeParse(text);
      assert.deepEqual(filterPart(field, text), read.success ? read.data : undefined, `${field}=${text}`);
    }
});
