import { sql } from "kysely";
import { type Reads, row } from "../db/db.ts";

/** Ten wrong tries for one address or from one host within a quarter of an hour, then none until it has passed. */
const limits = { address: 10, host: 50 };
const minutes = 15;

type Attempt = { email: string; host: string };

export async function isTriedTooOften(db: Reads, { email, host }: Attempt): Promise<boolean> {
  const counts = await row<{ address: number; host: number }>(
    db,
    sql`
    select
      count(*) filter (where what = ${`address:${email.toLowerCase()}`}) as address,
      count(*) filter (where what = ${`host:${host}`}) as host
    from sign_in_failures
    where what in (${`address:${email.toLowerCase()}`}, ${`host:${host}`})
      and at > now() - make_interval(mins => ${minutes})`,
  );
  return counts !== undefined && (counts.address >= limits.address || counts.host >= limits.host);
}

export async function noteFailure(db: Reads, { email, host }: Attempt): Promise<void> {
  await sql`
    insert into sign_in_failures (what)
    values (${`address:${email.toLowerCase()}`}), (${`host:${host}`})`.execute(db);
}

export async function forgetFailures(db: Reads, email: string): Promise<void> {
  await sql`delete from sign_in_failures where what = ${`address:${email.toLowerCase()}`}`.execute(db);
}
