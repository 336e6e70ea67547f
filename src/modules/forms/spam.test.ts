import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsIn } from "./form.ts";
import { type Sent, suspicions } from "./spam.ts";

const limits = { leastSeconds: 3, mostSeconds: 86_400, mostLinks: 2, perAddress: 10, perForm: 200 };
const honest: Sent = { trap: "", ageSeconds: 40, text: "Hello", isRepeated: false, fromAddress: 0, toForm: 0 };

test("what a person sends in their own time is let in, at the very edges too", () => {
  assert.deepEqual(suspicions(honest, limits), []);
  assert.deepEqual(suspicions({ ...honest, ageSeconds: 3 }, limits), []);
  assert.deepEqual(suspicions({ ...honest, ageSeconds: 86_400, fromAddress: 9, toForm: 199 }, limits), []);
  assert.deepEqual(suspicions({ ...honest, text: "http://a.example www.b.example" }, limits), []);
});

test("each thing that speaks against a submission is told by name", () => {
  assert.deepEqual(suspicions({ ...honest, trap: "x", ageSeconds: null }, limits), ["trap", "no_stamp"]);
  assert.deepEqual(suspicions({ ...honest, ageSeconds: 2.9, isRepeated: true }, limits), ["too_fast", "repeated"]);
  assert.deepEqual(suspicions({ ...honest, ageSeconds: 86_401, fromAddress: 10 }, limits), ["too_old", "too_many"]);
  const text = "http://a.example https://b.example <a href=x>";
  assert.deepEqual(suspicions({ ...honest, text, toForm: 200 }, limits), ["links", "form_flooded"]);
});

test("an address with a line break, or two of them, is no address", () => {
  const fields = [{ key: "email", label: null, required: true }];
  const codes = ["", "a@b", "a@b.example,c@d.example", "a@b.example\nBcc: x@y.example", "Ö@bücher.example"].map(
    (email) => faultsIn(fields, { email })[0]?.code,
  );
  assert.deepEqual(codes, ["missing", "not_an_email", "not_an_email", "not_an_email", undefined]);
});
