import type { Words } from "#ui/words/words.ts";
import type { LeadShape } from "../api.ts";

export type Reason = LeadShape["scoreReasons"][number];

/** Why so many points: in the workspace's own words, else by what was seen. */
export function reasonText({ t }: Words, { subject, label, fact, points }: Reason): string {
  if (label) return label;
  if (subject === "employees" || subject === "touches") return t(`leads.reason.${subject}`, { fact: Number(fact) });
  if (subject === "mail") return t(points < 0 ? "leads.reason.mail_free" : "leads.reason.mail_business", { fact });
  return t(`leads.reason.${subject}`, { fact });
}
