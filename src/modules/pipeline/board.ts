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

/** The same card as it is now: in its stage of now, or gone when it was closed. */
export function putCard(board: Board, now: DealShape): Board {
  const was = cardOn(board, now.id);
  if (!was) return board;
  if (now.status !== "open") return takeCard(board, now.id);
  const rest = takeCard(board, now.id);
  const isSameStage = was.stageId === now.stageId;
  return summed(rest, (stage) => {
    if (stage.id !== now.stageId) return stage;
    const place = board.stages.find((one) => one.id === stage.id)?.cards.findIndex((card) => card.id === now.id) ?? 0;
    const added = withCard(stage, now);
    return isSameStage ? { ...added, cards: stage.cards.toSpliced(place, 0, now) } : added;
  });
}

/** The card carries the version that the last write made. */
export function versioned(board: Board, { id, version }: { id: string; version: number }): Board {
  if (!cardOn(board, id)) return board;
  const stages = board.stages.map((stage) => ({
    ...stage,
    cards: stage.cards.map((card) => (card.id === id ? { ...card, version } : card)),
  }));
  return { ...board, stages };
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
