import type { Answered } from "#lib/route.ts";
import type { Instant } from "#lib/time.ts";
import type { boardRoute, DealShape } from "./api.ts";
import { weighted } from "./stage.ts";

export type Board = Answered<typeof boardRoute>;
export type BoardStage = Board["stages"][number];

export function cardOn(board: Board, id: string): DealShape | undefined {
  return board.stages.flatMap((stage) => stage.cards).find((card) => card.id === id);
}

/** A card in another stage, on top, with the sums of both stages and of the board. The stage it is in already is no move. */
export function moveCard(board: Board, id: string, stageId: string, now: Instant): Board {
  const card = cardOn(board, id);
  const to = board.stages.find((stage) => stage.id === stageId);
  if (!card || !to || card.stageId === stageId) return board;
  const moved: DealShape = {
    ...card,
    stageId: to.id,
    stage: to.name,
    probability: to.probability,
    weightedMinor: weighted(card.baseMinor, to.probability),
    stageSince: now,
    lastTouchAt: now,
  };
  return summed(board, (stage) => {
    if (stage.id === card.stageId) return without(stage, card);
    return stage.id === stageId ? withCard(stage, moved) : stage;
  });
}

/** The board without a card: it was won, lost or deleted. */
export function takeCard(board: Board, id: string): Board {
  const card = cardOn(board, id);
  if (!card) return board;
  return summed(board, (stage) => (stage.id === card.stageId ? without(stage, card) : stage));
}

function without(stage: BoardStage, card: DealShape): BoardStage {
  return {
    ...stage,
    cards: stage.cards.filter((one) => one.id !== card.id),
    count: stage.count - 1,
    valueMinor: stage.valueMinor - card.baseMinor,
    weightedMinor: stage.weightedMinor - card.weightedMinor,
  };
}

function withCard(stage: BoardStage, card: DealShape): BoardStage {
  return {
    ...stage,
    cards: [card, ...stage.cards],
    count: stage.count + 1,
    valueMinor: stage.valueMinor + card.baseMinor,
    weightedMinor: stage.weightedMinor + card.weightedMinor,
  };
}

function summed(board: Board, change: (stage: BoardStage) => BoardStage): Board {
  const stages = board.stages.map(change);
  const sum = (of: (stage: BoardStage) => number) => stages.reduce((all, stage) => all + of(stage), 0);
  return {
    ...board,
    stages,
    count: sum((stage) => stage.count),
    valueMinor: sum((stage) => stage.valueMinor),
    weightedMinor: sum((stage) => stage.weightedMinor),
  };
}
