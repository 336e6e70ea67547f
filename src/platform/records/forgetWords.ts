import fs from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { type Reads, rows, type Tx } from "../db/db.ts";
import { groundOf } from "../ground.ts";

/** Blanks what the audit says of these records: that a field changed, when and by whom stays. */
export async function forgetAudit(tx: Tx, records: readonly string[]): Promise<void> {
  if (records.length === 0) return;
  await sql`set local clinch.erasing = 'on'`.execute(tx);
  await sql`
    update audit set was = null, became = null
    where record_id = any(${[...records]}::uuid[]) and (was is not null or became is not null)`.execute(tx);
  await sql`set local clinch.erasing = 'off'`.execute(tx);
}

/**
 * Forgets the mails to these addresses: those kept, those that wait or have left (pg-boss keeps a job after its work), and
 * the files of the data folder. Files go within the transaction: if it is rolled back, a copy is lost that the
 * database still has; the other way round a word could stay that nobody looks for again.
 */
export async function forgetMails(tx: Tx, addresses: readonly (string | null)[]): Promise<void> {
  const known = [...new Set(addresses.flatMap((one) => (one ? [one.toLowerCase()] : [])))];
  if (known.length === 0) return;
  await sql`delete from mails where lower(sent_to) = any(${known}::text[])`.execute(tx);
  await sql`delete from pgboss.job where lower(data ->> 'to') = any(${known}::text[])`.execute(tx);
  const tried = known.flatMap((one) => [`address:${one}`, `reset:${one}`]);
  await sql`delete from sign_in_failures where what = any(${tried}::text[])`.execute(tx);
  forgetMailFiles(path.join(groundOf(tx).data, "mails"), new Set(known));
}

/** A kept mail's first line is its address. */
function forgetMailFiles(folder: string, addresses: ReadonlySet<string>): void {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const to = /^To: (.*)/.exec(fs.readFileSync(file, "utf8"))?.[1]?.trim().toLowerCase();
    if (to && addresses.has(to)) fs.rmSync(file);
  }
}

/** What the ground holds of a record: its audit, its events, the mails to its address. */
export async function heldByGround(db: Reads, record: string, addresses: readonly (string | null)[]) {
  const known = addresses.flatMap((one) => (one ? [one.toLowerCase()] : []));
  return {
    audit: await rows<Record<string, unknown>>(
      db,
      sql`select record_kind, field, was, became, at from audit where record_id = ${record} order by at, id`,
    ),
    events: await rows<Record<string, unknown>>(
      db,
      sql`select name, facts, happened_at from events where record_id = ${record} order by recorded_at, id`,
    ),
    mails: await rows<Record<string, unknown>>(
      db,
      sql`select sent_to, subject, body_text, at from mails where lower(sent_to) = any(${known}::text[]) order by at`,
    ),
  };
}
