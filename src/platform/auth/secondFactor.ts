import { randomInt } from "node:crypto";
import { sql } from "kysely";
import { Secret, TOTP } from "otpauth";
import { encode } from "uqr";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, type Tx } from "../db/db.ts";
import { hashOf } from "./auth.ts";
import { seal, unseal } from "./seal.ts";

const purpose = "authenticator";
const periodSeconds = 30;
const recoveryCount = 10;
/** Letters and digits that aren't mistaken for one another. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

const totpOf = (secret: string, label = "") =>
  new TOTP({ issuer: "Clinch", label, secret: Secret.fromBase32(secret), digits: 6, period: periodSeconds });

/** What an authenticator app is given: the secret as text and address, and the picture of the address as an SVG path. */
export type Started = { secret: string; address: string; picture: { size: number; path: string } };

/** A new secret, which replaces one that was never confirmed. */
export async function startAuthenticator(tx: Tx, userId: string, label: string): Promise<Started> {
  const secret = new Secret({ size: 20 }).base32;
  await sql`
    insert into authenticators (user_id, secret) values (${userId}, ${await seal(tx, purpose, secret)})
    on conflict (user_id) do update set secret = excluded.secret, last_step = 0, started_at = now()
    where authenticators.confirmed_at is null`.execute(tx);
  const address = totpOf(secret, label).toString();
  return { secret, address, picture: pictureOf(address) };
}

/** Drawn here, so that no third party sees the secret. */
function pictureOf(text: string): Started["picture"] {
  const { size, data } = encode(text, { ecc: "M", border: 2 });
  const squares = data.flatMap((line, y) => line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join("") };
}

type Kept = { secret: string; lastStep: number; confirmedAt: Instant | null; seconds: string };

/** The first right code makes it count. Answers the recovery codes, shown this once; undefined for a wrong code. */
export async function confirmAuthenticator(tx: Tx, userId: string, code: string): Promise<string[] | undefined> {
  const kept = await keptOf(tx, userId);
  if (!kept || kept.confirmedAt || !(await spendStep(tx, userId, kept, code))) return undefined;
  await sql`update authenticators set confirmed_at = now() where user_id = ${userId}`.execute(tx);
  return makeRecoveryCodes(tx, userId);
}

/** Takes a code of the app or a recovery code, each once. The caller counts the tries and holds the login's lock. */
export async function spendCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const kept = await keptOf(tx, userId);
  if (!kept?.confirmedAt) return false;
  return (await spendStep(tx, userId, kept, code)) || spendRecoveryCode(tx, userId, code);
}

async function keptOf(db: Reads, userId: string): Promise<Kept | undefined> {
  return row<Kept>(
    db,
    sql`
    select secret, last_step as "lastStep", confirmed_at as "confirmedAt", extract(epoch from now()) as seconds
    from authenticators
    where user_id = ${userId}`,
  );
}

/** RFC 6238 §5.2: a code that was accepted is not accepted again, and none from before it. One step early or late is forgiven. */
async function spendStep(tx: Tx, userId: string, kept: Kept, code: string): Promise<boolean> {
  const digits = code.replace(/\s/g, "");
  const secret = /^\d{6}$/.test(digits) ? await unseal(tx, purpose, kept.secret) : undefined;
  if (!secret) return false;
  const timestamp = Number(kept.seconds) * 1000;
  const off = totpOf(secret).validate({ token: digits, timestamp, window: 1 });
  if (off === null) return false;
  const step = Math.floor(timestamp / 1000 / periodSeconds) + off;
  const spent = await row(
    tx,
    sql`update authenticators set last_step = ${step} where user_id = ${userId} and last_step < ${step} returning user_id`,
  );
  return spent !== undefined;
}

/** Ten new codes; those from before are over. */
export async function makeRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCount }, makeRecoveryCode);
  await sql`delete from recovery_codes where user_id = ${userId}`.execute(tx);
  await sql`
    insert into recovery_codes (user_id, hash)
    select ${userId}, hash from unnest(${codes.map(recoveryHash)}::text[]) as new (hash)`.execute(tx);
  return codes;
}

/** Four times four letters: about 79 bits, so that a fast hash is enough. */
function makeRecoveryCode(): string {
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return [four(), four(), four(), four()].join("-");
}

const recoveryHash = (code: string) => hashOf(`recovery:${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`);

async function spendRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const spent = await row(
    tx,
    sql`
    update recovery_codes set used_at = now()
    where user_id = ${userId} and hash = ${recoveryHash(code)} and used_at is null
    returning user_id`,
  );
  return spent !== undefined;
}

/** Without its second step; sessions that were proved by a code count as proved by a password alone. */
export async function removeAuthenticator(tx: Tx, userId: string): Promise<boolean> {
  const removed = await row(tx, sql`delete from authenticators where user_id = ${userId} returning user_id`);
  await sql`delete from recovery_codes where user_id = ${userId}`.execute(tx);
  await sql`update session set proof = 'password' where "userId" = ${userId} and proof = 'code'`.execute(tx);
  return removed !== undefined;
}

export async function hasAuthenticator(db: Reads, userId: string): Promise<boolean> {
  return (await authenticatorOf(db, userId)) !== undefined;
}

export async function authenticatorOf(
  db: Reads,
  userId: string,
): Promise<{ since: Instant; recoveryCodesLeft: number } | undefined> {
  return row(
    db,
    sql<{ since: Instant; recoveryCodesLeft: number }>`
    select
      confirmed_at as since,
      (select count(*) from recovery_codes where recovery_codes.user_id = ${userId} and used_at is null) as "recoveryCodesLeft"
    from authenticators
    where user_id = ${userId} and confirmed_at is not null`,
  );
}

/** The session has shown a second factor by setting one up. */
export async function raiseProof(tx: Tx, token: string, proof: "code" | "passkey"): Promise<void> {
  await sql`update session set proof = ${proof} where token = ${token} and proof in ('password', 'link')`.execute(tx);
}
