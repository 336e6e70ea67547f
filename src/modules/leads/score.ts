import type { Id } from "#lib/id.ts";

export type RuleId = Id<"score_rule">;

/** What a rule looks at, and how. `field` is one of the workspace's own, by its key. */
export const ruleSubjects = [
  ...(["employees", "industry", "country", "source", "campaign"] as const),
  ...(["touches", "mail", "returned", "field"] as const),
] as const;
export type RuleSubject = (typeof ruleSubjects)[number];
export const ruleQuestions = ["atLeast", "atMost", "is", "free", "business", "filled"] as const;
export type RuleQuestion = (typeof ruleQuestions)[number];

/** Which questions make sense of which subject. */
export const questionsOf: Record<RuleSubject, readonly RuleQuestion[]> = {
  employees: ["atLeast", "atMost"],
  industry: ["is"],
  country: ["is"],
  source: ["is"],
  campaign: ["is"],
  touches: ["atLeast"],
  mail: ["business", "free"],
  returned: ["filled"],
  field: ["is", "atLeast", "atMost", "filled"],
};

/** One visible rule: where it holds, so many points, from −100 to 100. */
export type ScoreRule = {
  id: RuleId;
  /** What the reader is told; without it the product says it by the subject. */
  label: string | null;
  subject: RuleSubject;
  field: string | null;
  question: RuleQuestion;
  /** A number, a text, or an id: as the question asks. */
  value: string | null;
  points: number;
};

/** What is known of a lead when it is scored. */
export type Known = {
  employees: number | null;
  industry: string | null;
  country: string | null;
  sourceId: string | null;
  campaignId: string | null;
  touches: number;
  email: string | null;
  returned: boolean;
  custom: Readonly<Record<string, unknown>>;
};

export type Reason = { ruleId: RuleId; points: number; subject: RuleSubject; label: string | null; fact: string };
export type Score = { score: number; reasons: Reason[] };

/**
 * The sum of the rules that hold, from 0 to 100; each with the fact it saw, the weightiest first. Negatives are told too, also where
 * the cap hides them.
 */
export function scoreOf(rules: readonly ScoreRule[], known: Known): Score {
  const reasons = rules.flatMap((rule): Reason[] => {
    const fact = factFor(rule, known);
    const { id: ruleId, points, subject, label } = rule;
    return fact === null ? [] : [{ ruleId, points, subject, label, fact }];
  });
  const sum = reasons.reduce((total, one) => total + one.points, 0);
  return { score: Math.max(0, Math.min(100, sum)), reasons: reasons.toSorted((a, b) => b.points - a.points) };
}

/** What makes the rule hold, as text; null where it doesn't. */
function factFor(rule: ScoreRule, known: Known): string | null {
  switch (rule.subject) {
    case "employees":
      return numberHolds(rule, known.employees);
    case "touches":
      return numberHolds(rule, known.touches);
    case "industry":
      return textHolds(rule, known.industry);
    case "country":
      return textHolds(rule, known.country);
    case "source":
      return textHolds(rule, known.sourceId);
    case "campaign":
      return textHolds(rule, known.campaignId);
    case "mail":
      return known.email !== null && isFreeMail(known.email) === (rule.question === "free")
        ? hostOf(known.email)
        : null;
    case "returned":
      return known.returned ? "returned" : null;
    case "field":
      return fieldHolds(rule, known.custom[rule.field ?? ""]);
  }
}

function numberHolds({ question, value }: ScoreRule, number: number | null): string | null {
  if (number === null || value === null) return null;
  const holds = question === "atLeast" ? number >= Number(value) : number <= Number(value);
  return holds ? String(number) : null;
}

function textHolds({ value }: ScoreRule, text: string | null): string | null {
  return text !== null && value !== null && text.toLowerCase() === value.toLowerCase() ? text : null;
}

function fieldHolds(rule: ScoreRule, value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value))
    return value.some((one) => textHolds(rule, String(one)) !== null) ? String(rule.value) : null;
  if (rule.question === "filled") return value === false ? null : plain(value);
  if (rule.question === "is") return textHolds(rule, plain(value));
  const number = typeof value === "object" && "minor" in value ? Number(value.minor) : Number(value);
  return Number.isFinite(number) ? numberHolds(rule, number) : null;
}

const plain = (value: unknown) =>
  typeof value === "object" && value !== null && "minor" in value ? String(value.minor) : String(value);

function hostOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** Where anybody has a mailbox: the address says nothing of a company. */
export function isFreeMail(email: string): boolean {
  return freeHosts.has(hostOf(email));
}

const freeHosts = new Set([
  ...["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.jp"],
  ...["icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "proton.me", "protonmail.com"],
  ...["docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp", "nifty.com", "qq.com", "163.com", "naver.com", "mail.ru"],
]);
