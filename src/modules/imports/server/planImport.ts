import { Refusal } from "#lib/refusal.ts";
import { nameKey } from "#modules/people/person.ts";
import type { Rate } from "#modules/pipeline/rate.ts";
import type { Reads } from "#platform/db/db.ts";
import { type Choice, causes, type Finding } from "../finding.ts";
import { guessColumns, guessMapping } from "../guessMapping.ts";
import { inImportOrder } from "../importRun.ts";
import type { Mapping, MappingNote } from "../mapping.ts";
import { type Plan, planRows } from "../planRows.ts";
import { type CsvFile, readCsv } from "../readCsv.ts";
import type { ImportRecord, Known, Named, RateRecord } from "../record.ts";
import type { OwnField } from "../target.ts";
import type { TargetKind } from "../targetKinds.ts";
import type { Author } from "./author.ts";
import { knownFor, noSuchImport, ownFields } from "./known.ts";
import { mayImport } from "./mayImport.ts";
import { bytesOf, type ImportRun, importRuns } from "./store.ts";

export type Planned = { file: CsvFile; mapping: Mapping; plan: Plan; known: Known };

/** By what a file's columns are guessed: the workspace's currency and its own fields. */
export type Guessing = { currency: string; own: readonly OwnField[] };

export async function guessingIn(db: Reads, { workspace }: Author): Promise<Guessing> {
  return { currency: workspace.currency, own: await ownFields(db) };
}

export async function readUploaded(db: Reads, { id, reading }: Pick<ImportRun, "id" | "reading">): Promise<CsvFile> {
  const bytes = await bytesOf(db, id);
  if (!bytes) throw noSuchImport();
  return readCsv(bytes, reading);
}

/** What was chosen for the columns, else what is guessed; `kind` unknown for a file nobody has said anything about. */
export function mappingOf(
  file: CsvFile,
  run: Pick<ImportRun, "mapping" | "fileName">,
  { currency, own }: Guessing,
): { mapping: Mapping | null; notes: MappingNote[] } {
  if (run.mapping) return { mapping: run.mapping, notes: [] };
  const { kind, columns, notes } = guessMapping(file, { currency, own, fileName: run.fileName });
  return { mapping: kind === "unknown" ? null : { kind, columns }, notes };
}

export function guessAs(file: CsvFile, kind: TargetKind, guessing: Guessing): Mapping {
  const { columns } = guessColumns(file, kind, guessing);
  return { kind, columns };
}

/** Plans every row as it would go in now. `waiting`: as if the author's other files had gone in before it. */
export async function planImport(
  db: Reads,
  run: ImportRun,
  author: Author,
  { waiting }: { waiting: boolean } = { waiting: false },
): Promise<Planned> {
  const file = await readUploaded(db, run);
  const { mapping } = mappingOf(file, run, await guessingIn(db, author));
  if (!mapping) throw new Refusal("imports.kind_unknown", 422);
  // Listed first: a file that gets done meanwhile is then met twice rather than not at all.
  const before = waiting ? await waitingBefore(db, run, mapping.kind) : [];
  const { known, standings } = await knownFor(db, author, file, mapping);
  let all = known;
  for (const other of before) all = withRecords(all, await planOf(db, other, author));
  const may = mayImport(author.actor, author.workspace, standings);
  return { file, mapping, known: all, plan: planRows(file, mapping, all, run.settled, may) };
}

/**
 * The author's files that wait and bring names, without ids yet: the people of one own the deals of the next, and its activities are about
 * them.
 */
async function waitingBefore(db: Reads, { id, author }: ImportRun, kind: TargetKind): Promise<ImportRun[]> {
  const runs = (await importRuns(db, author ?? undefined)).filter(
    (run) => run.id !== id && (run.state === "draft" || run.state === "queued" || run.state === "running"),
  );
  return inImportOrder(runs).filter(({ kind: before }) => isNamedBy(before, kind));
}

const naming: Readonly<Record<"deal" | "contact", readonly TargetKind[]>> = {
  deal: ["activity", "line", "dealContact"],
  contact: ["activity", "deal", "role", "dealContact", "lead"],
};

/** Contacts and deals are named by what is about them, rates count what is worth something, all else is named by all; what is about others is named by nothing. */
function isNamedBy(before: ImportRun["kind"], kind: TargetKind): boolean {
  if (before === "rate") return kind === "deal" || kind === "line";
  if (before === "deal" || before === "contact") return naming[before].includes(kind);
  return before === "person" || before === "organization" || before === "product";
}

async function planOf(db: Reads, run: ImportRun, author: Author): Promise<Plan | undefined> {
  try {
    return (await planImport(db, run, author)).plan;
  } catch (error) {
    // A file that can't be read yet brings no names.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function withRecords(known: Known, plan: Plan | undefined): Known {
  if (!plan) return known;
  const coming = plan.rows.flatMap(({ outcome, id, findings, record }) =>
    (outcome !== "problem" || waits(findings)) && record ? [{ id: id ?? "", record }] : [],
  );
  const implied: readonly ImportRecord[] = [
    ...plan.implied.persons,
    ...plan.implied.organizations,
    ...plan.implied.products,
  ];
  const all = [...coming, ...implied.map((record) => ({ id: "", record }))];
  const named = (kind: TargetKind) =>
    all.flatMap(({ id, record }) =>
      record.kind === kind ? [{ id, name: record.name, keys: record.key === null ? [] : [record.key] }] : [],
    );
  return {
    ...known,
    persons: added(known.persons, named("person")),
    organizations: added(known.organizations, named("organization")),
    products: added(
      known.products,
      all.flatMap(({ id, record }) =>
        record.kind === "product" ? [{ id, name: record.name, listPrice: record.listPrice }] : [],
      ),
    ),
    contacts: addedById(known.contacts, named("contact")),
    deals: addedById(known.deals, named("deal")),
    rates: [...all.flatMap(({ record }) => (record.kind === "rate" ? [rateIn(record)] : [])), ...known.rates],
  };
}

function rateIn({ currency, rateOn, rate }: RateRecord): Rate {
  return { from: currency, on: rateOn, rate };
}

const comeWithOthers: ReadonlySet<Finding["code"]> = new Set(["unknown_person", "unknown_product", "no_rate"]);

/** A deal that waits for the people or the rates of another file comes in once they are here. */
function waits(findings: readonly Finding[]): boolean {
  return findings.every(({ code }) => comeWithOthers.has(code) || !isFatal(code));
}

function isFatal(code: Finding["code"]): boolean {
  const [first]: readonly Choice[] = causes[code];
  return first === "skip_rows";
}

/** Two contacts or deals may have one name. */
function addedById(there: readonly Named[], more: readonly Named[]): Named[] {
  const ids = new Set(there.map(({ id }) => id));
  return [...there, ...more.filter(({ id }) => id === "" || !ids.has(id))];
}

function added<Item extends { name: string }>(there: readonly Item[], more: readonly Item[]): Item[] {
  const names = new Set(there.map(({ name }) => nameKey(name)));
  return [...there, ...more.filter(({ name }) => !names.has(nameKey(name)))];
}
