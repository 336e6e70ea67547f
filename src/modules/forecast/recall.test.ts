import assert from "node:assert/strict";
import { test } from "node:test";
import { type Past, recall } from "./recall.ts";
import type { Stand } from "./stand.ts";

const now: Stand = {
  ...{ dealId: "a", ownerId: "ray", status: "open", baseMinor: 1000, stageId: "second", probability: 60, rankId: null },
  ...{ openedOn: "2018-01-05", expectedCloseOn: "2018-03-10", closedOn: null },
};
const past = (part: Partial<Past>): Past => ({
  ...{ stand: now, whileOpen: { baseMinor: 800, expectedCloseOn: "2018-01-20" }, moves: [], putOff: [] },
  ...part,
});
const seen = (part: Partial<Past>, column: keyof Stand) =>
  recall(past(part), "2018-01-10", "2018-01-24").map(({ fromOn, untilOn, stand }) => [fromOn, untilOn, stand[column]]);

test("a deal that nothing happened to is one row, from the first night on", () => {
  assert.deepEqual(seen({}, "status"), [["2018-01-10", null, "open"]]);
});

test("a deal is found first on the night after it was opened", () => {
  assert.deepEqual(seen({ stand: { ...now, openedOn: "2018-01-15" } }, "status"), [["2018-01-16", null, "open"]]);
  assert.deepEqual(seen({ stand: { ...now, openedOn: "2018-01-24" } }, "status"), [], "opened today: no night yet");
  assert.deepEqual(seen({ stand: { ...now, openedOn: null } }, "status"), [["2018-01-10", null, "open"]]);
});

test("a closed deal was open until the night after its closing day, at what it was worth then", () => {
  const stand: Stand = { ...now, status: "won", closedOn: "2018-01-18" };
  const closed = (column: keyof Stand) => seen({ stand }, column).map(([, , value]) => value);
  assert.deepEqual(seen({ stand }, "status"), [
    ["2018-01-10", "2018-01-19", "open"],
    ["2018-01-19", null, "won"],
  ]);
  assert.deepEqual(closed("baseMinor"), [800, 1000]);
  assert.deepEqual(closed("closedOn"), [null, "2018-01-18"]);
  assert.deepEqual(closed("expectedCloseOn"), ["2018-01-20", "2018-03-10"]);
  const longAgo: Stand = { ...now, status: "won", closedOn: "2018-01-09" };
  assert.deepEqual(seen({ stand: longAgo }, "status"), [["2018-01-10", null, "won"]]);
});

test("stages and expected closes are those of the day, through several changes", () => {
  const moves = [
    { on: "2018-01-12", from: { stageId: "first", probability: 20 } },
    { on: "2018-01-15", from: { stageId: "middle", probability: 40 } },
  ];
  assert.deepEqual(seen({ moves }, "probability"), [
    ["2018-01-10", "2018-01-13", 20],
    ["2018-01-13", "2018-01-16", 40],
    ["2018-01-16", null, 60],
  ]);
  const putOff = [{ on: "2018-01-12", was: null }];
  assert.deepEqual(seen({ putOff }, "expectedCloseOn"), [
    ["2018-01-10", "2018-01-13", null],
    ["2018-01-13", null, "2018-03-10"],
  ]);
});

test("what happens today is for tomorrow's night", () => {
  const putOff = [{ on: "2018-01-24", was: "2018-02-01" }];
  assert.deepEqual(seen({ putOff }, "expectedCloseOn"), [["2018-01-10", null, "2018-02-01"]]);
});
