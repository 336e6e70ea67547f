import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, placed, resized, stretch, weekOf } from "./calendarGrid.ts";

test("a week begins on the day that the company's weeks begin on", () => {
  assert.deepEqual(weekOf("2018-01-03", 1).slice(0, 2), ["2018-01-01", "2018-01-02"]);
  assert.deepEqual(weekOf("2018-01-03", 7)[0], "2017-12-31");
  assert.deepEqual(weekOf("2018-01-07", 7)[0], "2018-01-07");
});

test("what overlaps stands side by side, and what follows has the whole width again", () => {
  const blocks = [
    { item: "a", from: 540, to: 600 },
    { item: "b", from: 570, to: 630 },
    { item: "c", from: 600, to: 660 },
    { item: "d", from: 700, to: 760 },
  ];
  assert.deepEqual(
    placed(blocks).map(({ item, lane, lanes }) => [item, lane, lanes]),
    [
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 2],
      ["d", 0, 1],
    ],
  );
});

test("a move goes by quarters of an hour and stays within its day", () => {
  const span = { date: "2018-01-03", from: 540, length: 30 };
  assert.deepEqual(moved(span, { days: 1, minutes: 37 }), { date: "2018-01-04", from: 570, length: 30 });
  assert.equal(moved(span, { days: 0, minutes: -900 }).from, 0);
  assert.equal(moved(span, { days: 0, minutes: 2000 }).from, 1425);
  assert.equal(resized(span, -100).length, 15);
  assert.equal(resized({ ...span, from: 1425 }, 600).length, 15);
});

test("what is drawn on a day is whole quarters of an hour, upwards or downwards, and stays in its day", () => {
  const drawn = (a: number, b: number) => {
    const { from, length } = stretch("2026-11-25", a, b);
    return [from, length];
  };
  assert.deepEqual(drawn(607, 680), [600, 90]);
  assert.deepEqual(drawn(680, 607), [600, 90]);
  assert.deepEqual(drawn(600, 615), [600, 15]);
  assert.deepEqual(drawn(1420, 1500), [1410, 30]);
  assert.deepEqual(drawn(-20, 20), [0, 30]);
});

test("a press on a free place takes half an hour from its quarter on, also at the end of the day", () => {
  assert.deepEqual(stretch("2026-11-25", 607, 607), { date: "2026-11-25", from: 600, length: 30 });
  assert.deepEqual(stretch("2026-11-25", 1439, 1439), { date: "2026-11-25", from: 1410, length: 30 });
});
