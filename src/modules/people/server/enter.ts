import { Refusal } from "#lib/refusal.ts";
import { takeTry, waitSeconds } from "#platform/auth/attempts.ts";
import { type From, issueToken, type Proof, passingHours } from "#platform/auth/auth.ts";
import { hasAuthenticator } from "#platform/auth/secondFactor.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ask, AskOfAnyone } from "#platform/http/answer.ts";

/** The cookie that holds a sign-in between its password and its code, and what its token is for. */
export const halfWay = "half_way";

export type Entered = { next: "in" | "code"; cookies: string[] };

/**
 * Opens a session for who has proved to be this login. Where an authenticator app is set up and a password or a link was the
 * proof, no session is made yet: a one-time token waits for the code.
 */
export async function enter(ask: Ask | AskOfAnyone, tx: Tx, userId: string, proof: Proof): Promise<Entered> {
  const { auth } = ask;
  const isHalf = (proof === "password" || proof === "link") && (await hasAuthenticator(tx, userId));
  if (isHalf) {
    const token = await issueToken(tx, halfWay, userId, passingHours);
    return { next: "code", cookies: [auth.passingCookie(halfWay, token)] };
  }
  const session = await auth.startSession(tx, userId, proof, fromOf(ask));
  return { next: "in", cookies: [session, auth.passingCookie(halfWay, null)] };
}

function fromOf({ headers, host }: Ask | AskOfAnyone): From {
  return { browser: headers.get("user-agent")?.slice(0, 400) ?? null, address: host };
}

/** Counts a try of something guessable; too many are refused before anything is looked at. */
export async function countTry({ db, auth, host }: Pick<Ask, "db" | "auth" | "host">, what: string): Promise<void> {
  if (!(await takeTry(db, { what, host }, auth.tries)))
    throw new Refusal("people.too_many_tries", 429, { retryAfterSeconds: waitSeconds });
}
