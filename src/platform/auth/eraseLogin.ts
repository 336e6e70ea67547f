import { sql } from "kysely";
import { type Reads, rows, type Tx } from "../db/db.ts";

/** Removes a sign-in with all that hangs on it (sessions, passwords, keys), and answers the addresses it had. */
export async function eraseLogin(tx: Tx, userId: string): Promise<string[]> {
  await sql`delete from verification where value = ${userId} or value like ${`%${userId}%`}`.execute(tx);
  const gone = await rows<{ email: string }>(tx, sql`delete from "user" where id = ${userId} returning email`);
  for (const { email } of gone) await sql`delete from verification where identifier like ${`%${email}%`}`.execute(tx);
  return gone.map(({ email }) => email);
}

/** What is held of a sign-in; never a password or a key. */
export async function heldOfLogin(db: Reads, userId: string): Promise<Record<string, readonly object[]>> {
  return {
    user: await rows<object>(
      db,
      sql`select name, email, admin, locale, disabled_at, "createdAt" from "user" where id = ${userId}`,
    ),
    session: await rows<object>(
      db,
      sql`select "ipAddress", "userAgent", "createdAt", "updatedAt" from session where "userId" = ${userId}`,
    ),
  };
}
