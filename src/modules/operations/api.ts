import { z } from "zod";
import { route } from "#lib/route.ts";

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
