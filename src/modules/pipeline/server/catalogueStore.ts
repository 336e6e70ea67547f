// The SQL of what deals are made of: pipelines with their stages, products, and the lists of reasons, ranks and parts.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import { type Money, money } from "#lib/money.ts";
import type { Instant } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { PartId, ProductId, RankId, ReasonId } from "../deal.ts";
import type { Recurs } from "../line.ts";
import type { Pipeline, PipelineId, Stage, StageId } from "../stage.ts";

const stageColumns = sql.raw(
  `id, pipeline_id as "pipelineId", name, position, probability, rot_days as "rotDays", requires`,
);

/** The pipelines that are in use, in their order, with the stages that stand. */
export async function readPipelines(db: Reads): Promise<Pipeline[]> {
  const pipelines = await rows<Omit<Pipeline, "stages">>(
    db,
    sql`select id, name, win_requires as "winRequires" from pipelines where archived_at is null order by position, id`,
  );
  const stages = await rows<Stage>(
    db,
    sql`select ${stageColumns} from stages where removed_at is null order by position, id`,
  );
  return pipelines.map((one) => ({ ...one, stages: stages.filter((stage) => stage.pipelineId === one.id) }));
}

export async function archivedPipelines(db: Reads): Promise<{ id: PipelineId; name: string }[]> {
  return rows<{ id: PipelineId; name: string }>(
    db,
    sql`select id, name from pipelines where archived_at is not null order by position, id`,
  );
}

/** Every stage there ever was, by id: what the history calls them. */
export async function stageNames(db: Reads): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(db, sql`select id, name from stages`);
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** A stage, removed or not. */
export async function stageById(db: Reads, id: StageId): Promise<Stage | undefined> {
  return row<Stage>(db, sql`select ${stageColumns} from stages where id = ${id}`);
}

/** A stage that deals may come to. */
export async function openStage(db: Reads, id: StageId): Promise<Stage | undefined> {
  return row<Stage>(
    db,
    sql`
    select ${stageColumns} from stages
    where id = ${id} and removed_at is null
      and pipeline_id in (select id from pipelines where archived_at is null)`,
  );
}

/** Where the deals of a removed stage went, however often that was removed in turn; itself while it stands. */
export async function stageNow(db: Reads, id: StageId): Promise<Stage | undefined> {
  return row<Stage>(
    db,
    sql`
    with recursive went (id, into_id, removed_at) as (
      select id, into_id, removed_at from stages where id = ${id}
      union
      select stages.id, stages.into_id, stages.removed_at from stages join went on stages.id = went.into_id
    )
    select ${stageColumns} from stages where id = (select id from went where removed_at is null limit 1)`,
  );
}

export async function insertPipeline(tx: Tx, name: string): Promise<PipelineId> {
  const id = newId<"pipeline">();
  await sql`insert into pipelines (id, name, position) values (${id}, ${name}, (select coalesce(max(position), 0) + 1 from pipelines))`.execute(
    tx,
  );
  return id;
}

export async function savePipeline(
  tx: Tx,
  one: { id: PipelineId; name: string; winRequires: readonly string[] },
): Promise<void> {
  await sql`update pipelines set name = ${one.name}, win_requires = ${[...one.winRequires]}::text[] where id = ${one.id}`.execute(
    tx,
  );
}

export async function archivePipeline(tx: Tx, id: PipelineId, at: Instant | null): Promise<boolean> {
  const found = await row(tx, sql`update pipelines set archived_at = ${at} where id = ${id} returning id`);
  return found !== undefined;
}

type Ordered = "pipelines" | "stages" | "reasons" | "forecast_ranks" | "contact_parts";

/** Puts rows in the order of their ids. */
export async function setOrder(tx: Tx, table: Ordered, ids: readonly string[]): Promise<void> {
  await sql`
    update ${sql.table(table)} as listed set position = wanted.place
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
    where listed.id = wanted.id`.execute(tx);
}

type NewStage = Pick<Stage, "pipelineId" | "name" | "probability"> & Partial<Pick<Stage, "rotDays" | "requires">>;

export async function insertStage(tx: Tx, stage: NewStage): Promise<Stage> {
  const made = await row<Stage>(
    tx,
    sql`
    insert into stages (id, pipeline_id, name, name_key, position, probability, rot_days, requires)
    values (${newId()}, ${stage.pipelineId}, ${stage.name}, ${nameKey(stage.name)},
      (select coalesce(max(position), 0) + 1 from stages where pipeline_id = ${stage.pipelineId}), ${stage.probability},
      ${stage.rotDays ?? null}, ${stage.requires ?? []}::text[])
    returning ${stageColumns}`,
  );
  return made!;
}

export async function saveStage(tx: Tx, { id, name, probability, rotDays, requires }: Stage): Promise<void> {
  await sql`
    update stages
    set name = ${name}, name_key = ${nameKey(name)}, probability = ${probability}, rot_days = ${rotDays}, requires = ${requires}::text[]
    where id = ${id}`.execute(tx);
}

export async function takeStageOut(tx: Tx, id: StageId, into: StageId, at: Instant): Promise<void> {
  await sql`update stages set removed_at = ${at}, into_id = ${into} where id = ${id}`.execute(tx);
}

export type Product = {
  id: ProductId;
  name: string;
  series: string | null;
  price: Money;
  archived: boolean;
  version: number;
  /** What its lines start with. */
  taxPercent: number;
  recurs: Recurs | null;
  periods: number;
};
type ProductRow = Omit<Product, "price" | "taxPercent"> & { priceMinor: number; currency: string; taxPercent: string };
const productColumns = sql.raw(
  `id, name, series, price_minor as "priceMinor", currency, archived_at is not null as archived, version, tax_percent as "taxPercent", recurs, periods`,
);
const product = ({ priceMinor, currency, taxPercent, ...rest }: ProductRow): Product => ({
  ...rest,
  taxPercent: Number(taxPercent),
  price: money(priceMinor, currency),
});

