import type { Random } from "#lib/random.ts";
import type { OrganizationRecord } from "../record.ts";
import { everywhere, type NamePart, type Names, namesIn } from "./namesByCountry.ts";
import type { SampleContact } from "./sampleCompany.ts";

const titles = [
  "Head of Procurement",
  "IT Director",
  "Chief Operating Officer",
  "Infrastructure Lead",
  "Purchasing Manager",
  "Finance Director",
  "VP Engineering",
  "Office Manager",
  "Data Center Manager",
  "Chief Technology Officer",
];

/** Area codes beside which 555-0100 to 555-0199 are kept for fiction in North America. */
const areaCodes = [202, 212, 312, 415, 617];

/**
 * Two to four people at each organization, named as people there are, one in eight from elsewhere. `takenNumbers` says how many
 * telephone numbers are others' already.
 */
export function generateContacts(
  organizations: readonly OrganizationRecord[],
  chance: Random,
  takenNumbers = 0,
): SampleContact[] {
  const contacts: SampleContact[] = [];
  for (const organization of organizations) {
    const own = chance.fork(organization.name);
    const taken = new Set<string>();
    const held = own.draw(titles, own.between(2, 4));
    for (const [at, title] of held.entries()) {
      const person = freshName(own, namesIn(organization.country), taken);
      const phone = own.chance(0.9) ? fictitiousPhone(takenNumbers + contacts.length) : null;
      contacts.push({
        ...{ kind: "contact", key: `${slug(organization.name)}-${at + 1}`, title, phone, ...person },
        email: `${person.email}@${slug(organization.name)}.example`,
        organization: { id: null, name: organization.name },
        ...{ department: null, emails: null, phones: null, addresses: null, custom: {} },
      });
    }
  }
  return contacts;
}

/** A name that nobody else at the organization has; `email` is the part before the @. */
function freshName(chance: Random, home: Names, taken: Set<string>) {
  for (;;) {
    const from = chance.chance(0.125) ? chance.pick(everywhere) : home;
    const [given, family] = [chance.pick(from.given), chance.pick(from.family)];
    const email = `${given.latin}.${family.latin}`;
    if (taken.has(email)) continue;
    taken.add(email);
    const ordered = from.isFamilyFirst ? [family, given] : [given, family];
    return { name: ordered.map(({ written }) => written).join(" "), reading: readingOf(ordered), email };
  }
}

function readingOf(parts: readonly NamePart[]): string | null {
  const readings = parts.flatMap(({ reading }) => reading ?? []);
  return readings.length === parts.length ? readings.join(" ") : null;
}

function fictitiousPhone(number: number): string {
  const area = areaCodes[Math.floor(number / 100) % areaCodes.length];
  return `+1-${area}-555-01${String(number % 100).padStart(2, "0")}`;
}

export function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "");
}
