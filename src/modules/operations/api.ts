import { z } from "zod";
import { route } from "#lib/route.ts";
import { instantShape } from "#lib/shapes.ts";

export const findingShape = z.object({
  check: z.string(),
  state: z.enum(["good", "warning", "bad"]),
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const healthRoute = route({
  name: "health",
  method: "GET",
  path: "/api/health",
  summary: "How every part of this deployment stands, and what to do where one doesn't: what `./clinch doctor` prints.",
  who: "admin",
  answer: z.object({ findings: z.array(findingShape) }),
  refusals: [],
});

export const stuckShape = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["parked", "waiting"]),
  tries: z.int(),
  error: z.string(),
  queuedAt: instantShape,
  failedAt: instantShape.nullable(),
  nextTryAt: instantShape.nullable(),
});

export const stuckRoute = route({
  name: "stuck",
  method: "GET",
  path: "/api/stuck",
  summary: "Deliveries and jobs that failed: parked after their last try, or waiting for the next.",
  who: "admin",
  answer: z.object({ parked: z.int(), waiting: z.int(), jobs: z.array(stuckShape) }),
  refusals: [],
});

const chosen = z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) });
const counted = z.object({ count: z.int() });

export const tryAgainRoute = route({
  name: "tryStuckAgain",
  method: "POST",
  path: "/api/stuck/again",
  summary: "Puts what is stuck back into its queue, with all its tries before it.",
  who: "admin",
  body: chosen,
  answer: counted,
  refusals: [],
});

export const letGoRoute = route({
  name: "letStuckGo",
  method: "POST",
  path: "/api/stuck/let-go",
  summary: "Gives up what is stuck, for good: nobody will do it. The audit keeps what it was.",
  who: "admin",
  body: chosen,
  answer: counted,
  refusals: [],
});
