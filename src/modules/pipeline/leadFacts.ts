import type { Instant } from "#lib/time.ts";
import type { Fact } from "#modules/metrics/fact.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { LeadFacts } from "./leadEvents.ts";

/** One thing that happened to a lead, in the order it was recorded. */
export type LeadMoment = {
  name: string;
  at: Instant;
  facts: LeadFacts & { byId?: PersonId | null; minutes?: number; was?: unknown };
};

/**
 * What a lead stands for, counted from its events alone: added once; qualified as long as it wasn't given back; worked, and answered
 * after so many minutes, by whoever answered first. A deleted one stands for nothing.
 */
export function leadFacts(moments: readonly LeadMoment[]): Fact[] {
  const last = moments.at(-1);
  if (!last || isDeleted(moments)) return [];
  const added = moments.find(({ name }) => name === "lead_added");
  const turned = moments.findLast(({ name }) => name === "lead_qualified" || name === "lead_returned");
  const answered = moments.find(({ name }) => name === "lead_responded");
  return [
    ...(added ? [factOf("leads_added", added, last, last.facts.ownerId)] : []),
    ...(turned?.name === "lead_qualified" ? [factOf("leads_qualified", turned, last, qualifierOf(turned))] : []),
    ...(answered ? answeredFacts(answered, last) : []),
  ];
}

/** Credited to whose lead it was, who is not always whose deal it became. */
function qualifierOf({ facts }: LeadMoment): PersonId | null {
  return typeof facts.was === "string" ? (facts.was as PersonId) : facts.ownerId;
}

function answeredFacts(answered: LeadMoment, last: LeadMoment): Fact[] {
  const by = answered.facts.byId ?? null;
  return [
    factOf("leads_worked", answered, last, by),
    { ...factOf("lead_response_minutes", answered, last, by), value: answered.facts.minutes ?? 0 },
  ];
}

function factOf(metric: string, { at, facts }: LeadMoment, last: LeadMoment, person: PersonId | null): Fact {
  return { metric, person, organization: last.facts.organizationId, product: null, day: facts.on, at, value: 1 };
}

function isDeleted(moments: readonly LeadMoment[]): boolean {
  const last = moments.findLast(({ name }) => name === "lead_deleted" || name === "lead_restored");
  return last?.name === "lead_deleted";
}
