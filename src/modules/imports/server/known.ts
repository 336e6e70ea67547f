import { Refusal } from "#lib/refusal.ts";
import {
  allContacts,
  allOrganizations,
  mayChangeOrganization,
  organizationReach,
  readableOrganizations,
} from "#modules/contacts/server/public.ts";
import type { Ways } from "#modules/contacts/ways.ts";
import { addressesText, emailsText, phonesText } from "#modules/contacts/waysText.ts";
import { peopleOn } from "#modules/people/server/public.ts";
import {
  dealsByKeys,
  firstStages,
  readPipelines,
  readProducts,
  readReasons,
  type StoredDeal,
} from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { keyOfRow } from "../keyOfRow.ts";
import type { Mapping } from "../mapping.ts";
import type { CsvFile } from "../readCsv.ts";
import type { DealRecord, ImportRecord, Known, Named, Ref } from "../record.ts";
import { sampleStages } from "../sampleStages.ts";
import { tidyName } from "../tidyName.ts";
import type { Author } from "./author.ts";
import type { Standings } from "./mayImport.ts";
import { keysOf } from "./store.ts";

type Existing = { id: string; record: ImportRecord; ownerId: string | null };

/** What the workspace holds, as the rules of imports want it, and what the author may do with it. */
export async function knownFor(
  db: Reads,
  author: Author,
  file: CsvFile,
  mapping: Mapping,
): Promise<{ known: Known; standings: Standings }> {
  const { workspace, today } = author;
  const { people, teams } = await peopleOn(db, today);
  const organizations = await readable(db, author);
  const products = await readProducts(db);
  const pipeline = (await readPipelines(db))[0];
  const keys = mapping.kind === "deal" ? new Map<string, string[]>() : await keysOf(db, mapping.kind);
  const existing = (await existingOf()).flatMap(withEveryKey);
  const owners = new Map(existing.map(({ id, ownerId }) => [id, ownerId]));
  return {
    known: {
      today,
      currency: workspace.currency,
      persons: people.map(({ id, name, email }) => ({ id, name, email })),
      organizations: organizations.map(({ id, name }) => ({ id, name })),
      products: products.map(({ id, name, price }) => ({ id, name, listPrice: price })),
      stages: pipeline?.stages ?? stagesToCome(file, mapping, workspace.locale),
      existing,
    },
    standings: { owners, organizations: await changeable(), hasPipeline: pipeline !== undefined },
  };

  /** Of a record that became one with another, once for each key that files know it by. */
  function withEveryKey(one: Existing): Existing[] {
    const { record } = one;
    const more = record.kind === "deal" ? [] : (keys.get(one.id)?.slice(1) ?? []);
    return [one, ...more.map((key) => ({ ...one, record: { ...record, key } }))];
  }

  async function existingOf(): Promise<Existing[]> {
    const keyOf = (id: string) => keys.get(id)?.[0] ?? null;
    switch (mapping.kind) {
      case "person": {
        const teamOf = new Map(teams.map((team) => [team.id, team]));
        const nameOf = new Map(people.map((person) => [person.id, person.name]));
        return people.map(({ id, name, email, title, teamId }) => {
          const own = teams.find((team) => team.leadId === id);
          const team = own ? undefined : teamId ? teamOf.get(teamId) : undefined;
          const office = team?.leadId ? (team.parentId ? teamOf.get(team.parentId) : undefined) : team;
          const manager = team?.leadId ? (nameOf.get(team.leadId) ?? null) : null;
          return of(id, null, {
            kind: "person",
            key: keyOf(id),
            name,
            email,
            title,
            manager,
            office: office?.name ?? null,
          });
        });
      }
      case "organization": {
        const nameOf = new Map(organizations.map((one) => [one.id, one.name]));
        return organizations.map((one) => {
          const { id, name, industry, foundedYear, annualRevenue, employees, country, website } = one;
          const parent = one.parentId ? { id: one.parentId, name: nameOf.get(one.parentId) ?? "" } : null;
          const fields = { name, industry, foundedYear, annualRevenue, employees, country, website, parent };
          return of(id, one.ownerId, { kind: "organization", key: keyOf(id), ...fields, ...waysOf(one) });
        });
      }
      case "product":
        return products.map(({ id, name, series, price }) =>
          of(id, null, { kind: "product", key: keyOf(id), name, series, listPrice: price }),
        );
      case "contact":
        return (await allContacts(db)).map((one) => {
          const { id, name, reading, title, department } = one;
          const organization = organizations.find((other) => other.id === one.organizationId);
          return of(id, one.ownerId, {
            ...{ kind: "contact", key: keyOf(id), name, reading, title, department },
            ...waysOf(one),
            organization: organization ? { id: organization.id, name: organization.name } : null,
          });
        });
      case "deal": {
        const reasons = new Map((await readReasons(db)).map((reason) => [reason.id as string, reason.name]));
        return (await dealsByKeys(db, dealKeys(file, mapping))).map((deal) =>
          of(deal.id, deal.ownerId, dealRecord(deal, reasons)),
        );
      }
    }
  }

  /** For an admin all; else those of the file that the author may change. */
  async function changeable(): Promise<Set<string>> {
    if (mapping.kind !== "organization") return new Set();
    if (author.actor.admin) return new Set(organizations.map(({ id }) => id));
    const found = new Set<string>();
    for (const one of organizations)
      if (await mayChangeOrganization(db, author.actor, workspace, one, "w")) found.add(one.id);
    return found;
  }
}

