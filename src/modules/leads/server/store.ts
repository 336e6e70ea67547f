// The SQL of how leads are scored and answered, and of what work costs.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { ScoreRule } from "../score.ts";
import type { CountedKind } from "../touch.ts";

export type LeadSettings = {
  fromMinute: number;
  toMinute: number;
  hourMinor: number | null;
  minutes: Partial<Record<CountedKind | "research", number>>;
  rulesVersion: number;
};

export async function readSettings(db: Reads): Promise<LeadSettings> {
  const found = await row<LeadSettings>(
    db,
    sql`
    select from_minute as "fromMinute", to_minute as "toMinute", hour_minor as "hourMinor", minutes, rules_version as "rulesVersion"
    from lead_settings`,
  );
  return found ?? { fromMinute: 540, toMinute: 1080, hourMinor: null, minutes: {}, rulesVersion: 1 };
}

export async function saveSettings(tx: Tx, one: Omit<LeadSettings, "rulesVersion">): Promise<void> {
  await sql`
    update lead_settings
    set from_minute = ${one.fromMinute}, to_minute = ${one.toMinute}, hour_minor = ${one.hourMinor},
        minutes = ${JSON.stringify(one.minutes)}::jsonb,
        hour_import_id = case when hour_minor is not distinct from ${one.hourMinor}::bigint then hour_import_id end`.execute(
    tx,
  );
}

/** What the sample says an hour costs, where nobody said so. */
export async function beginHour(tx: Tx, hourMinor: number, importId: string): Promise<void> {
  await sql`
    update lead_settings set hour_minor = ${hourMinor}, hour_import_id = ${importId} where hour_minor is null`.execute(
    tx,
  );
}

export async function readRules(db: Reads): Promise<ScoreRule[]> {
  return rows<ScoreRule>(
    db,
    sql`select id, label, subject, field, question, value, points from score_rules order by position, id`,
  );
}

type NewRule = Omit<ScoreRule, "id">;

export async function replaceRules(tx: Tx, all: readonly NewRule[]): Promise<void> {
  await sql`delete from score_rules`.execute(tx);
  await insertRules(tx, all, null);
}

export async function insertRules(tx: Tx, all: readonly NewRule[], importId: string | null): Promise<void> {
  for (const [position, one] of all.entries())
    await sql`
      insert into score_rules (id, position, label, subject, field, question, value, points, import_id)
      values (${newId()}, ${position}, ${one.label}, ${one.subject}, ${one.field}, ${one.question}, ${one.value}, ${one.points},
        ${importId})`.execute(tx);
  await sql`update lead_settings set rules_version = rules_version + 1`.execute(tx);
}

/** Rules and an hour's price as an import wrote them: what somebody said since is theirs, and stays. */
export async function forgetImportedSettings(tx: Tx, importId: string): Promise<void> {
  await sql`delete from score_rules where import_id = ${importId}`.execute(tx);
  await sql`
    update lead_settings
    set hour_minor = case when hour_import_id = ${importId} then null else hour_minor end, hour_import_id = null,
        rules_version = rules_version + 1`.execute(tx);
}

export async function readRates(db: Reads): Promise<{ personId: string; hourMinor: number }[]> {
  return rows(db, sql`select person_id as "personId", hour_minor as "hourMinor" from work_rates order by person_id`);
}

export async function replaceRates(tx: Tx, all: readonly { personId: string; hourMinor: number }[]): Promise<void> {
  await sql`delete from work_rates`.execute(tx);
  await sql`
    insert into work_rates (person_id, hour_minor)
    select * from unnest(${all.map((one) => one.personId)}::uuid[], ${all.map((one) => one.hourMinor)}::bigint[])`.execute(
    tx,
  );
}

export async function forgetRate(tx: Tx, personId: string): Promise<void> {
  await sql`delete from work_rates where person_id = ${personId}`.execute(tx);
}

export async function rateOf(db: Reads, personId: string): Promise<object[]> {
  return rows<object>(db, sql`select hour_minor from work_rates where person_id = ${personId}`);
}

export const settingsExports: readonly ExportKind[] = [
  {
    name: "lead_settings",
    tables: ["lead_settings"],
    columns: ["from_minute", "to_minute", "hour", "currency", "minutes"],
    money: { hour: { minor: "hour_minor", currency: "currency" } },
    rows: sql`
      select from_minute, to_minute, hour_minor, workspace.currency, minutes from lead_settings cross join workspace`,
  },
  {
    name: "score_rules",
    tables: ["score_rules"],
    columns: ["id", "label", "subject", "field", "question", "value", "points"],
    rows: sql`select id, label, subject, field, question, value, points from score_rules order by position, id`,
  },
  {
    name: "work_rates",
    tables: ["work_rates"],
    columns: ["person", "person_id", "hour", "currency"],
    names: { person: { id: "person_id", kind: "person" } },
    money: { hour: { minor: "hour_minor", currency: "currency" } },
    rows: sql`select person_id, hour_minor, workspace.currency from work_rates cross join workspace order by person_id`,
  },
];
