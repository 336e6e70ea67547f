import { sql } from "kysely";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { createUser } from "#platform/auth/auth.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { lockFor, touched } from "#platform/ground.ts";
import type { PersonId } from "../person.ts";
import { giveLogin } from "./store.ts";

/** Signing in by a link that the console printed: what its token is for. */
export const linkPurpose = "sign-in-link";

/** Gives a person a login with a password. The address is refused where another login has it. */
export async function addLogin(
  tx: Tx,
  login: { personId: PersonId; name: string; email: string; password: string; admin: boolean; locale?: string | null },
): Promise<string> {
  if (await row(tx, sql`select 1 from "user" where email = ${login.email.toLowerCase()}`))
    throw refuseField("people.address_taken", "/email");
  const userId = await createUser(tx, { ...login, locale: login.locale ?? null });
  if (!(await giveLogin(tx, login.personId, userId, login.email))) throw new Refusal("people.has_a_login", 409);
  touched(tx, "people");
  return userId;
}

export async function setLogin(
  tx: Tx,
  by: string,
  id: string,
  change: { disabled?: boolean | undefined; admin?: boolean | undefined },
): Promise<void> {
  await lockFor(tx, "admins"); // two admins who demote each other at once would leave none
  if (id === by) throw new Refusal("people.not_yourself", 409);
  const login = await row<{ admin: boolean }>(tx, sql`select admin from "user" where id = ${id}`);
  if (!login) throw new Refusal("people.no_such_login", 404);
  if (change.admin !== undefined) await sql`update "user" set admin = ${change.admin} where id = ${id}`.execute(tx);
  if (change.disabled !== undefined)
    await sql`update "user" set disabled_at = ${change.disabled ? sql`now()` : null} where id = ${id}`.execute(tx);
  if (change.disabled) await sql`delete from session where "userId" = ${id}`.execute(tx);
  await requireAnAdmin(tx);
  touched(tx, "people");
}

/** The last admin stays, whatever this transaction did. */
export async function requireAnAdmin(tx: Tx): Promise<void> {
  if ((await adminCount(tx)) === 0) throw new Refusal("people.last_admin", 409);
}

export async function adminCount(db: Reads): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    sql`select count(*) as count from "user" where admin and disabled_at is null`,
  );
  return counted?.count ?? 0;
}

export type OpenSession = {
  id: string;
  token: string;
  startedAt: string;
  seenAt: string;
  browser: string | null;
  address: string | null;
};

export function sessionsOf(db: Reads, userId: string): Promise<OpenSession[]> {
  return rows<OpenSession>(
    db,
    sql`
    select id, token, "createdAt" as "startedAt", "updatedAt" as "seenAt", "userAgent" as browser, "ipAddress" as address
    from session
    where "userId" = ${userId} and "expiresAt" > now()
    order by "updatedAt" desc`,
  );
}

export async function endSession(tx: Tx, userId: string, id: string): Promise<void> {
  const ended = await row(tx, sql`delete from session where id = ${id} and "userId" = ${userId} returning id`);
  if (!ended) throw new Refusal("people.no_such_session", 404);
}

export async function userOf(db: Reads, userId: string) {
  const found = await row<{ email: string; locale: string | null }>(
    db,
    sql`select email, locale from "user" where id = ${userId}`,
  );
  if (!found) throw new Refusal("people.sign_in_first", 401);
  return found;
}

export async function setLocale(tx: Tx, userId: string, locale: string | null): Promise<void> {
  await sql`update "user" set locale = ${locale} where id = ${userId}`.execute(tx);
}

export async function isDisabled(db: Reads, email: string): Promise<boolean> {
  return (
    (await row(db, sql`select 1 from "user" where email = ${email.toLowerCase()} and disabled_at is not null`)) !==
    undefined
  );
}

export async function hasAdmin(db: Reads): Promise<boolean> {
  return (await adminCount(db)) > 0;
}
