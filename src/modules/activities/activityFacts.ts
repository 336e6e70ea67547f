import { dayAt, type Zone } from "#lib/time.ts";
import type { Fact } from "#modules/metrics/fact.ts";
import type { PersonId } from "#modules/people/person.ts";
import { type Activity, isWords } from "./activity.ts";

/**
 * All facts that an activity stands for as it is now. A meeting is booked on the day it was noted, by who set it, and counts on the
 * day it was for: to who held it, and once more, in figures of their own, to who set it. What is made up, deleted or cancelled
 * stands for nothing but its booking.
 */
export function activityFacts(one: Activity & { deletedAt: string | null }, zone: Zone): Fact[] {
  if (one.deletedAt || one.generated || isWords(one.kind)) return [];
  if (one.kind === "meeting") return meetingFacts(one, zone);
  if (!one.doneAt) return [];
  const fact = factOf(one, one.ownerId, one.doneAt, zone);
  const isOurCall = one.kind === "call" && one.direction !== "in";
  return [fact("activities_done"), ...(isOurCall ? [fact("calls_made")] : [])];
}

function meetingFacts(one: Activity, zone: Zone): Fact[] {
  const setter = one.setBy ?? one.ownerId;
  const booked = factOf(one, setter, one.createdAt, zone)("meetings_booked");
  const heldBy = factOf(one, one.ownerId, one.dueAt ?? one.createdAt, zone);
  const wasSetBy = factOf(one, setter, one.dueAt ?? one.createdAt, zone);
  switch (one.meetingOutcome) {
    case "held":
      return [booked, heldBy("meetings_held"), wasSetBy("set_meetings_held"), heldBy("activities_done")];
    case "guest_missed":
      return [booked, heldBy("no_shows"), wasSetBy("set_no_shows")];
    default:
      return [booked];
  }
}

function factOf({ organizationId }: Activity, person: PersonId | null, at: string, zone: Zone) {
  return (metric: string): Fact => ({
    ...{ metric, person, organization: organizationId, product: null },
    ...{ day: dayAt(at, zone), at, value: 1 },
  });
}
