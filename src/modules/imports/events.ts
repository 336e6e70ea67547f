import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { idOf } from "#lib/shapes.ts";

/** An import came to its end: all of it is here, or it was given up. */
export const importDone = eventKind(
  "import_done",
  "import",
  z.strictObject({ importId: idOf<"import">(), rows: z.int(), failed: z.boolean() }),
);