export async function readProducts(db: Reads): Promise<Product[]> {
  return (await rows<ProductRow>(db, sql`select ${productColumns} from products order by name, id`)).map(product);
}

type NewProduct = Pick<Product, "name" | "series" | "price"> &
  Partial<Pick<Product, "taxPercent" | "recurs" | "periods">> & { importId?: string | null };

export async function insertProducts(tx: Tx, all: readonly NewProduct[]): Promise<ProductId[]> {
  const ids = all.map(() => newId<"product">());
  await sql`
    insert into products (id, name, name_key, series, price_minor, currency, import_id, tax_percent, recurs, periods)
    select * from unnest(
      ${ids}::uuid[], ${all.map((one) => one.name)}::text[], ${all.map((one) => nameKey(one.name))}::text[], ${all.map((one) => one.series)}::text[],
      ${all.map((one) => one.price.minor)}::bigint[], ${all.map((one) => one.price.currency)}::text[], ${all.map((one) => one.importId ?? null)}::uuid[],
      ${all.map((one) => one.taxPercent ?? 0)}::numeric[], ${all.map((one) => one.recurs ?? null)}::text[], ${all.map((one) => one.periods ?? 1)}::int[]
    )`.execute(tx);
  return ids;
}

export async function saveProduct(tx: Tx, one: Product, now: Instant): Promise<void> {
  await sql`
    update products
    set name = ${one.name}, name_key = ${nameKey(one.name)}, series = ${one.series}, price_minor = ${one.price.minor}, currency = ${one.price.currency},
        tax_percent = ${one.taxPercent}, recurs = ${one.recurs}, periods = ${one.periods},
        archived_at = case when ${one.archived} then coalesce(archived_at, ${now}) end, version = version + 1
    where id = ${one.id}`.execute(tx);
}

export async function productNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from products where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

export type ListedReason = { id: ReasonId; kind: "won" | "lost"; name: string };

/** Those one may choose. */
export async function readReasons(db: Reads): Promise<ListedReason[]> {
  return rows<ListedReason>(
    db,
    sql`select id, kind, name from reasons where archived_at is null order by kind, position, id`,
  );
}

/** A reason that was once in the list comes back. */
export async function insertReason(tx: Tx, kind: "won" | "lost", name: string): Promise<ListedReason> {
  const made = await row<ListedReason>(
    tx,
    sql`
    insert into reasons (id, kind, name, position)
    values (${newId()}, ${kind}, ${name}, (select coalesce(max(position), 0) + 1 from reasons where kind = ${kind}))
    on conflict (kind, name) do update set archived_at = null
    returning id, kind, name`,
  );
  return made!;
}

export async function changeReasonRow(
  tx: Tx,
  id: ReasonId,
  { name, archivedAt }: { name?: string | undefined; archivedAt?: Instant | undefined },
): Promise<ListedReason | undefined> {
  return row<ListedReason>(
    tx,
    sql`
    update reasons set name = coalesce(${name ?? null}, name), archived_at = coalesce(${archivedAt ?? null}::timestamptz, archived_at)
    where id = ${id}
    returning id, kind, name`,
  );
}

/** The workspace's own lists of words: how sure a rep is, and which part a contact has. */
export type WordList = "forecast_ranks" | "contact_parts";
export type ListedRank = { id: RankId; name: string };
export type ListedPart = { id: PartId; name: string };

export async function readWords(db: Reads, list: WordList): Promise<{ id: string; name: string }[]> {
  return rows<{ id: string; name: string }>(
    db,
    sql`select id, name from ${sql.table(list)} where archived_at is null order by position, id`,
  );
}

export async function readRanks(db: Reads): Promise<ListedRank[]> {
  return rows<ListedRank>(db, sql`select id, name from forecast_ranks where archived_at is null order by position, id`);
}

export async function readParts(db: Reads): Promise<ListedPart[]> {
  return rows<ListedPart>(db, sql`select id, name from contact_parts where archived_at is null order by position, id`);
}

export async function insertWord(tx: Tx, list: WordList, name: string): Promise<string> {
  const id = newId();
  await sql`
    insert into ${sql.table(list)} (id, name, position)
    values (${id}, ${name}, (select coalesce(max(position), 0) + 1 from ${sql.table(list)}))`.execute(tx);
  return id;
}

export async function changeWordRow(
  tx: Tx,
  list: WordList,
  id: string,
  { name, archivedAt }: { name?: string | undefined; archivedAt?: Instant | undefined },
): Promise<boolean> {
  const found = await row(
    tx,
    sql`
    update ${sql.table(list)}
    set name = coalesce(${name ?? null}, name), archived_at = coalesce(${archivedAt ?? null}::timestamptz, archived_at)
    where id = ${id}
    returning id`,
  );
  return found !== undefined;
}

export async function importedProducts(db: Reads, importId: string) {
  return rows<{ id: ProductId; name: string; version: number }>(
    db,
    sql`select id, name, version from products where import_id = ${importId}`,
  );
}

/** Removes a pipeline with its stages; refused by the database while a deal stands in it. */
export async function deletePipelines(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from stages where pipeline_id = any(${[...ids]}::uuid[])`.execute(tx);
  await sql`delete from pipelines where id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function deleteProducts(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from products where id = any(${[...ids]}::uuid[])`.execute(tx);
}
