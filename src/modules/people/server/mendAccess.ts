// What the console may do to a login: whoever may run it may do anything, and every step is in the audit.
import { issueToken } from "#platform/auth/auth.ts";
import { endSessions } from "#platform/auth/logins.ts";
import { removePasskeys } from "#platform/auth/passkeys.ts";
import { removeAuthenticator } from "#platform/auth/secondFactor.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit } from "#platform/records/audit.ts";
import { consoleResetPurpose } from "./signIn.ts";

const linkHours = 24;

/** A one-time link to a new password; it signs in too, so that it also mends a workspace without passwords. */
export async function resetLink(tx: Tx, userId: string, origin: string): Promise<string> {
  const token = await issueToken(tx, consoleResetPurpose, userId, linkHours);
  audit(tx, "user", userId, [{ field: "password", was: null, became: "reset by the console" }]);
  return `${origin}/reset-password?token=${token}`;
}

export async function removeSecondFactors(
  tx: Tx,
  userId: string,
): Promise<{ authenticator: boolean; passkeys: number }> {
  const removed = { authenticator: await removeAuthenticator(tx, userId), passkeys: await removePasskeys(tx, userId) };
  audit(tx, "user", userId, [{ field: "second_factor", was: null, became: "removed by the console" }]);
  touched(tx, "security");
  return removed;
}

export async function endAllSessions(tx: Tx, userId: string): Promise<number> {
  const ended = await endSessions(tx, userId);
  audit(tx, "user", userId, [{ field: "sessions", was: ended, became: 0 }]);
  return ended;
}