/** The lists as a file would say them. */
function waysOf({ email, phone, emails, phones, addresses }: Ways & { email: string | null; phone: string | null }) {
  return { email, phone, emails: emailsText(emails), phones: phonesText(phones), addresses: addressesText(addresses) };
}

function of(id: string, ownerId: string | null, record: ImportRecord): Existing {
  return { id, ownerId, record };
}

async function readable(db: Reads, { actor, workspace }: Author) {
  const all = await allOrganizations(db);
  if (actor.admin) return all;
  const ids = all.map(({ id }) => id);
  const seen = await readableOrganizations(db, organizationReach(actor, workspace), ids);
  return all.filter(({ id }) => seen.has(id));
}

/** The stages of the pipeline that a first import of deals begins, without ids yet. */
function stagesToCome(file: CsvFile, mapping: Mapping, locale: string): Named[] {
  const column = mapping.columns.findIndex((one) => one?.field === "stage");
  const said = column < 0 ? [] : file.rows.map((row) => row.cells[column] ?? "");
  return (sampleStages(said) ?? firstStages(locale)).map(({ name }) => ({ id: "", name }));
}

/** The keys that the file's deals have or would be given. */
export function dealKeys(file: CsvFile, mapping: Mapping): string[] {
  const column = mapping.columns.findIndex((one) => one?.field === "key");
  if (column >= 0) return [...new Set(file.rows.map((row) => tidyName(row.cells[column] ?? "")))];
  const met = new Map<string, number>();
  return file.rows.map((row) => {
    const key = keyOfRow(row);
    const number = (met.get(key) ?? 0) + 1;
    met.set(key, number);
    return number === 1 ? key : `${key}-${number}`;
  });
}

/** A deal as an import would have written it. */
function dealRecord(deal: StoredDeal, reasons: ReadonlyMap<string, string>): DealRecord {
  const ref = (id: string | null): Ref | null => (id ? { id, name: "" } : null);
  const [line] = deal.lines;
  const { standing } = deal;
  const isOpen = standing.status === "open";
  const reason =
    isOpen || !standing.reason ? null : (standing.reason.text ?? reasons.get(standing.reason.id ?? "") ?? null);
  return {
    ...{ kind: "deal", key: deal.key, name: deal.name, owner: ref(deal.ownerId) ?? { id: null, name: "" } },
    ...{ organization: ref(deal.organizationId), product: ref(line?.productId ?? null), quantity: line?.quantity ?? 1 },
    ...{ value: deal.value, stage: ref(deal.stageId), openedOn: deal.openedOn, expectedOn: deal.expectedCloseOn },
    ...(standing.status === "open"
      ? { state: "open" as const }
      : standing.status === "won"
        ? { state: "won" as const, closedOn: standing.closedOn }
        : { state: "lost" as const, closedOn: standing.closedOn, reason }),
  };
}

/** Refuses what isn't there with the same 404 as what isn't theirs. */
export function noSuchImport(): Refusal {
  return new Refusal("imports.no_such_import", 404);
}
