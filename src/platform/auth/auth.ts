import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import { type Reads, row, type Tx } from "../db/db.ts";

const sessionDays = 30;
/** How long somebody may be on their way in: between password and code, or at the identity provider. */
export const passingHours = 10 / 60;

/** What was shown to get a session. A code, a passkey or the company's identity provider count as a second factor. */
export type Proof = "password" | "link" | "code" | "passkey" | "identity";

/** Where a session is from, for the list of where one is signed in. */
export type From = { browser: string | null; address: string | null };

/** Cookies and keys of this deployment: made and recognised by its secret alone, without asking the database. */
export type Auth = {
  readonly cookieName: string;
  /** Wrong tries at one thing within a quarter of an hour, before no more are taken. */
  readonly tries: number;
  /** The token in a session cookie whose signature is ours, or null. */
  tokenIn(cookieHeader: string | undefined): string | null;
  /** The API key in an Authorization header whose tag is ours, or null. */
  keyIn(authorization: string | undefined): string | null;
  makeKey(): string;
  /** Always a new session, so that none from before can be slipped under somebody. Answers the cookie to set. */
  startSession(db: Reads, userId: string, proof?: Proof, from?: From): Promise<string>;
  endCookie(): string;
  /** A cookie for the few minutes on the way in; null takes it away. */
  passingCookie(name: string, value: string | null): string;
  passing(headers: Headers, name: string): string | undefined;
};

const keyForm = /^Bearer (clinch_[\w-]{43})_([\w-]{8})$/;

type AuthOptions = { secret: string; origin: string; tries: number };

export function openAuth({ secret, origin, tries }: AuthOptions): Auth {
  const secure = origin.startsWith("https:");
  const named = (name: string) => `${secure ? "__Secure-" : ""}clinch.${name}`;
  const cookieName = named("session_token");
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  const cookie = (name: string, value: string, seconds: number) =>
    `${name}=${value}; Max-Age=${seconds}; ${attributes}`;
  const sign = (token: string) => createHmac("sha256", secret).update(token).digest();
  const tagOf = (key: string) => sign(key).toString("base64url").slice(0, 8);
  return {
    cookieName,
    tries,
    tokenIn: (header) => tokenIn(cookieIn(header, cookieName), sign),
    keyIn: (header) => {
      const [, key = "", tag = ""] = keyForm.exec(header ?? "") ?? [];
      return key && isSame(Buffer.from(tag), Buffer.from(tagOf(key))) ? `${key}_${tag}` : null;
    },
    makeKey: () => {
      const key = `clinch_${randomBytes(32).toString("base64url")}`;
      return `${key}_${tagOf(key)}`;
    },
    startSession: async (db, userId, proof = "password", from = { browser: null, address: null }) => {
      const token = randomBytes(24).toString("base64url");
      await sql`
        insert into session (id, token, "userId", proof, "userAgent", "ipAddress", "expiresAt")
        values (${newId()}, ${token}, ${userId}, ${proof}, ${from.browser}, ${from.address}, now() + make_interval(days => ${sessionDays}))`.execute(
        db,
      );
      const value = encodeURIComponent(`${token}.${sign(token).toString("base64")}`);
      return cookie(cookieName, value, sessionDays * 86_400);
    },
    endCookie: () => cookie(cookieName, "", 0),
    passingCookie: (name, value) => cookie(named(name), value ?? "", value ? passingHours * 3600 : 0),
    passing: (headers, name) => cookieIn(headers.get("cookie") ?? undefined, named(name)),
  };
}

function cookieIn(header: string | undefined, name: string): string | undefined {
  return header
    ?.split(/; */)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function tokenIn(raw: string | undefined, sign: (token: string) => Buffer): string | null {
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
  return isSame(Buffer.from(value.slice(dot + 1), "base64"), sign(token)) ? token : null;
}

function isSame(given: Buffer, want: Buffer): boolean {
  return given.length === want.length && timingSafeEqual(given, want);
}

/** The key that signs sessions, made once for this deployment. */
export async function sessionSecret(db: Reads): Promise<string> {
  const fresh = randomBytes(32).toString("base64url");
  await sql`insert into secrets (name, value) values ('session', ${fresh}) on conflict do nothing`.execute(db);
  const found = await row<{ value: string }>(db, sql`select value from secrets where name = 'session'`);
  if (!found) throw new Error("The session secret could not be read back");
  return found.value;
}

/** A one-time token of 192 bits; only its hash is kept. */
export async function issueToken(db: Reads, purpose: string, subject: string | null, hours: number): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await sql`
    insert into tokens (hash, purpose, subject, expires_at)
    values (${hashOf(token)}, ${purpose}, ${subject}, now() + make_interval(secs => ${hours * 3600}))`.execute(db);
  return token;
}

type Subject = { subject: string | null };

/** Uses a token up. Its subject, or undefined when it is unknown, used, or too old. */
export async function spendToken(tx: Tx, purpose: string, token: string): Promise<Subject | undefined> {
  return row(
    tx,
    sql<Subject>`
    update tokens
    set used_at = now()
    where hash = ${hashOf(token)} and purpose = ${purpose} and used_at is null and expires_at > now()
    returning subject`,
  );
}

/** What a token would be taken for, without using it. */
export async function tokenSeen(db: Reads, purpose: string, token: string): Promise<Subject | undefined> {
  return row(
    db,
    sql<Subject>`
    select subject from tokens
    where hash = ${hashOf(token)} and purpose = ${purpose} and used_at is null and expires_at > now()`,
  );
}

export async function isTokenGood(db: Reads, purpose: string, token: string): Promise<boolean> {
  return (await tokenSeen(db, purpose, token)) !== undefined;
}

/** Every token for this subject is over, or for one of these purposes. */
export async function voidTokens(
  tx: Tx,
  { subject = null, purposes = [] }: { subject?: string | null; purposes?: readonly string[] },
): Promise<void> {
  await sql`
    update tokens set used_at = now()
    where used_at is null and (subject = ${subject}::text or purpose = any(${[...purposes]}::text[]))`.execute(tx);
}

/** What is kept of a secret of full entropy: nobody guesses 192 bits, so one round is enough. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
