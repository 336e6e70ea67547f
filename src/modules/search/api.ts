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

export const openedRoute = route({
  name: "searchOpened",
  method: "POST",
  path: "/api/search/opened",
  summary: "Says that something found was opened: it comes first for the caller the next time.",
  who: "member",
  body: z.strictObject({ kind: z.string().max(40), id: z.uuid() }),
  answer: z.strictObject({ done: z.literal(true) }),
  refusals: [],
});
