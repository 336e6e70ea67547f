import assert from "node:assert/strict";
import { test } from "node:test";
import { type Board, cardOn, moveCard, takeCard } from "./board.ts";

const now = "2026-11-24T09:00:00.000Z";

test("a moved card stands on top of its new stage, and takes its sum with it", () => {
  const moved = moveCard(aBoard(), "hottechi", "negotiation", now);
  assert.deepEqual(
    moved.stages.map(({ count, valueMinor, weightedMinor }) => [count, valueMinor, weightedMinor]),
    [
      [0, 0, 0],
      [2, 26446, 22479],
    ],
  );
  assert.equal(moved.stages[1]?.cards[0]?.id, "hottechi");
  assert.equal(cardOn(moved, "hottechi")?.stageSince, now);
});

test("moving a card leaves the board's value, and weighs it anew", () => {
  const moved = moveCard(aBoard(), "hottechi", "negotiation", now);
  assert.deepEqual([moved.count, moved.valueMinor, moved.weightedMinor], [2, 26446, 22479]);
});

test("a card dropped on its own stage, or gone meanwhile, moves nothing", () => {
  const board = aBoard();
  assert.equal(moveCard(board, "hottechi", "proposal", now), board);
  assert.equal(moveCard(board, "gone", "negotiation", now), board);
});

test("a won deal leaves the board and its sums", () => {
  const left = takeCard(aBoard(), "konex");
  assert.deepEqual([left.count, left.valueMinor, left.weightedMinor], [1, 16446, 10690]);
});

function aBoard(): Board {
  const stage = (id: string, probability: number, card: { id: string; baseMinor: number; weightedMinor: number }) => ({
    ...{ id, name: id, probability, count: 1, valueMinor: card.baseMinor, weightedMinor: card.weightedMinor },
    cards: [{ ...card, stageId: id }],
    next: null,
  });
  const stages = [
    stage("proposal", 65, { id: "hottechi", baseMinor: 16446, weightedMinor: 10690 }),
    stage("negotiation", 85, { id: "konex", baseMinor: 10000, weightedMinor: 8500 }),
  ];
  // Only what the rule looks at.
  return { pipelineId: "p", currency: "USD", stages, count: 2, valueMinor: 26446, weightedMinor: 19190 } as never;
}
