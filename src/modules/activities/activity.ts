import type { Id } from "#lib/id.ts";
import { refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";

export type ActivityId = Id<"activity">;
export const activityKinds = ["note", "call", "task", "meeting", "mail"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Something done or to do with a customer: on a deal, an organization or a contact. */
export type Activity = {
  id: ActivityId;
  kind: ActivityKind;
  subject: string;
  body: string | null;
  dealId: DealId | null;
  organizationId: OrganizationId | null;
  contactId: ContactId | null;
  ownerId: PersonId | null;
  /** When it is to be done; a meeting's start. Null for what has no date. */
  dueAt: Instant | null;
  doneAt: Instant | null;
  lengthMinutes: number | null;
  generated: boolean;
  createdAt: Instant;
  version: number;
};

/** What is to be done has a date; a note is done when it is written. */
export function checkActivity({ kind, dueAt, doneAt }: Pick<Activity, "kind" | "dueAt" | "doneAt">): void {
  if (kind === "note" || doneAt) return;
  if (!dueAt) throw refuseField("activities.date_missing", "/dueAt");
}
