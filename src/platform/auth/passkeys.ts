import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "../db/db.ts";
import { issueToken, passingHours, spendToken } from "./auth.ts";

/**
 * Passkeys ask who holds the device to prove themselves to it (user verification is required both times), so that one counts
 * as both factors. The challenge is a one-time token; the site is the configured origin, whatever the request says.
 */
const signingIn = "passkey-sign-in";
const adding = "passkey-adding";
/** EdDSA, ES256, RS256: what every authenticator knows. Named here, because asking Node for newer ones prints a warning. */
const algorithms = [-8, -7, -257];
const timeout = 5 * 60_000;

const siteOf = (origin: string) => new URL(origin).hostname;

export type Passkey = { id: string; name: string; madeAt: Instant; usedAt: Instant | null };

export function passkeysOf(db: Reads, userId: string): Promise<Passkey[]> {
  return rows<Passkey>(
    db,
    sql`select id, name, made_at as "madeAt", used_at as "usedAt" from passkeys where user_id = ${userId} order by made_at, id`,
  );
}

export async function askForNewPasskey(
  db: Reads,
  origin: string,
  who: { id: string; email: string; name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const challenge = await issueToken(db, adding, who.id, passingHours);
  return generateRegistrationOptions({
    rpName: "Clinch",
    rpID: siteOf(origin),
    userID: Buffer.from(who.id),
    userName: who.email,
    userDisplayName: who.name,
    challenge: Buffer.from(challenge, "base64url"),
    timeout,
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: (await passkeysOf(db, who.id)).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** Keeps a passkey that was made for this login just now. False for anything else. */
export async function addPasskey(
  tx: Tx,
  origin: string,
  userId: string,
  name: string,
  response: RegistrationResponseJSON,
): Promise<boolean> {
  const verified = await orNothing(
    verifyRegistrationResponse({
      response,
      expectedChallenge: async (challenge) => (await spendToken(tx, adding, challenge))?.subject === userId,
      expectedOrigin: origin,
      expectedRPID: siteOf(origin),
    }),
  );
  if (!verified?.verified) return false;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  const kept = await row(
    tx,
    sql`
    insert into passkeys (id, user_id, name, public_key, counter, transports)
    values (${id}, ${userId}, ${name}, ${Buffer.from(publicKey).toString("base64url")}, ${counter}, ${transports}::text[])
    on conflict do nothing
    returning id`,
  );
  return kept !== undefined;
}

/** Names no login: the browser shows the passkeys it has for this site. */
export async function askForPasskey(db: Reads, origin: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issueToken(db, signingIn, null, passingHours);
  return generateAuthenticationOptions({
    rpID: siteOf(origin),
    challenge: Buffer.from(challenge, "base64url"),
    timeout,
    userVerification: "required",
  });
}

/** Whose passkey signed this challenge, where that login may sign in. */
export async function loginByPasskey(
  tx: Tx,
  origin: string,
  response: AuthenticationResponseJSON,
): Promise<string | undefined> {
  const kept = await row<{ userId: string; publicKey: string; counter: number }>(
    tx,
    sql`
    select user_id as "userId", public_key as "publicKey", counter
    from passkeys join "user" on "user".id = user_id
    where passkeys.id = ${response.id} and disabled_at is null
    for update of passkeys`,
  );
  if (!kept) return undefined;
  const verified = await orNothing(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: async (challenge) => (await spendToken(tx, signingIn, challenge)) !== undefined,
      expectedOrigin: origin,
      expectedRPID: siteOf(origin),
      credential: { id: response.id, publicKey: Buffer.from(kept.publicKey, "base64url"), counter: kept.counter },
    }),
  );
  if (!verified?.verified) return undefined;
  await sql`
    update passkeys set counter = ${verified.authenticationInfo.newCounter}, used_at = now() where id = ${response.id}`.execute(
    tx,
  );
  return kept.userId;
}

/** The library throws for whatever doesn't fit; a caller is told no more than that. A lost database is no such thing. */
async function orNothing<Verified>(attempt: Promise<Verified>): Promise<Verified | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof Error && ("severity" in error || "syscall" in error)) throw error;
    return undefined;
  }
}

export async function renamePasskey(tx: Tx, userId: string, id: string, name: string): Promise<boolean> {
  return (
    (await row(tx, sql`update passkeys set name = ${name} where id = ${id} and user_id = ${userId} returning id`)) !==
    undefined
  );
}

export async function removePasskey(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (await row(tx, sql`delete from passkeys where id = ${id} and user_id = ${userId} returning id`)) !== undefined;
}

export async function removePasskeys(tx: Tx, userId: string): Promise<number> {
  return (await rows(tx, sql`delete from passkeys where user_id = ${userId} returning id`)).length;
}
