import { Refusal } from "#lib/refusal.ts";
import { nameKey } from "#modules/people/person.ts";
import type { Reads } from "#platform/db/db.ts";
import { guessColumns, guessMapping } from "../guessMapping.ts";
import type { ImportId } from "../importRun.ts";
import type { Mapping, MappingNote } from "../mapping.ts";
import { type Plan, planRows } from "../planRows.ts";
import { type CsvFile, readCsv } from "../readCsv.ts";
import type { Known } from "../record.ts";
import type { TargetKind } from "../target.ts";
import type { Author } from "./author.ts";
import { knownFor, noSuchImport } from "./known.ts";
import { mayImport } from "./mayImport.ts";
import { bytesOf, type ImportRun, importRuns } from "./store.ts";

export type Planned = { file: CsvFile; mapping: Mapping; plan: Plan; known: Known };

export async function readUploaded(db: Reads, { id, reading }: Pick<ImportRun, "id" | "reading">): Promise<CsvFile> {
  const bytes = await bytesOf(db, id);
  if (!bytes) throw noSuchImport();
  return readCsv(bytes, reading);
}

/** What was chosen for the columns, else what is guessed; `kind` unknown for a file nobody has said anything about. */
export function mappingOf(
  file: CsvFile,
  run: Pick<ImportRun, "mapping" | "fileName">,
  currency: string,
): { mapping: Mapping | null; notes: MappingNote[] } {
  if (run.mapping) return { mapping: run.mapping, notes: [] };
  const { kind, columns, notes } = guessMapping(file, { currency, fileName: run.fileName });
  return { mapping: kind === "unknown" ? null : { kind, columns }, notes };
}

export function guessAs(file: CsvFile, kind: TargetKind, currency: string): Mapping {
  const { columns } = guessColumns(file, kind, { currency });
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
  const { mapping } = mappingOf(file, run, author.workspace.currency);
  if (!mapping) throw new Refusal("imports.kind_unknown", 422);
  const { known, standings } = await knownFor(db, author, file, mapping);
  const all = waiting ? await withWaiting(db, run.id, run.author, author, known) : known;
  const may = mayImport(author.actor, author.workspace, standings);
  return { file, mapping, known: all, plan: planRows(file, mapping, all, run.settled, may) };
}

/** Names that the author's waiting files will bring, without ids yet: the people of one file own the deals of the next. */
async function withWaiting(
  db: Reads,
  id: ImportId,
  userId: string | null,
  author: Author,
  known: Known,
): Promise<Known> {
  const runs = (await importRuns(db, userId ?? undefined)).filter(
    (run) => run.id !== id && (run.state === "draft" || run.state === "queued" || run.state === "running"),
  );
  let grown = known;
  for (const run of runs) {
    if (run.kind === "deal" || run.kind === "contact" || run.kind === "unknown" || run.kind === "sample") continue;
    grown = withRecords(grown, await planOf(db, run, author));
  }
  return grown;
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
  const records = [
    ...plan.rows.flatMap(({ outcome, record }) => (outcome === "create" && record ? [record] : [])),
    ...plan.implied.persons,
    ...plan.implied.organizations,
    ...plan.implied.products,
  ];
  const added = <Item extends { name: string }>(there: readonly Item[], more: readonly Item[]): Item[] => {
    const names = new Set(there.map(({ name }) => nameKey(name)));
    return [...there, ...more.filter(({ name }) => !names.has(nameKey(name)))];
  };
  const of = (kind: TargetKind) => records.filter((record) => record.kind === kind);
  return {
    ...known,
    persons: added(
      known.persons,
      of("person").map(({ name }) => ({ id: "", name })),
    ),
    organizations: added(
      known.organizations,
      of("organization").map(({ name }) => ({ id: "", name })),
    ),
    products: added(
      known.products,
      of("product").map((one) => ({
        id: "",
        name: one.name,
        listPrice: one.kind === "product" ? one.listPrice : null,
      })),
    ),
  };
}
