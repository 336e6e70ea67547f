import { useDeferredValue } from "react";
import type { Asked } from "#lib/route.ts";
import { useRead } from "#ui/query.ts";
import { duplicateHintsRoute } from "../api.ts";
import type { Hint } from "./Twins.tsx";

type Typed = Asked<typeof duplicateHintsRoute>["body"];

/** Those that may be what is being typed: asked while one types, and shown until the next answer comes. */
export function useTypedTwins(typed: Typed): readonly Hint[] {
  const asked = useDeferredValue(JSON.stringify(typed));
  const body = JSON.parse(asked) as Typed;
  const isEnough =
    (body.name?.trim().length ?? 0) >= 2 || (body.emails?.length ?? 0) > 0 || (body.phones?.length ?? 0) > 0;
  return useRead(duplicateHintsRoute, { body }, { when: isEnough, keep: true }).data?.hints ?? [];
}
