import { sql } from "kysely";
import { type Reads, rows, type Tx } from "../db/db.ts";

/** Removes a sign-in with all that hangs on it (sessions, passwords, keys), and answers the addresses it had. */
export async function eraseLogin(tx: Tx, userId: string): Promise<string[]> {
  await sql`delete from tokens where subject = ${userId}`.execute(tx);
  const gone = await rows<{ email: string }>(tx, sql`delete from "user" where id = ${userId} returning email`);
  return gone.map(({ email }) => email);
}

/** What is held of a sign-in; never a password or a key. */
export async function heldOfLogin(db: Reads, userId: string): Promise<Record<string, readonly object[]>> {
  return {
    user: await rows<object>(
      db,
      sql`select name, email, admin, locale, disabled_at, "createdAt" from "user" where id = ${userId}`,
    ),
    account: await rows<object>(
      db,
      sql`select "providerId", "accountId", "createdAt" from account where "userId" = ${userId}`,
    ),
    passkeys: await rows<object>(db, sql`select name, made_at, used_at from passkeys where user_id = ${userId}`),
    api_keys: await rows<object>(
      db,
      sql`select name, hint, areas, made_at, expires_at, used_on, revoked_at from api_keys where user_id = ${userId}`,
    ),
    session: await rows<object>(
      db,
      sql`select "ipAddress", "userAgent", "createdAt", "updatedAt" from session where "userId" = ${userId}`,
    ),
  };
}
