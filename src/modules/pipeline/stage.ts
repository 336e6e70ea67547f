import type { Id } from "#lib/id.ts";

export type StageId = Id<"stage">;
export type PipelineId = Id<"pipeline">;

/** A step of a pipeline; `probability` in percent serves the weighted pipeline only. */
export type Stage = { id: StageId; pipelineId: PipelineId; name: string; position: number; probability: number };
export type Pipeline = { id: PipelineId; name: string; stages: Stage[] };

/** Whole minor units of the workspace's currency, rounded half up once. */
export function weighted(baseMinor: number, probability: number): number {
  return Math.floor((baseMinor * probability) / 100 + 0.5);
}
