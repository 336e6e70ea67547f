import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { ImportId } from "../importRun.ts";
import type { Plan, PlannedRow } from "../planRows.ts";
import type { ImportRecord } from "../record.ts";
import { applyActivities } from "./applyActivities.ts";
import { applyDealContacts, applyLines, applyRoles } from "./applyBeside.ts";
import { applyContacts } from "./applyContacts.ts";
import { applyDeals } from "./applyDeals.ts";
import { applyLeads } from "./applyLeads.ts";
import { applyOrganizations, linkParents } from "./applyOrganizations.ts";
import { applyPersons, seatPersons } from "./applyPersons.ts";
import { applyProducts } from "./applyProducts.ts";
import { applyRates } from "./applyRates.ts";
import type { Author } from "./author.ts";
import { makeImplied } from "./makeImplied.ts";
import { type Finder, finder } from "./names.ts";
import { insertKeys } from "./store.ts";

/** What every kind of record is written with. */
export type Applying = {
  importId: ImportId;
  author: Author;
  plan: Plan;
  now: Instant;
  find: Finder;
};

export type RowOf<Record extends ImportRecord> = Omit<PlannedRow, "record"> & { record: Record };

/** Writes a batch of planned rows, in the import's transaction. What many rows name and nothing holds is made first. */
export async function applyRows(
  tx: Tx,
  applying: Omit<Applying, "find">,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const { plan } = applying;
  if (from === 0) await makeImplied(tx, applying);
  const all: Applying = { ...applying, find: finder(tx) };
  const rows = plan.rows.slice(from, to).filter(({ outcome }) => outcome === "create" || outcome === "update");
  const isLast = to >= plan.rows.length;
  switch (plan.kind) {
    case "person":
      await applyPersons(tx, all, rowsOf(rows, "person"));
      if (isLast) await seatPersons(tx, all);
      return touched(tx, "people");
    case "organization":
      await applyOrganizations(tx, all, rowsOf(rows, "organization"));
      if (isLast) await linkParents(tx, all);
      return touched(tx, "organizations");
    case "product":
      await applyProducts(tx, all, rowsOf(rows, "product"));
      return touched(tx, "pipelines");
    case "rate":
      return applyRates(tx, all, rowsOf(rows, "rate"));
    case "contact":
      await applyContacts(tx, all, rowsOf(rows, "contact"));
      return touched(tx, "contacts");
    case "deal":
      await applyDeals(tx, all, rowsOf(rows, "deal"));
      return touched(tx, "deals", "organizations", "pipelines");
    case "role":
      await applyRoles(tx, all, rowsOf(rows, "role"));
      return touched(tx, "contacts", "organizations");
    case "line":
      await applyLines(tx, all, rowsOf(rows, "line"));
      return touched(tx, "deals", "pipelines");
    case "dealContact":
      return applyDealContacts(tx, all, rowsOf(rows, "dealContact"));
    case "lead":
      await applyLeads(tx, all, rowsOf(rows, "lead"));
      return touched(tx, "leads", "organizations");
    case "activity":
      await applyActivities(tx, all, rowsOf(rows, "activity"));
      return touched(tx, "activities", "deals");
  }
}

function rowsOf<Kind extends ImportRecord["kind"]>(rows: readonly PlannedRow[], kind: Kind) {
  return rows.flatMap((row) =>
    row.record?.kind === kind ? [{ ...row, record: row.record as Extract<ImportRecord, { kind: Kind }> }] : [],
  );
}

export function created<Row extends PlannedRow>(rows: readonly Row[]): Row[] {
  return rows.filter(({ outcome }) => outcome === "create");
}

export function updated<Row extends PlannedRow>(rows: readonly Row[]): (Row & { id: string })[] {
  return rows.flatMap((row) => (row.outcome === "update" && row.id ? [{ ...row, id: row.id }] : []));
}

/** Remembers the other program's keys, by which the rows are known again. */
export async function keepKeys(
  tx: Tx,
  { importId, plan }: Applying,
  rows: readonly { id: string; record: ImportRecord }[],
): Promise<void> {
  await insertKeys(
    tx,
    importId,
    plan.kind,
    rows.map(({ id, record }) => ({ id, key: record.key })),
  );
}
