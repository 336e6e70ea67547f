import { z } from "zod";
import { eventKind } from "#lib/event.ts";
import { idOf } from "#lib/shapes.ts";

export const contactAdded = eventKind(
  "contact_added",
  "contact",
  z.strictObject({ contactId: idOf<"contact">(), organizationId: idOf<"organization">().nullable() }),
);

const merged = z.strictObject({ mergeId: idOf<"merge">(), absorbedId: z.uuid() });

/** Told of the survivor. */
export const contactsMerged = eventKind("contacts_merged", "contact", merged);
export const organizationsMerged = eventKind("organizations_merged", "organization", merged);
export const contactMergeUndone = eventKind("contact_merge_undone", "contact", merged);
export const organizationMergeUndone = eventKind("organization_merge_undone", "organization", merged);

export const contactEvents = [
  contactAdded,
  contactsMerged,
  organizationsMerged,
  contactMergeUndone,
  organizationMergeUndone,
] as const;
