import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import en from "#ui/words/en.json" with { type: "json" };
import { wordsOf } from "#ui/words/words.ts";
import { addressOf, CallRefused, call, NoConnection } from "./call.ts";
import { draftOf } from "./draft.ts";
import { matching, split } from "./frame/commands.ts";
import { currentEntry, railOf } from "./frame/rail.ts";
import { topicIn } from "./live.ts";
import { faultAt, sentenceOf } from "./refusals.ts";

const sentences = { ui: en, pipeline: { "refusal.pipeline.deal_already_won": "{name} is won already." } };
const words = wordsOf("en", sentences, sentences);

test("an address holds its parts and its query, lists repeat, gaps are left out", () => {
  const asked = { params: { id: "a/b" }, query: { stage: ["x", "y"], owner: undefined, page: 2 } };
  assert.equal(addressOf({ path: "/api/deals/{id}/notes" }, asked), "/api/deals/a%2Fb/notes?stage=x&stage=y&page=2");
  assert.equal(addressOf({ path: "/api/deals" }, {}), "/api/deals");
});

test("a refusal is said by its module's own words, else by its status", () => {
  const won = new CallRefused(409, { code: "pipeline.deal_already_won", facts: { name: "Konex" } }, "r1");
  assert.equal(sentenceOf(words, won), "Konex is won already.");
  assert.equal(sentenceOf(words, new CallRefused(409, { code: "pipeline.unknown" }, "r1")), en["refusal.409"]);
  assert.match(sentenceOf(words, new CallRefused(500, {}, "r7")), /r7/);
  assert.equal(sentenceOf(words, new NoConnection(null)), en["refusal.no_connection"]);
});

test("what is wrong with a field is said at the field", () => {
  const refused = new CallRefused(422, { code: "x.y", errors: [{ pointer: "/closeOn", code: "not_a_date" }] }, "");
  assert.equal(faultAt(words, refused, "/closeOn"), en["refusal.field"]);
  assert.equal(faultAt(words, refused, "/name"), undefined);
});

test("what the socket says is a topic, or nothing", () => {
  assert.equal(topicIn('{"topic":"deals"}'), "deals");
  for (const noise of ["", "{}", '{"topic":1}', "null", 7]) assert.equal(topicIn(noise), null);
});

test("a draft is kept for the same form only", () => {
  assert.deepEqual(draftOf('{"name":"Kon"}', { name: "", value: 0 }), { name: "Kon", value: 0 });
  assert.equal(draftOf('{"gone":1}', { name: "" }), null);
  assert.equal(draftOf("{", { name: "" }), null);
});

test("the palette finds words in any order, with or without accents", () => {
  const lines = [{ label: "Move to a stage" }, { label: "Stage: añadir" }];
  assert.deepEqual(matching(lines, "stage"), [lines[1], lines[0]]);
  assert.deepEqual(matching(lines, "anadir"), [lines[1]]);
  assert.deepEqual(split("Konex: roll-out", "kon"), ["", "Kon", "ex: roll-out"]);
});

test("the rail shows what one's roles see, in the order of a day", () => {
  const load = async () => ({ default: () => null });
  const rail = { label: "ui.frame.more", icon: "sun" } as const;
  const screens = [
    { path: "/settings", load, rail: { ...rail, order: 900 }, roles: ["admin"] as const },
    { path: "/deals", load, rail: { ...rail, order: 30 } },
    { path: "/", load, rail: { ...rail, order: 10 } },
    { path: "/deals/:id", load },
  ];
  const seen = railOf(screens, ["member"]);
  assert.deepEqual(
    seen.work.map(({ path }) => path),
    ["/", "/deals"],
  );
  assert.deepEqual(seen.foot, []);
  assert.equal(currentEntry(seen.work, "/deals/7")?.path, "/deals");
  assert.equal(currentEntry(seen.work, "/nowhere"), undefined);
});

test("a write whose answer never came is sent again by the same key, and a new one by a new key", async (t) => {
  const keys: (string | null)[] = [];
  const answers = [() => Promise.reject(new TypeError("lost")), 503, 201, 201];
  t.mock.method(globalThis, "fetch", async (_address: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get("idempotency-key"));
    const answer = answers.shift()!;
    return typeof answer === "number" ? new Response("{}", { status: answer }) : answer();
  });
  const route = { name: "open", method: "POST", path: "/api/deals", summary: "", who: "member" } as const;
  const send = () =>
    call(
      { ...route, refusals: [], answer: z.object({}), body: z.object({ name: z.string() }) },
      { body: { name: "Acme" } },
    );
  for (let at = 0; at < 4; at++) await send().catch(() => {});
  assert.ok(keys[0]);
  assert.equal(keys[1], keys[0], "after a lost connection");
  assert.equal(keys[2], keys[0], "after a 503");
  assert.notEqual(keys[3], keys[0], "after it was answered");
});
