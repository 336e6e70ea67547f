import { nameKey } from "#modules/people/person.ts";
import type { ImportRecord, Known, OrganizationRecord, PersonRecord, ProductRecord, TeamRecord } from "./record.ts";

/** What rows name and nothing holds yet: to be made before the rows. Managers, and names a person chose to create. */
export type Implied = {
  persons: PersonRecord[];
  organizations: OrganizationRecord[];
  products: ProductRecord[];
  teams: TeamRecord[];
  offices: string[];
  stages: string[];
};

/** `records` are those that go in, in the file's order. A team is made for each manager, in the first office said. */
export function impliedBy(records: readonly ImportRecord[], known: Known): Implied {
  const persons = new Map<string, PersonRecord>();
  const organizations = new Map<string, OrganizationRecord>();
  const products = new Map<string, ProductRecord>();
  const teams = new Map<string, TeamRecord>();
  const offices = new Map<string, string>();
  const stages = new Map<string, string>();
  const own = new Set(records.map((record) => `${record.kind}:${nameKey(record.name)}`));
  const knownPeople = new Set(known.persons.map(({ name }) => nameKey(name)));
  const once = <R>(map: Map<string, R>, name: string, made: R) => {
    if (!map.has(nameKey(name))) map.set(nameKey(name), made);
  };
  for (const record of records) {
    if (record.kind === "person") {
      if (record.office) once(offices, record.office, record.office);
      if (!record.manager) continue;
      once(teams, record.manager, { manager: record.manager, office: record.office });
      const isThere = own.has(`person:${nameKey(record.manager)}`) || knownPeople.has(nameKey(record.manager));
      if (!isThere) once(persons, record.manager, barePerson(record.manager, record.office));
    }
    const organization = record.kind === "organization" ? record.parent : organizationOf(record);
    if (organization?.id === null && !own.has(`organization:${nameKey(organization.name)}`)) {
      once(organizations, organization.name, bareOrganization(organization.name));
    }
    if ((record.kind === "activity" || record.kind === "lead") && record.owner?.id === null)
      once(persons, record.owner.name, barePerson(record.owner.name, null));
    if (record.kind === "line" && record.product.id === null)
      once(products, record.product.name, bareProduct(record.product.name));
    if (record.kind !== "deal") continue;
    if (record.owner.id === null) once(persons, record.owner.name, barePerson(record.owner.name, null));
    if (record.stage?.id === null) once(stages, record.stage.name, record.stage.name);
    if (record.product?.id === null) once(products, record.product.name, bareProduct(record.product.name));
  }
  return {
    ...{ persons: [...persons.values()], organizations: [...organizations.values()], products: [...products.values()] },
    ...{ teams: [...teams.values()], offices: [...offices.values()], stages: [...stages.values()] },
  };
}

function organizationOf(record: ImportRecord) {
  return record.kind === "deal" || record.kind === "contact" || record.kind === "activity" || record.kind === "lead"
    ? record.organization
    : null;
}

function barePerson(name: string, office: string | null): PersonRecord {
  return { kind: "person", key: null, name, email: null, title: null, manager: null, office };
}

function bareOrganization(name: string): OrganizationRecord {
  return {
    ...{ kind: "organization", key: null, name, industry: null, foundedYear: null, annualRevenue: null },
    ...{ employees: null, country: null, website: null, email: null, phone: null, parent: null },
    ...{ emails: null, phones: null, addresses: null, custom: {} },
  };
}

function bareProduct(name: string): ProductRecord {
  return { kind: "product", key: null, name, series: null, listPrice: null };
}
