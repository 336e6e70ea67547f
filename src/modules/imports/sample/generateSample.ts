import { type Random, random } from "#lib/random.ts";
import { addDays, type CivilDate, daysBetween } from "#lib/time.ts";
import { guessMapping } from "../guessMapping.ts";
import { type Plan, planRows } from "../planRows.ts";
import { readCsv } from "../readCsv.ts";
import {
  type DealRecord,
  type ImportRecord,
  type Known,
  knownBeside,
  type OrganizationRecord,
  type PersonRecord,
  type ProductRecord,
} from "../record.ts";
import type { TargetKind } from "../targetKinds.ts";
import { generateActivities } from "./generateActivities.ts";
import { generateContacts, slug } from "./generateContacts.ts";
import { generateCampaigns, generateLeads } from "./generateLeads.ts";
import { generateMoves } from "./generateMoves.ts";
import { generateProspects } from "./generateProspects.ts";
import type { SampleCompany, SampleContact, SampleDeal, SamplePerson } from "./sampleCompany.ts";

/** The bytes of the data set's files. */
export type SampleFiles = {
  accounts: Uint8Array;
  products: Uint8Array;
  salesTeams: Uint8Array;
  salesPipeline: Uint8Array;
};

const currency = "USD";
const lastClosing = "2017-12-31";
const stages = ["Prospecting", "Engaging"];
const sdrNames = ["Amara Lindqvist", "Tobias Reyes", "Noor Haddad", "Elliot Park"];

/**
 * The sample company as it would look on `today`: read by the same rules as any import, moved by whole weeks so that
 * the last closing day is yesterday or up to six days before. The same seed and day give the same company.
 */
export function generateSample(files: SampleFiles, { seed, today }: { seed: string; today: CivilDate }): SampleCompany {
  const chance = random(seed);
  const movedDays = wholeWeeksTo(addDays(today, -1));
  const people = planFile(files.salesTeams, "person", {});
  const organizations = ofKind(planFile(files.accounts, "organization", {}), isOrganization);
  const products = ofKind(planFile(files.products, "product", {}), isProduct);
  const agents = ofKind(people, isPerson);
  const known: Partial<Known> = {
    persons: agents.map(named),
    organizations: organizations.map(named),
    products: products.map((product) => ({ ...named(product), listPrice: product.listPrice })),
    stages: stages.map((name) => ({ id: "", name })),
  };
  const contacts = generateContacts(organizations, chance.fork("contacts"));
  const planned = ofKind(planFile(files.salesPipeline, "deal", known), isDeal);
  const deals = withContacts(
    planned.map((deal) => moved(deal, movedDays)),
    contacts,
    chance.fork("deal contacts"),
  );
  const persons = samplePersons(agents, people, deals, today, chance.fork("persons"));
  const prospects = generateProspects(chance.fork("prospects"));
  const prospectContacts = generateContacts(prospects, chance.fork("prospect contacts"), contacts.length);
  return {
    movedDays,
    ...{ offices: people.implied.offices, teams: people.implied.teams, organizations, products, contacts, deals },
    ...{ persons, prospects, prospectContacts, campaigns: generateCampaigns(today) },
    leads: generateLeads({ persons, deals, prospects, contacts: prospectContacts }, today, chance.fork("leads")),
    moves: generateMoves(deals, addDays(today, -1), chance.fork("moves")),
    activities: generateActivities(deals, today, chance.fork("activities")),
  };
}

/** Days by which the set is moved so that its last closing day comes to lie in the week that ends on `day`. */
function wholeWeeksTo(day: CivilDate): number {
  return Math.floor(daysBetween(lastClosing, day) / 7) * 7;
}

function planFile(bytes: Uint8Array, kind: TargetKind, known: Partial<Known>): Plan {
  const file = readCsv(bytes);
  const guessed = guessMapping(file, { currency });
  if (guessed.kind !== kind) throw new Error(`The sample's file of kind ${kind} reads as ${guessed.kind}`);
  const nothing = { ...knownBeside, persons: [], organizations: [], products: [], stages: [], existing: [] };
  const plan = planRows(
    file,
    { kind, columns: guessed.columns },
    { today: "2018-01-01", currency, ...nothing, ...known },
  );
  if (plan.counts.problem > 0)
    throw new Error(`${plan.counts.problem} rows of the sample's ${kind} file can't be read`);
  return plan;
}

function ofKind<R extends ImportRecord>(plan: Plan, isOf: (record: ImportRecord) => record is R): R[] {
  return plan.rows.flatMap(({ record }) => (record && isOf(record) ? [record] : []));
}

const isPerson = (record: ImportRecord): record is PersonRecord => record.kind === "person";
const isOrganization = (record: ImportRecord): record is OrganizationRecord => record.kind === "organization";
const isProduct = (record: ImportRecord): record is ProductRecord => record.kind === "product";
const isDeal = (record: ImportRecord): record is DealRecord => record.kind === "deal";

/** A record of the company itself has no id yet. */
function named({ name }: { name: string }): { id: string; name: string } {
  return { id: "", name };
}

function moved(deal: DealRecord, days: number): DealRecord {
  const openedOn = deal.openedOn && addDays(deal.openedOn, days);
  if (deal.state === "open") return { ...deal, openedOn };
  return { ...deal, openedOn, closedOn: addDays(deal.closedOn, days) };
}

function withContacts(deals: readonly DealRecord[], contacts: readonly SampleContact[], chance: Random): SampleDeal[] {
  const at = Map.groupBy(contacts, ({ organization }) => organization?.name ?? "");
  return deals.map((deal) => {
    const there = at.get(deal.organization?.name ?? "") ?? [];
    const key = deal.key ?? "";
    return { ...deal, key, contactKey: there.length > 0 ? chance.fork(key).pick(there).key : null };
  });
}

/**
 * Agents, their managers and four SDRs. Whoever has deals joined before the first of them; the agents without any
 * joined in the last two months.
 */
function samplePersons(
  agents: readonly PersonRecord[],
  plan: Plan,
  deals: readonly SampleDeal[],
  today: CivilDate,
  chance: Random,
): SamplePerson[] {
  const firstDeal = new Map<string, CivilDate>();
  for (const { owner, openedOn } of deals) {
    const known = firstDeal.get(owner.name);
    if (openedOn && (!known || openedOn < known)) firstDeal.set(owner.name, openedOn);
  }
  const start = addDays([...firstDeal.values()].sort()[0] ?? today, -90);
  const from = (
    person: PersonRecord,
    role: SamplePerson["role"],
    title: string,
    joinedOn: CivilDate,
  ): SamplePerson => ({
    ...{ ...person, role, title, joinedOn },
    email: `${person.name.split(" ").map(slug).join(".")}@maventech.example`,
  });
  const managers = plan.implied.persons.map((person) => from(person, "manager", "Sales Manager", start));
  const sellers = agents.map((person) => {
    const first = firstDeal.get(person.name);
    const joinedOn = first ? addDays(first, -chance.between(14, 60)) : addDays(today, -chance.between(14, 60));
    return from(person, "agent", "Account Executive", joinedOn);
  });
  const sdrs = sdrNames.map((name, at) => {
    const team = plan.implied.teams[at];
    const person: PersonRecord = {
      ...{ kind: "person", key: null, name, email: null, title: null },
      ...{ manager: team?.manager ?? null, office: team?.office ?? null },
    };
    return from(person, "sdr", "SDR", addDays(start, chance.between(0, 60)));
  });
  return [...managers, ...sellers, ...sdrs];
}
