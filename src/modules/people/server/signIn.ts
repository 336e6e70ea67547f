import { Refusal } from "#lib/refusal.ts";
import { forgetFailures, isTriedTooOften, noteFailure } from "#platform/auth/attempts.ts";
import type { AskOfAnyone } from "#platform/http/answer.ts";
import type { requestResetRoute, signInRoute } from "../api.ts";
import { isDisabled } from "./logins.ts";

/** The same answer for a wrong password, an unknown address and a disabled login; ten wrong tries, then 429. */
export async function signIn({
  auth,
  db,
  host,
  headers,
  body,
  setCookies,
}: AskOfAnyone<typeof signInRoute>): Promise<void> {
  const attempt = { email: body.email, host };
  if (await isTriedTooOften(db, attempt)) throw new Refusal("people.too_many_tries", 429, { retryAfterSeconds: 900 });
  const disabled = await isDisabled(db, body.email);
  const answer = await auth.signIn(
    body.email.toLowerCase(),
    disabled ? `${body.password}\u0000` : body.password,
    headers,
  );
  if (answer.status !== 200 || disabled) {
    await noteFailure(db, attempt);
    throw new Refusal("people.wrong_sign_in", 401);
  }
  await forgetFailures(db, body.email);
  setCookies(answer.headers.getSetCookie());
}

/** Asking for resets counts like a wrong try, so that nobody's box is flooded from here. */
export async function requestReset({ auth, db, host, body }: AskOfAnyone<typeof requestResetRoute>): Promise<void> {
  const attempt = { email: `reset:${body.email}`, host };
  if (await isTriedTooOften(db, attempt)) throw new Refusal("people.too_many_tries", 429, { retryAfterSeconds: 900 });
  await noteFailure(db, attempt);
  await auth.requestReset(body.email.toLowerCase());
}
