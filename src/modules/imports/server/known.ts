import { money } from "#lib/money.ts";
import { can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { readTypes } from "#modules/activities/server/public.ts";
import type { Contact, Organization } from "#modules/contacts/organization.ts";
import {
  allContacts,
  allOrganizations,
  mayChangeOrganization,
  organizationReach,
  readableOrganizations,
} from "#modules/contacts/server/public.ts";
import { readFields } from "#modules/fields/server/public.ts";
import { peopleOn } from "#modules/people/server/public.ts";
import {
  dealReach,
  dealsNamed,
  firstStages,
  readCampaigns,
  readParts,
  readPipelines,
  readProducts,
  readRates,
  readSources,
} from "#modules/pipeline/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { cellText } from "../blankCell.ts";
import type { Mapping } from "../mapping.ts";
import type { CsvFile } from "../readCsv.ts";
import type { Known, KnownDeal, KnownStage, Named } from "../record.ts";
import { sampleStages } from "../sampleStages.ts";
import { fieldedBy, fieldOf, type OwnField } from "../target.ts";
import { tidyName } from "../tidyName.ts";
import { isUuid } from "./askedKeys.ts";
import type { Author } from "./author.ts";
import { existingRecords } from "./existing.ts";
import type { Standings } from "./mayImport.ts";
import { keysOf } from "./store.ts";

/** What the workspace holds, as the rules of imports want it, and what the author may do with it. */
export async function knownFor(
  db: Reads,
  author: Author,
  file: CsvFile,
  mapping: Mapping,
): Promise<{ known: Known; standings: Standings }> {
  const { workspace, today } = author;
  const { people } = await peopleOn(db, today);
  const organizations = await readable(db, author);
  const products = await readProducts(db);
  const pipelines = await readPipelines(db);
  const fields = await ownFields(db);
  const asks = (value: string) =>
    mapping.columns.some((column) => column && fieldOf(mapping.kind, column.field, fields)?.value === value);
  const contacts = asks("contact") ? await readableContacts(db, author) : [];
  const deals = asks("deal") ? await dealsSaid(db, author, file, mapping) : [];
  const existing = await existingRecords(db, {
    ...{ author, file, mapping, organizations, deals, contacts },
    fields: fieldsOfKind(fields, mapping),
  });
  const inUse = (all: readonly (Named & { archived: boolean })[]) => all.filter(({ archived }) => !archived);
  return {
    known: {
      ...{ today, currency: workspace.currency, zone: workspace.zone, existing, mayAdd: author.actor.admin },
      persons: people.map(({ id, name, email }) => ({ id, name, email })),
      organizations: await named(db, "organization", organizations),
      products: products.map(({ id, name, price }) => ({ id, name, listPrice: price })),
      pipelines: pipelines.map(({ id, name, winRequires }) => ({ id, name, winRequires })),
      rates: mapping.kind === "deal" || mapping.kind === "line" ? await readRates(db, workspace.currency) : [],
      stages:
        pipelines.length > 0
          ? pipelines.flatMap(({ stages }) => stages)
          : stagesToCome(file, mapping, workspace.locale),
      contacts: contacts.length > 0 ? await named(db, "contact", contacts) : [],
      deals,
      sources: mapping.kind === "lead" ? inUse(await readSources(db)) : [],
      campaigns: mapping.kind === "lead" ? inUse(await readCampaigns(db)) : [],
      parts: mapping.kind === "dealContact" ? await readParts(db) : [],
      fields: fieldsOfKind(fields, mapping),
      activityTypes: (await readTypes(db))
        .filter(({ archivedAt }) => !archivedAt)
        .map(({ id, name }) => ({ id, name })),
    },
    standings: {
      owners: new Map(existing.map(({ id, ownerId }) => [id, ownerId])),
      dealOwners: new Map(deals.map(({ id, ownerId = null }) => [id, ownerId])),
      contactOwners: new Map(contacts.map(({ id, ownerId }) => [id as string, ownerId])),
      organizations: await changeable(db, author, mapping, organizations),
      hasPipeline: pipelines.length > 0,
    },
  };
}

/** The workspace's own fields that a file may fill. */
export async function ownFields(db: Reads): Promise<OwnField[]> {
  return (await readFields(db)).filter(({ archived, type }) => !archived && type !== "formula");
}

function fieldsOfKind(fields: readonly OwnField[], mapping: Mapping): OwnField[] {
  return fields.filter(({ record }) => record === fieldedBy(mapping.kind));
}

/** With what other programs call them. */
async function named(db: Reads, kind: "organization" | "contact", all: readonly Named[]): Promise<Named[]> {
  const keys = await keysOf(db, kind);
  return all.map(({ id, name }) => ({ id, name, keys: keys.get(id) }));
}

/** For an admin all; else those of the file that the author may change. */
async function changeable(
  db: Reads,
  { actor, workspace }: Author,
  mapping: Mapping,
  organizations: readonly Organization[],
): Promise<Set<string>> {
  if (mapping.kind !== "organization") return new Set();
  if (actor.admin) return new Set(organizations.map(({ id }) => id));
  const found = new Set<string>();
  for (const one of organizations) if (await mayChangeOrganization(db, actor, workspace, one, "w")) found.add(one.id);
  return found;
}

async function readable(db: Reads, { actor, workspace }: Author): Promise<Organization[]> {
  const all = await allOrganizations(db);
  if (actor.admin) return all;
  const ids = all.map(({ id }) => id);
  const seen = await readableOrganizations(db, organizationReach(actor, workspace), ids);
  return all.filter(({ id }) => seen.has(id));
}

async function readableContacts(db: Reads, { actor, workspace }: Author): Promise<Contact[]> {
  const all = await allContacts(db);
  if (actor.admin || reachOf(actor, "contact", "r", workspace).all) return all;
  return all.filter((one) => can("contact", "r", standingToOwner(actor, one, workspace)));
}

/** The deals that the file's rows are about. */
async function dealsSaid(
  db: Reads,
  { actor, workspace }: Author,
  file: CsvFile,
  mapping: Mapping,
): Promise<KnownDeal[]> {
  const said = (field: string) => {
    const column = mapping.columns.findIndex((one) => one?.field === field);
    return column < 0 ? [] : [...new Set(file.rows.map((row) => tidyName(cellText(row.cells[column] ?? ""))))];
  };
  const keys = said("dealKey");
  const asked = { names: said("deal"), keys, ids: keys.filter(isUuid) };
  const reach = actor.admin ? ({ all: true } as const) : dealReach(actor, workspace);
  return (await dealsNamed(db, reach, asked)).map(({ key, valueMinor, currency, ...one }) => ({
    ...{ ...one, keys: key ? [key] : [], value: money(valueMinor, currency) },
  }));
}

/** The stages of the pipeline that a first import of deals begins, without ids yet. */
function stagesToCome(file: CsvFile, mapping: Mapping, locale: string): KnownStage[] {
  const column = mapping.columns.findIndex((one) => one?.field === "stage");
  const said = column < 0 ? [] : file.rows.map((row) => row.cells[column] ?? "");
  return (sampleStages(said) ?? firstStages(locale)).map(({ name, probability }) => ({ id: "", name, probability }));
}

/** Refuses what isn't there with the same 404 as what isn't theirs. */
export function noSuchImport(): Refusal {
  return new Refusal("imports.no_such_import", 404);
}
