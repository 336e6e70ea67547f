import { newId } from "#lib/id.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { nameKey, type PersonId } from "#modules/people/person.ts";
import type { Deal, DealId, ProductId, Standing } from "#modules/pipeline/deal.ts";
import { type Line, plainLine } from "#modules/pipeline/line.ts";
import {
  type ImportedDeal,
  importDeals,
  type ListedReason,
  lockDeal,
  readPipelines,
  readRates,
  readReasons,
  saveContactOn,
  updateImported,
} from "#modules/pipeline/server/public.ts";
import type { Pipeline, Stage } from "#modules/pipeline/stage.ts";
import type { Tx } from "#platform/db/db.ts";
import type { DealRecord } from "../record.ts";
import { type Applying, created, type RowOf, updated } from "./applyRows.ts";
import { type Counting, counting, isSameMoney } from "./countedIn.ts";
import type { Finder } from "./names.ts";
import { saveOwnValues } from "./saveOwn.ts";
import { insertChanges } from "./store.ts";

/** Deals with their history at their own dates; those that are there already by the events of what changed. */
export async function applyDeals(tx: Tx, applying: Applying, rows: readonly RowOf<DealRecord>[]): Promise<void> {
  const { importId, author, now, find } = applying;
  const pipelines = await readPipelines(tx);
  if (pipelines.length === 0) throw new Error("The import's pipeline is not there");
  const reasons = (await readReasons(tx)).filter(({ kind }) => kind === "lost");
  const counted = counting(author, await readRates(tx, author.workspace.currency));
  const by: Found = { find, pipelines, reasons, counted };
  const imported: ImportedDeal[] = [];
  const fresh = created(rows);
  for (const { record } of fresh) imported.push({ ...(await dealOf(record, by)), id: newId<"deal">(), importId });
  const when = { now, today: author.today };
  if (imported.length > 0)
    await importDeals(
      tx,
      imported,
      pipelines.flatMap(({ stages }) => stages),
      { ...when, zone: author.workspace.zone },
    );
  for (const [at, { record }] of fresh.entries()) {
    const contactId = (await find("contact", record.contact)) as ContactId | null;
    if (contactId) await saveContactOn(tx, { id: imported[at]!.id, contactId, partId: null }, now);
  }
  await saveOwnValues(
    tx,
    applying,
    fresh.map(({ record }, at) => ({ id: imported[at]!.id, record })),
  );
  for (const { id, record } of updated(rows)) {
    const was = await lockDeal(tx, id as DealId);
    if (!was || was.deletedAt) continue;
    await updateImported(tx, was, mergeDeal(was, await dealOf(record, by, was)), when);
    const custom = (await saveOwnValues(tx, applying, [{ id, record }])).get(id) ?? {};
    await insertChanges(tx, importId, [{ kind: "deal", id, version: was.version + 1, was: { ...was, custom } }]);
  }
}

type Found = {
  find: Finder;
  pipelines: readonly Pipeline[];
  reasons: readonly ListedReason[];
  counted: Counting;
};
export type PlainDeal = Omit<ImportedDeal, "id" | "importId">;

/** A deal that closed without saying from which stage stands in the last one. */
export async function dealOf(
  record: DealRecord,
  { find, pipelines, reasons, counted }: Found,
  was?: Deal,
): Promise<PlainDeal> {
  const stageId = record.stage && (await find("stage", record.stage));
  const first = pipelines[0]?.stages ?? [];
  const fallback = record.state === "open" ? first[0] : first.at(-1);
  const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId) ?? (fallback as Stage);
  const productId = (await find("product", record.product)) as ProductId | null;
  return {
    ...{ key: record.key, name: record.name, pipelineId: stage.pipelineId, stageId: stage.id },
    organizationId: (await find("organization", record.organization)) as OrganizationId | null,
    ownerId: (await find("person", record.owner)) as PersonId | null,
    value: record.value,
    ...(was && isSameMoney(was.value, record.value)
      ? { baseMinor: was.baseMinor, countedBy: was.countedBy }
      : counted(record.value, record.state === "open" ? null : record.closedOn)),
    lines: productId ? [lineOf(productId, record)] : [],
    ...{ openedOn: record.openedOn, expectedCloseOn: record.expectedOn, standing: standingOf(record, reasons) },
  };
}

/** The line's price is what the deal's value gives for each, so that lines and value say the same. */
function lineOf(productId: ProductId, { quantity, value }: DealRecord): Line {
  return plainLine(productId, quantity, Math.floor(value.minor / quantity));
}

function standingOf(record: DealRecord, reasons: readonly ListedReason[]): Standing {
  if (record.state === "open") return { status: "open" };
  if (record.state === "won") return { status: "won", closedOn: record.closedOn, reason: null };
  const text = record.reason;
  const listed = text ? reasons.find(({ name }) => nameKey(name) === nameKey(text)) : undefined;
  const reason = listed ? { id: listed.id, text: null } : text ? { id: null, text } : null;
  return { status: "lost", closedOn: record.closedOn, reason };
}

/** A closed deal keeps the stage it closed from, and a deal of several products its lines, which no row can say. */
function mergeDeal(was: Deal, said: PlainDeal): Deal {
  const keepsStage = said.standing.status !== "open";
  const lines = was.lines.length > 1 || sameLine(was.lines, said.lines) ? was.lines : said.lines;
  const { stageId, pipelineId } = keepsStage ? was : said;
  return { ...was, ...said, stageId, pipelineId, lines };
}

function sameLine([was]: readonly Line[], [said]: readonly Line[]): boolean {
  return was?.productId === said?.productId && was?.quantity === said?.quantity;
}
