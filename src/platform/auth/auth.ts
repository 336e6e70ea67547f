import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { betterAuth } from "better-auth";
import { hashPassword } from "better-auth/crypto";
import { sql } from "kysely";
import type { Pool } from "pg";
import { newId } from "#lib/id.ts";
import { type Reads, row, type Tx } from "../db/db.ts";

/** Sessions last thirty days and are renewed by use once a day. */
const sessionDays = 30;

/** The part of better-auth that we call; its own routes are not mounted, ours are, so that every answer has one form. */
export type Auth = {
  readonly cookieName: string;
  signIn(email: string, password: string, headers: Headers): Promise<Response>;
  signOut(headers: Headers): Promise<Response>;
  requestReset(email: string): Promise<void>;
  reset(token: string, password: string): Promise<boolean>;
  changePassword(current: string, next: string, headers: Headers): Promise<boolean>;
  /** The token in a session cookie whose signature is ours, or null. */
  tokenIn(cookieHeader: string | undefined): string | null;
  /** A session without a password, for a link that was proved by a token of its own; answers the cookie to set. */
  startSession(db: Reads, userId: string): Promise<string>;
};

export type AuthOptions = {
  /** A pool of its own, with the driver's usual types: better-auth wants `Date`s where the domain has instants. */
  pool: Pool;
  secret: string;
  origin: string;
  sendReset: (user: { id: string; email: string }, token: string) => Promise<void>;
};

export function openAuth({ pool, secret, origin, sendReset }: AuthOptions): Auth {
  const secure = origin.startsWith("https:");
  const auth = betterAuth({
    secret,
    baseURL: origin,
    basePath: "/api/auth",
    database: pool,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendReset(user, token),
    },
    session: { expiresIn: sessionDays * 86_400, updateAge: 86_400 },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: { cookiePrefix: "clinch", useSecureCookies: secure },
    logger: { disabled: true },
  });
  const cookieName = `${secure ? "__Secure-" : ""}clinch.session_token`;
  const sign = (token: string) => createHmac("sha256", secret).update(token).digest();
  return {
    cookieName,
    signIn: (email, password, headers) =>
      auth.api.signInEmail({ body: { email, password }, headers, asResponse: true }),
    signOut: (headers) => auth.api.signOut({ headers, asResponse: true }),
    requestReset: async (email) => void (await auth.api.requestPasswordReset({ body: { email } })),
    reset: (token, password) => succeeds(auth.api.resetPassword({ body: { token, newPassword: password } })),
    changePassword: (currentPassword, newPassword, headers) =>
      succeeds(auth.api.changePassword({ body: { currentPassword, newPassword, revokeOtherSessions: true }, headers })),
    tokenIn: (header) => tokenIn(header, cookieName, sign),
    startSession: async (reads, userId) => {
      const token = randomBytes(24).toString("base64url");
      await sql`
        insert into session (id, token, "userId", "expiresAt")
        values (${newId()}, ${token}, ${userId}, now() + make_interval(days => ${sessionDays}))`.execute(reads);
      const value = encodeURIComponent(`${token}.${sign(token).toString("base64")}`);
      const attributes = `Max-Age=${sessionDays * 86_400}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
      return `${cookieName}=${value}; ${attributes}`;
    },
  };
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "APIError") return false;
    throw error;
  }
}

function tokenIn(header: string | undefined, name: string, sign: (token: string) => Buffer): string | null {
  const raw = header
    ?.split("; ")
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (!raw) return null;
  let value: string;
  try {
    value = decodeURIComponent(raw);
  } catch {
    return null;
  }
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), "base64");
  const want = sign(token);
  return given.length === want.length && timingSafeEqual(given, want) ? token : null;
}

/** Makes a sign-in with a password. The address must be new: the database refuses a second one. */
export async function createUser(
  tx: Tx,
  {
    email,
    name,
    password,
    admin,
    locale,
  }: { email: string; name: string; password: string; admin: boolean; locale: string | null },
): Promise<string> {
  const id = newId();
  await sql`
    insert into "user" (id, name, email, "emailVerified", admin, locale)
    values (${id}, ${name}, ${email.toLowerCase()}, true, ${admin}, ${locale})`.execute(tx);
  await sql`
    insert into account (id, "accountId", "providerId", "userId", password)
    values (${newId()}, ${id}, 'credential', ${id}, ${await hashPassword(password)})`.execute(tx);
  return id;
}

/** Gives a sign-in another password, for the console: whoever may run it may do anything. */
export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  await sql`
    update account set password = ${await hashPassword(password)}, "updatedAt" = now()
    where "userId" = ${userId} and "providerId" = 'credential'`.execute(tx);
}

/** The key that signs sessions, made once for this deployment. */
export async function sessionSecret(db: Reads): Promise<string> {
  const fresh = randomBytes(32).toString("base64url");
  await sql`insert into secrets (name, value) values ('session', ${fresh}) on conflict do nothing`.execute(db);
  const found = await row<{ value: string }>(db, sql`select value from secrets where name = 'session'`);
  if (!found) throw new Error("The session secret could not be read back");
  return found.value;
}

/** A one-time token of 128 bits and more; only its hash is kept. */
export async function issueToken(db: Reads, purpose: string, subject: string | null, hours: number): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await sql`
    insert into tokens (hash, purpose, subject, expires_at)
    values (${hashOf(token)}, ${purpose}, ${subject}, now() + make_interval(hours => ${hours}))`.execute(db);
  return token;
}

/** Uses a token up. Its subject, or undefined when it is unknown, used, or too old. */
export async function spendToken(
  tx: Tx,
  purpose: string,
  token: string,
): Promise<{ subject: string | null } | undefined> {
  return row(
    tx,
    sql<{ subject: string | null }>`
    update tokens
    set used_at = now()
    where hash = ${hashOf(token)} and purpose = ${purpose} and used_at is null and expires_at > now()
    returning subject`,
  );
}

/** Whether a token would still be taken, without using it. */
export async function isTokenGood(db: Reads, purpose: string, token: string): Promise<boolean> {
  const found = await row(
    db,
    sql`
    select 1 from tokens
    where hash = ${hashOf(token)} and purpose = ${purpose} and used_at is null and expires_at > now()`,
  );
  return found !== undefined;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
