import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { idOf } from "#lib/shapes.ts";

export const contactAdded = eventKind(
  "contact_added",
  "contact",
  z.strictObject({ contactId: idOf<"contact">(), organizationId: idOf<"organization">().nullable() }),
);
