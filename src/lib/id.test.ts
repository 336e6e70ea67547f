import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "./id.ts";

test("ids are UUIDs of version 7, each its own, sorting in the order in which they were made", () => {
  const ids = Array.from({ length: 20_000 }, () => newId<"deal">());
  assert.ok(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids.toSorted(), ids);
});
