import { Refusal } from "#lib/refusal.ts";
import type { DealFilter } from "../api.ts";
import { cohortRates, conversion, shareRange, velocity, winRate, winRateByValue } from "../rates.ts";
import { type Looking, withPeople } from "./board.ts";
import { readPipelines } from "./catalogueStore.ts";
import { closedIn, cohortOf, openNow, reachedIn, type Span } from "./figureStore.ts";
import { dealReach } from "./reach.ts";

/** The rates of a span over the deals that the reader may see, each with the counts that it is made of. */
export async function pipelineFigures(looking: Looking, { from, to, ...asked }: Span & DealFilter) {
  const { db, actor, workspace } = looking;
  const reach = dealReach(actor, workspace);
  const filter = await withPeople(looking, asked);
  const pipelines = await readPipelines(db);
  const pipeline = asked.pipeline ? pipelines.find(({ id }) => id === asked.pipeline) : pipelines[0];
  if (asked.pipeline && !pipeline) throw new Refusal("pipeline.no_such_pipeline", 404);
  const closed = await closedIn(db, reach, filter, { from, to });
  const open = await openNow(db, reach, filter);
  const cohort = await cohortOf(db, reach, filter, { from, to });
  const stages = pipeline?.stages ?? [];
  const ofPipeline = { ...filter, ...(pipeline ? { pipeline: pipeline.id } : {}) };
  const reached = await reachedIn(db, reach, ofPipeline, { from, to, stages });
  return {
    currency: workspace.currency,
    open,
    closed,
    winRate: winRate(closed),
    winRateRange: shareRange(closed.won, closed.won + closed.lost),
    winRateByValue: { value: winRateByValue(closed, "value"), list: winRateByValue(closed, "list") },
    velocityMinor: velocity(open.count, closed),
    cohort: { ...cohort, ...cohortRates(cohort) },
    stages: stages.map(({ id, name }, at) => {
      const counts = reached[at] ?? { reached: 0, onward: 0, won: 0 };
      return { stageId: id, name, counts, conversion: conversion(counts) };
    }),
  };
}
