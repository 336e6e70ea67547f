import type { Id } from "#lib/id.ts";
import { refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId } from "#modules/pipeline/deal.ts";

export type ActivityId = Id<"activity">;
export type ActivityTypeId = Id<"activity_type">;
export type CallOutcomeId = Id<"call_outcome">;

/** `other` is a kind of the workspace's own, named by its type. */
export const activityKinds = ["note", "call", "task", "meeting", "mail", "comment", "other"] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const directions = ["in", "out"] as const;
export const meetingOutcomes = ["held", "guest_missed", "cancelled"] as const;
export type MeetingOutcome = (typeof meetingOutcomes)[number];

/** The records that something is written down with. */
export const recordNames = ["deal", "organization", "contact"] as const;
export type RecordName = (typeof recordNames)[number];

/** Something done or to do with a customer: on a deal, an organization or a contact. */
export type Activity = {
  id: ActivityId;
  kind: ActivityKind;
  /** Which of the workspace's own kinds, where `kind` is `other`. */
  typeId: ActivityTypeId | null;
  /** Empty for a comment, whose words are its body. */
  subject: string;
  /** Plain text. A person is mentioned by id, so that a new name is shown: `@[<id>]`. */
  body: string | null;
  dealId: DealId | null;
  organizationId: OrganizationId | null;
  contactId: ContactId | null;
  /** Whose it is to do; who holds a meeting. */
  ownerId: PersonId | null;
  /** When it is to be done; a meeting's start. Null for what has no date. */
  dueAt: Instant | null;
  /** On a day, at no hour: due at the day's last moment. */
  allDay: boolean;
  doneAt: Instant | null;
  lengthMinutes: number | null;
  /** Who called or wrote: the customer (`in`) or we. */
  direction: (typeof directions)[number] | null;
  outcomeId: CallOutcomeId | null;
  /** Where a meeting is: a room, an address, a link. */
  place: string | null;
  /** Who agreed the meeting, which is not always who holds it. */
  setBy: PersonId | null;
  meetingOutcome: MeetingOutcome | null;
  people: PersonId[];
  contacts: ContactId[];
  remindMinutes: number | null;
  remindByMail: boolean;
  generated: boolean;
  createdAt: Instant;
  version: number;
};

/** What is written once and never done: it is done when it is written, and is its author's. */
export function isWords(kind: ActivityKind): boolean {
  return kind === "note" || kind === "comment";
}

type Checked = Pick<
  Activity,
  "kind" | "typeId" | "subject" | "body" | "dueAt" | "doneAt" | "outcomeId" | "remindMinutes"
>;

/** What is to be done has a date; a comment has words; an outcome is a call's. */
export function checkActivity(one: Checked): void {
  if (one.kind === "comment" ? !one.body?.trim() : one.subject.trim() === "")
    throw refuseField("activities.words_missing", one.kind === "comment" ? "/body" : "/subject");
  if ((one.kind === "other") !== (one.typeId !== null)) throw refuseField("activities.type_missing", "/typeId");
  if (one.outcomeId && one.kind !== "call") throw refuseField("activities.outcome_of_call", "/outcomeId");
  if (isWords(one.kind)) return;
  if (!one.dueAt && (!one.doneAt || one.kind === "meeting")) throw refuseField("activities.date_missing", "/dueAt");
  if (one.remindMinutes !== null && !one.dueAt) throw refuseField("activities.date_missing", "/dueAt");
}

/** A meeting that is done was held, unless it is said otherwise; what is done no more has no outcome. */
export function outcomeOf({
  kind,
  doneAt,
  meetingOutcome,
}: Pick<Activity, "kind" | "doneAt" | "meetingOutcome">): MeetingOutcome | null {
  if (kind !== "meeting" || !doneAt) return null;
  return meetingOutcome ?? "held";
}

/** Whether it brought us and the customer together: a guest who missed a meeting was not met. */
export function isTouch(
  { kind, doneAt, meetingOutcome }: Pick<Activity, "kind" | "doneAt" | "meetingOutcome">,
  typeIsTouch: boolean,
): boolean {
  if (!doneAt || kind === "comment") return false;
  if (kind === "meeting") return meetingOutcome === "held";
  return kind === "other" ? typeIsTouch : true;
}
