import { sql } from "kysely";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { type Proof, voidTokens } from "#platform/auth/auth.ts";
import { createUser, endAccess, endSessions, loginTopic } from "#platform/auth/logins.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { lockFor, touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { PersonId } from "../person.ts";
import { openInvitationsOf } from "./invitationStore.ts";
import { invitationPurpose } from "./invite.ts";
import { giveLogin } from "./store.ts";

/** Signing in by a link that the console printed: what its token is for. */
export const linkPurpose = "sign-in-link";

/** Gives a person a login, with a password or none yet. The address is refused where another login has it. */
export async function addLogin(
  tx: Tx,
  login: {
    personId: PersonId;
    name: string;
    email: string;
    password: string | null;
    admin: boolean;
    locale?: string | null;
  },
): Promise<string> {
  if (await row(tx, sql`select 1 from "user" where email = ${login.email.toLowerCase()}`))
    throw refuseField("people.address_taken", "/email");
  const userId = await createUser(tx, { ...login, locale: login.locale ?? null });
  if (!(await giveLogin(tx, login.personId, userId, login.email))) throw new Refusal("people.has_a_login", 409);
  touched(tx, "people");
  return userId;
}

type LoginChange = { disabled?: boolean | undefined; admin?: boolean | undefined };

/** `by` is who asks, or null for the console, which may also change whoever runs it; the last admin stays in any case. */
export async function setLogin(tx: Tx, by: string | null, id: string, change: LoginChange): Promise<void> {
  await lockFor(tx, "admins"); // two admins who demote each other at once would leave none
  if (id === by) throw new Refusal("people.not_yourself", 409);
  const was = await row<{ admin: boolean; disabled: boolean }>(
    tx,
    sql`select admin, disabled_at is not null as disabled from "user" where id = ${id}`,
  );
  if (!was) throw new Refusal("people.no_such_login", 404);
  const became = { admin: change.admin ?? was.admin, disabled: change.disabled ?? was.disabled };
  await sql`
    update "user"
    set admin = ${became.admin}, disabled_at = case when ${became.disabled} then coalesce(disabled_at, now()) end
    where id = ${id}`.execute(tx);
  if (change.disabled !== undefined) await endAllAccess(tx, id);
  await requireAnAdmin(tx);
  audit(tx, "user", id, changesBetween(was, became, ["admin", "disabled"]));
  touched(tx, "people", loginTopic(id));
}

/** Signs a colleague out everywhere. One's own sessions are ended one by one, so that nobody locks themselves out by a slip. */
export async function endSessionsOf(tx: Tx, by: string, id: string): Promise<number> {
  if (id === by) throw new Refusal("people.not_yourself", 409);
  if (!(await row(tx, sql`select 1 from "user" where id = ${id}`))) throw new Refusal("people.no_such_login", 404);
  const ended = await endSessions(tx, id);
  audit(tx, "user", id, [{ field: "sessions", was: ended, became: 0 }]);
  return ended;
}

/** Also the invitations that they sent and nobody has accepted: whoever may no longer come in lets nobody in. */
async function endAllAccess(tx: Tx, userId: string): Promise<void> {
  await endAccess(tx, userId);
  await voidTokens(tx, { purposes: (await openInvitationsOf(tx, userId)).map(invitationPurpose) });
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
  proof: Proof;
  browser: string | null;
  address: string | null;
};

export function sessionsOf(db: Reads, userId: string): Promise<OpenSession[]> {
  return rows<OpenSession>(
    db,
    sql`
    select id, token, "createdAt" as "startedAt", proof, "userAgent" as browser, "ipAddress" as address
    from session
    where "userId" = ${userId} and "expiresAt" > now()
    order by "createdAt" desc`,
  );
}

export async function endSession(tx: Tx, userId: string, id: string): Promise<void> {
  const ended = await row(tx, sql`delete from session where id = ${id} and "userId" = ${userId} returning id`);
  if (!ended) throw new Refusal("people.no_such_session", 404);
  touched(tx, loginTopic(userId));
}

/** By its token: signing out. */
export async function endThisSession(tx: Tx, userId: string, token: string): Promise<void> {
  await sql`delete from session where token = ${token}`.execute(tx);
  touched(tx, loginTopic(userId));
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

export async function hasAdmin(db: Reads): Promise<boolean> {
  return (await adminCount(db)) > 0;
}
