import type { SampleActivity } from "./sampleCompany.ts";

/** Where the sample's records come from, said wherever it is shown. */
export const sampleCredit = "CRM Sales Opportunities by Maven Analytics";
export const sampleCompanyName = "MavenTech";

/** Whom one looks around as: a manager of the set, and the one of her people with the most deals. */
export const shownPeople = { manager: "Summer Sewald", rep: "Kary Hendrixson" } as const;

const outcomes = { reached: "Call", voicemail: "Call: left a voicemail", no_answer: "Call: no answer" } as const;

/** What a generated activity is called on the timeline. */
export function subjectOf(activity: SampleActivity): string {
  switch (activity.kind) {
    case "call":
      return outcomes[activity.outcome];
    case "mail":
      return activity.subject;
    case "meeting":
    case "task":
      return activity.title;
    case "note":
      return activity.text;
  }
}
