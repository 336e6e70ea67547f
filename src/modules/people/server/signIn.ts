import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { Refusal } from "#lib/refusal.ts";
import { giveBack } from "#platform/auth/attempts.ts";
import { issueToken, spendToken, tokenSeen, voidTokens } from "#platform/auth/auth.ts";
import { endSessions, loginByEmail, loginByPassword, setPassword } from "#platform/auth/logins.ts";
import { loginByPasskey } from "#platform/auth/passkeys.ts";
import { signInPolicy } from "#platform/auth/policy.ts";
import { spendCode } from "#platform/auth/secondFactor.ts";
import type { Tx } from "#platform/db/db.ts";
import { lockFor } from "#platform/ground.ts";
import type { AskOfAnyone } from "#platform/http/answer.ts";
import { enqueue, job } from "#platform/jobs/jobs.ts";
import { queueMail } from "#platform/mail/mailer.ts";
import { audit } from "#platform/records/audit.ts";
import { readWorkspace } from "#platform/workspace.ts";
import type * as api from "../signInApi.ts";
import { countTry, type Entered, enter, halfWay } from "./enter.ts";
import { linkPurpose } from "./logins.ts";
import { mailText } from "./mailText.ts";

type Step = { next: "in" | "code" };

/** The same answer, after the same work, for a wrong password, an unknown address and a disabled login; ten wrong tries, then 429. */
export async function signIn(ask: AskOfAnyone<typeof api.signInRoute>): Promise<Step> {
  const { db, host, body, transact } = ask;
  if (!(await signInPolicy(db)).passwords) throw new Refusal("people.passwords_off", 403);
  const what = `address:${body.email.toLowerCase()}`;
  await countTry(ask, what);
  const userId = await loginByPassword(db, body.email, body.password);
  if (!userId) throw new Refusal("people.wrong_sign_in", 401);
  await giveBack(db, { what, host });
  return entered(ask, await transact((tx) => enter(ask, tx, userId, "password")));
}

/** The second step. The token of the first is used up with the right code; a wrong one counts against the login. */
export async function signInByCode(ask: AskOfAnyone<typeof api.signInByCodeRoute>): Promise<Step> {
  const { auth, db, host, headers, body, transact } = ask;
  const token = auth.passing(headers, halfWay) ?? "";
  const userId = (await tokenSeen(db, halfWay, token))?.subject;
  if (!userId) throw new Refusal("people.begin_again", 410);
  const what = `code:${userId}`;
  await countTry(ask, what);
  const done = await transact(async (tx) => {
    await lockFor(tx, "second-factor", userId);
    if (!(await spendCode(tx, userId, body.code))) return undefined;
    if (!(await spendToken(tx, halfWay, token))) throw new Refusal("people.begin_again", 410);
    return enter(ask, tx, userId, "code");
  });
  if (!done) throw new Refusal("people.wrong_code", 401);
  await giveBack(db, { what, host });
  return entered(ask, done);
}

export async function signInByLink(ask: AskOfAnyone<typeof api.signInByLinkRoute>): Promise<Step> {
  const done = await ask.transact(async (tx) => {
    const used = await spendToken(tx, linkPurpose, ask.body.token);
    if (!used?.subject) throw new Refusal("people.link_used_up", 410);
    return enter(ask, tx, used.subject, "link");
  });
  return entered(ask, done);
}

export async function signInByPasskey(
  ask: AskOfAnyone<typeof api.signInByPasskeyRoute>,
  origin: string,
): Promise<Step> {
  const { db, host, body, transact } = ask;
  const what = `passkey:${body.credential.id}`;
  await countTry(ask, what);
  const done = await transact(async (tx) => {
    // The library checks every part of it and throws for what is missing.
    const userId = await loginByPasskey(tx, origin, body.credential as unknown as AuthenticationResponseJSON);
    return userId && enter(ask, tx, userId, "passkey");
  });
  if (!done) throw new Refusal("people.passkey_unknown", 401);
  await giveBack(db, { what, host });
  return entered(ask, done);
}

function entered({ setCookies }: AskOfAnyone, { next, cookies }: Entered): Step {
  setCookies(cookies);
  return { next };
}

const resetPurpose = "password-reset";
/** Printed by the console, for whoever lost every way in: it also signs in. */
export const consoleResetPurpose = "console-reset";
const resetName = "people.mail_reset";

/** Whether the address has a sign-in is found out by the job: the answer and its time are the same for all. */
export async function requestReset(ask: AskOfAnyone<typeof api.requestResetRoute>): Promise<void> {
  const { body, transact } = ask;
  const email = body.email.toLowerCase();
  // Counted and never given back, so that nobody's box is flooded from here.
  await countTry(ask, `reset:${email}`);
  await transact((tx) => enqueue(tx, { name: resetName }, { email }));
}

/** Mails the link to the address that is kept with the login, never to one that was sent. */
export const resetJob = (origin: () => string) =>
  job({
    name: resetName,
    data: z.strictObject({ email: z.email() }),
    run: ({ transact }, { email }) =>
      transact(async (tx) => {
        const login = await loginByEmail(tx, email);
        if (!login || login.disabled || !(await signInPolicy(tx)).passwords) return;
        const link = `${origin()}/reset-password?token=${await issueToken(tx, resetPurpose, login.id, 1)}`;
        const locale = (await readWorkspace(tx))?.locale ?? "en";
        await queueMail(tx, { to: login.email, ...mailText("reset", locale, { link }) });
      }),
  });

export async function reset(ask: AskOfAnyone<typeof api.resetRoute>): Promise<{ next: "in" | "code" | "sign_in" }> {
  const { transact, body } = ask;
  const done = await transact(async (tx) => {
    const mailed = await spendToken(tx, resetPurpose, body.token);
    const used = mailed ?? (await spendToken(tx, consoleResetPurpose, body.token));
    if (!used?.subject) throw new Refusal("people.link_used_up", 410);
    await replacePassword(tx, used.subject, body.password);
    return mailed ? undefined : enter(ask, tx, used.subject, "link");
  });
  return done ? entered(ask, done) : { next: "sign_in" };
}

/** Ends every other session with the password that opened them, and the links that were under way. */
export async function replacePassword(tx: Tx, userId: string, password: string, but: string | null = null) {
  await setPassword(tx, userId, password);
  await endSessions(tx, userId, but);
  await voidTokens(tx, { subject: userId });
  audit(tx, "user", userId, [{ field: "password", was: null, became: "changed" }]);
}
