import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { idOf } from "#lib/shapes.ts";

const dealId = idOf<"deal">();
const person = idOf<"person">();

/** Somebody asks for help on a deal: of one person, or of whoever can. */
export const helpWanted = eventKind(
  "help_wanted",
  "deal",
  z.strictObject({ dealId, askerId: person, askedId: person.nullable() }),
);
export const helpAnswered = eventKind(
  "help_answered",
  "deal",
  z.strictObject({ dealId, askerId: person, answererId: person }),
);
