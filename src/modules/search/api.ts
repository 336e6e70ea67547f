import { z } from "zod";
import { route } from "#lib/route.ts";

export const hitShape = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  href: z.string(),
});

export const searchRoute = route({
  name: "search",
  method: "GET",
  path: "/api/search",
  summary: "Finds records by words, as far as the caller may read them: a few of each kind.",
  who: "member",
  query: z.strictObject({ q: z.string().trim().min(1).max(200) }),
  answer: z.object({ groups: z.array(z.object({ kind: z.string(), hits: z.array(hitShape) })) }),
  refusals: [],
});
