import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { civilDate, idOf } from "#lib/shapes.ts";

/** Figures of one metric and person changed on days of this span; whoever keeps score reads the facts again. */
export const figureMoved = eventKind(
  "figure_moved",
  "figure",
  z.strictObject({ metric: z.string(), person: idOf<"person">().nullable(), from: civilDate, to: civilDate }),
);
