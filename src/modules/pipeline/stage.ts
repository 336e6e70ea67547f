import type { Id } from "#lib/id.ts";
import { nameKey } from "#modules/people/person.ts";

export type StageId = Id<"stage">;
export type PipelineId = Id<"pipeline">;

/** A step of a pipeline; `probability` in percent serves the weighted pipeline only. */
export type Stage = {
  id: StageId;
  pipelineId: PipelineId;
  name: string;
  position: number;
  probability: number;
  /** A deal that nobody touched for longer rots; null: never. */
  rotDays: number | null;
  /** What a deal needs to come here (required.ts). */
  requires: string[];
};
export type Pipeline = {
  id: PipelineId;
  name: string;
  /** What a deal needs to be won, beside what its stage asks for. */
  winRequires: string[];
  stages: Stage[];
};

/** Whole minor units of the workspace's currency, rounded half up once. */
export function weighted(baseMinor: number, probability: number): number {
  return Math.floor((baseMinor * probability) / 100 + 0.5);
}

type Guessed = { name: string };

/** Where a deal of one pipeline belongs in another: the stage of the same name, else the one as far along. */
export function stageLike<Step extends Guessed>(
  stage: Guessed,
  own: readonly Guessed[],
  other: readonly Step[],
): Step | undefined {
  const named = other.find((one) => nameKey(one.name) === nameKey(stage.name));
  if (named) return named;
  const at = own.findIndex((one) => nameKey(one.name) === nameKey(stage.name));
  return other[Math.min(Math.max(at, 0), other.length - 1)];
}

export function winNeeds(pipeline: Pick<Pipeline, "winRequires">, stage: Pick<Stage, "requires">): string[] {
  return [...new Set([...stage.requires, ...pipeline.winRequires])];
}
