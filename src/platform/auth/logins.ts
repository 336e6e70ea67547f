import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import { type Reads, row, rows, type Tx } from "../db/db.ts";
import { touched } from "../ground.ts";
import { voidTokens } from "./auth.ts";
import { hashPassword, isPassword } from "./password.ts";

type NewUser = { email: string; name: string; password: string | null; admin: boolean; locale: string | null };

/** Makes a sign-in, with a password or none. The address must be new: the database refuses a second one. */
export async function createUser(tx: Tx, { email, name, password, admin, locale }: NewUser): Promise<string> {
  const id = newId();
  await sql`
    insert into "user" (id, name, email, "emailVerified", admin, locale)
    values (${id}, ${name}, ${email.toLowerCase()}, true, ${admin}, ${locale})`.execute(tx);
  if (password !== null) await setPassword(tx, id, password);
  return id;
}

/** Gives a sign-in another password, or its first one. */
export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  await sql`
    insert into account (id, "accountId", "providerId", "userId", password)
    values (${newId()}, ${userId}, 'credential', ${userId}, ${await hashPassword(password)})
    on conflict ("userId", "providerId") do update set password = excluded.password, "updatedAt" = now()`.execute(tx);
}

/** Of no password there is: what an unknown address is compared with, so that it takes the same work as a known one. */
const nobodys = `${"0".repeat(32)}:${"0".repeat(128)}`;

/** Whose address and password these are; undefined also for a disabled login. Hashes once, whoever asks. */
export async function loginByPassword(
  db: Reads,
  email: string,
  password: string,
  check: typeof isPassword = isPassword,
): Promise<string | undefined> {
  const found = await row<{ id: string; password: string | null; disabled: boolean }>(
    db,
    sql`
    select "user".id, account.password, "user".disabled_at is not null as disabled
    from "user" left join account on account."userId" = "user".id and account."providerId" = 'credential'
    where "user".email = ${email.toLowerCase()}`,
  );
  const right = await check(found?.password ?? nobodys, password);
  return right && found?.password && !found.disabled ? found.id : undefined;
}

/** A password asked again of who is signed in; true without looking where the login has none. */
export async function isPasswordOf(db: Reads, userId: string, password: string): Promise<boolean> {
  const hash = await passwordHash(db, userId);
  return hash === null || isPassword(hash, password);
}

export async function hasPassword(db: Reads, userId: string): Promise<boolean> {
  return (await passwordHash(db, userId)) !== null;
}

async function passwordHash(db: Reads, userId: string): Promise<string | null> {
  const found = await row<{ password: string | null }>(
    db,
    sql`select password from account where "userId" = ${userId} and "providerId" = 'credential'`,
  );
  return found?.password ?? null;
}

export type Login = { id: string; email: string; admin: boolean; disabled: boolean };

export async function loginByEmail(db: Reads, email: string): Promise<Login | undefined> {
  return row<Login>(
    db,
    sql`select id, email, admin, disabled_at is not null as disabled from "user" where email = ${email.toLowerCase()}`,
  );
}

/** What open sockets of a login listen to, to look at once whether they may stay. */
export const loginTopic = (userId: string) => `login:${userId}`;

/** Ends the sessions of a login, but for one. */
export async function endSessions(tx: Tx, userId: string, but: string | null = null): Promise<number> {
  const ended = await rows(
    tx,
    sql`delete from session where "userId" = ${userId} and token is distinct from ${but} returning id`,
  );
  touched(tx, loginTopic(userId));
  return ended.length;
}

/** A login that may no longer sign in: nothing that was given to it works any longer, and nothing comes back when it is enabled again. */
export async function endAccess(tx: Tx, userId: string): Promise<void> {
  await endSessions(tx, userId);
  await voidTokens(tx, { subject: userId });
  await sql`update api_keys set revoked_at = now() where user_id = ${userId} and revoked_at is null`.execute(tx);
}
