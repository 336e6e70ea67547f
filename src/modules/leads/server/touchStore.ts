// The SQL of touches that are written down.
import { sql } from "kysely";
import { erasedNames } from "#lib/erased.ts";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { TouchId, TouchKind } from "../touch.ts";

export type WrittenTouch = {
  id: TouchId;
  dealId: string | null;
  organizationId: string | null;
  kind: TouchKind;
  at: Instant;
  personId: string | null;
  minutes: number | null;
  costMinor: number | null;
  campaignId: string | null;
  note: string | null;
};

const columns = sql.raw(`
  id, deal_id as "dealId", organization_id as "organizationId", kind, at, person_id as "personId", minutes, cost_minor as "costMinor",
  campaign_id as "campaignId", note`);

export async function insertTouches(
  tx: Tx,
  all: readonly (Omit<WrittenTouch, "id"> & { generated?: boolean })[],
  now: Instant,
): Promise<TouchId[]> {
  const ids = all.map(() => newId<"touch">());
  const column = <Value>(of: (one: (typeof all)[number]) => Value) => all.map(of);
  await sql`
    insert into touches (id, deal_id, organization_id, kind, at, person_id, minutes, cost_minor, campaign_id, note, generated, created_at)
    select *, ${now}::timestamptz from unnest(
      ${ids}::uuid[], ${column((one) => one.dealId)}::uuid[], ${column((one) => one.organizationId)}::uuid[], ${column((one) => one.kind)}::text[],
      ${column((one) => one.at)}::timestamptz[], ${column((one) => one.personId)}::uuid[], ${column((one) => one.minutes)}::int[],
      ${column((one) => one.costMinor)}::bigint[], ${column((one) => one.campaignId)}::uuid[], ${column((one) => one.note)}::text[],
      ${column((one) => one.generated ?? false)}::boolean[]
    )`.execute(tx);
  return ids;
}

export async function touchesOn(
  db: Reads,
  on: { deals: readonly string[] } | { organization: string },
): Promise<WrittenTouch[]> {
  const which =
    "deals" in on ? sql`deal_id = any(${[...on.deals]}::uuid[])` : sql`organization_id = ${on.organization}`;
  return rows<WrittenTouch>(db, sql`select ${columns} from touches where ${which} order by at, id`);
}

export async function lockTouch(tx: Tx, id: TouchId): Promise<WrittenTouch | undefined> {
  return row<WrittenTouch>(tx, sql`select ${columns} from touches where id = ${id} for update`);
}

export async function deleteTouch(tx: Tx, id: TouchId): Promise<void> {
  await sql`delete from touches where id = ${id}`.execute(tx);
}

/** Touches that were written down of each deal: what a rule counts. */
export async function touchCounts(db: Reads, deals: readonly string[]): Promise<Map<string, number>> {
  const found = await rows<{ id: string; count: number }>(
    db,
    sql`select deal_id as id, count(*) as count from touches where deal_id = any(${[...deals]}::uuid[]) group by 1`,
  );
  return new Map(found.map(({ id, count }) => [id, count]));
}

export async function touchesBy(db: Reads, personId: string): Promise<object[]> {
  return rows<object>(
    db,
    sql`select kind, at, minutes, note from touches where person_id = ${personId} order by at, id`,
  );
}

/** What a person wrote of a touch may say more than what it cost. */
export async function forgetNotesBy(tx: Tx, personId: string): Promise<void> {
  await sql`
    update touches set note = ${erasedNames.text} where person_id = ${personId} and note is not null`.execute(tx);
}

export async function removeTouchesOf(tx: Tx, organizations: readonly string[]): Promise<void> {
  await sql`delete from touches where organization_id = any(${[...organizations]}::uuid[])`.execute(tx);
}

export const touchExports: readonly ExportKind[] = [
  {
    name: "touches",
    tables: ["touches"],
    columns: [
      ...["id", "kind", "at", "deal", "deal_id", "organization", "organization_id", "person", "person_id", "minutes"],
      ...["cost", "currency", "campaign", "campaign_id", "note", "generated"],
    ],
    names: {
      deal: { id: "deal_id", kind: "deal" },
      organization: { id: "organization_id", kind: "organization" },
      person: { id: "person_id", kind: "person" },
      campaign: { id: "campaign_id", kind: "campaign" },
    },
    money: { cost: { minor: "cost_minor", currency: "currency" } },
    rows: sql`
      select touches.id, kind, at, deal_id, organization_id, person_id, minutes, cost_minor, workspace.currency, campaign_id, note, generated
      from touches cross join workspace
      order by at, touches.id`,
  },
];
