import { refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { ContactId } from "#modules/contacts/organization.ts";

/** One step of how the customer decides (稟議): who does what, when it is planned and when it was done. */
export type DecisionStep = {
  contactId: ContactId | null;
  /** In words, for somebody who is no contact. */
  who: string | null;
  what: string;
  plannedOn: CivilDate | null;
  doneOn: CivilDate | null;
};

export type StepStanding = "done" | "late" | "next" | "later";

/** How each step stands today: the first that isn't done is next, and every one whose day is past is late. */
export function standingOf(
  steps: readonly Pick<DecisionStep, "plannedOn" | "doneOn">[],
  today: CivilDate,
): StepStanding[] {
  const next = steps.findIndex((step) => step.doneOn === null);
  return steps.map((step, at) => {
    if (step.doneOn) return "done";
    if (step.plannedOn && step.plannedOn < today) return "late";
    return at === next ? "next" : "later";
  });
}

export function checkSteps(steps: readonly DecisionStep[], today: CivilDate, at = "/steps"): void {
  steps.forEach((step, index) => {
    if (!step.contactId && !step.who?.trim()) throw refuseField("pipeline.step_needs_who", `${at}/${index}/who`);
    if (step.doneOn && step.doneOn > today) throw refuseField("pipeline.step_done_in_future", `${at}/${index}/doneOn`);
  });
}
