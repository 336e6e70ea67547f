import type { Random } from "#lib/random.ts";
import type { OrganizationRecord } from "../record.ts";
import { slug } from "./generateContacts.ts";
import { firstWords, trades } from "./sampleLeads.ts";

/** Companies that never bought: those from which new leads come. Sizes are far apart, so that scores are too. */
export function generateProspects(chance: Random): OrganizationRecord[] {
  return firstWords.map((first, at) => {
    const [industry, word] = trades[at % trades.length]!;
    const name = `${first} ${word}`;
    const none = { key: null, annualRevenue: null, email: null, phone: null, parent: null, custom: {} };
    return {
      ...{ ...none, kind: "organization", name, industry, emails: null, phones: null, addresses: null },
      foundedYear: chance.between(1962, 2016),
      employees: Math.round(chance.pick([12, 30, 80, 200, 600, 1500, 4000]) * (0.8 + chance.unit() * 0.4)),
      country: chance.chance(0.85) ? "United States" : chance.pick(["Germany", "Japan", "Brazil", "Italy"]),
      website: `https://www.${slug(name)}.example`,
    };
  });
}
