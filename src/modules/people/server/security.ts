import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { giveBack } from "#platform/auth/attempts.ts";
import { isLinked, unlinkIdentities } from "#platform/auth/identities.ts";
import { hasPassword, isPasswordOf } from "#platform/auth/logins.ts";
import { addPasskey, askForNewPasskey, passkeysOf, removePasskey, renamePasskey } from "#platform/auth/passkeys.ts";
import { signInPolicy } from "#platform/auth/policy.ts";
import {
  authenticatorOf,
  confirmAuthenticator,
  hasAuthenticator,
  makeRecoveryCodes,
  raiseProof,
  removeAuthenticator,
  spendCode,
  startAuthenticator,
} from "#platform/auth/secondFactor.ts";
import type { Tx } from "#platform/db/db.ts";
import { lockFor, touched } from "#platform/ground.ts";
import type { Ask } from "#platform/http/answer.ts";
import { audit } from "#platform/records/audit.ts";
import type * as api from "../signInApi.ts";
import { countTry } from "./enter.ts";
import { userOf } from "./logins.ts";
import { replacePassword } from "./signIn.ts";
import { personOfUser } from "./store.ts";

export async function seeSecurity({ db, actor: { userId, admin } }: Ask) {
  const { secondFactor } = await signInPolicy(db);
  return {
    email: (await userOf(db, userId)).email,
    hasPassword: await hasPassword(db, userId),
    authenticator: (await authenticatorOf(db, userId)) ?? null,
    passkeys: await passkeysOf(db, userId),
    linked: await isLinked(db, userId),
    mustShowTwo: secondFactor === "everybody" || (secondFactor === "admins" && admin),
  };
}

/** Asks the password again of who has one; ten wrong ones, then 429. */
export async function checkPassword(ask: Ask, password: string | undefined, pointer = "/password"): Promise<void> {
  const { db, host, actor } = ask;
  const what = `password:${actor.userId}`;
  await countTry(ask, what);
  if (!(await isPasswordOf(db, actor.userId, password ?? ""))) throw refuseField("people.wrong_password", pointer);
  await giveBack(db, { what, host });
}

/** Takes a code under the login's lock, so that two at once are two tries. */
async function withCode<Result>(ask: Ask, take: (tx: Tx) => Promise<Result | undefined>): Promise<Result> {
  const { db, host, actor, transact } = ask;
  const what = `code:${actor.userId}`;
  await countTry(ask, what);
  const taken = await transact(async (tx) => {
    await lockFor(tx, "second-factor", actor.userId);
    return take(tx);
  });
  if (taken === undefined) throw refuseField("people.wrong_code", "/code");
  await giveBack(db, { what, host });
  return taken;
}

export async function changePassword(ask: Ask<typeof api.changePasswordRoute>): Promise<void> {
  const { transact, actor, body, sessionToken } = ask;
  await checkPassword(ask, body.current, "/current");
  await transact((tx) => replacePassword(tx, actor.userId, body.next, sessionToken));
}

export async function beginAuthenticator(ask: Ask<typeof api.startAuthenticatorRoute>) {
  const { db, transact, actor, body } = ask;
  if (await hasAuthenticator(db, actor.userId)) throw new Refusal("people.second_factor_on", 409);
  await checkPassword(ask, body.password);
  const { email } = await userOf(db, actor.userId);
  return transact((tx) => startAuthenticator(tx, actor.userId, email));
}

export function confirm(ask: Ask<typeof api.confirmAuthenticatorRoute>) {
  const { actor, body, sessionToken } = ask;
  return withCode(ask, async (tx) => {
    const recoveryCodes = await confirmAuthenticator(tx, actor.userId, body.code);
    if (!recoveryCodes) return undefined;
    if (sessionToken) await raiseProof(tx, sessionToken, "code");
    note(tx, actor.userId, "authenticator", "on");
    return { recoveryCodes };
  });
}

export function renewRecoveryCodes(ask: Ask<typeof api.newRecoveryCodesRoute>) {
  const { actor, body } = ask;
  return withCode(ask, async (tx) => {
    if (!(await spendCode(tx, actor.userId, body.code))) return undefined;
    note(tx, actor.userId, "recovery_codes", "renewed");
    return { recoveryCodes: await makeRecoveryCodes(tx, actor.userId) };
  });
}

export async function turnOffAuthenticator(ask: Ask<typeof api.removeAuthenticatorRoute>): Promise<void> {
  const { transact, actor, body } = ask;
  const remove = async (tx: Tx) => {
    await removeAuthenticator(tx, actor.userId);
    note(tx, actor.userId, "authenticator", "off");
    return true;
  };
  const { code } = body;
  if (code !== undefined) {
    await withCode(ask, async (tx) => ((await spendCode(tx, actor.userId, code)) ? remove(tx) : undefined));
    return;
  }
  // Whoever has no password has to show a code: a session alone is not enough.
  if (!(await hasPassword(ask.db, actor.userId))) throw refuseField("people.wrong_code", "/code");
  await checkPassword(ask, body.password);
  await transact(remove);
}

export async function challengeNewPasskey(ask: Ask<typeof api.askForNewPasskeyRoute>, origin: string) {
  const { db, actor, body } = ask;
  await checkPassword(ask, body.password);
  const [{ email }, person] = [await userOf(db, actor.userId), await personOfUser(db, actor.userId)];
  return { ...(await askForNewPasskey(db, origin, { id: actor.userId, email, name: person?.name ?? email })) };
}

export async function keepPasskey(ask: Ask<typeof api.addPasskeyRoute>, origin: string): Promise<void> {
  const { transact, actor, body, sessionToken } = ask;
  await transact(async (tx) => {
    // The library checks every part of it and throws for what is missing.
    const response = body.credential as unknown as RegistrationResponseJSON;
    if (!(await addPasskey(tx, origin, actor.userId, body.name, response)))
      throw new Refusal("people.passkey_refused", 422);
    if (sessionToken) await raiseProof(tx, sessionToken, "passkey");
    note(tx, actor.userId, "passkey", body.name);
  });
}

export async function nameMyPasskey({ transact, actor, params, body }: Ask<typeof api.renamePasskeyRoute>) {
  await transact(async (tx) => {
    if (!(await renamePasskey(tx, actor.userId, params.id, body.name)))
      throw new Refusal("people.no_such_passkey", 404);
    touched(tx, "security");
  });
}

export async function dropMyPasskey({ transact, actor, params }: Ask<typeof api.removePasskeyRoute>): Promise<void> {
  await transact(async (tx) => {
    await lockFor(tx, "ways-in", actor.userId);
    if (!(await removePasskey(tx, actor.userId, params.id))) throw new Refusal("people.no_such_passkey", 404);
    await keepWayIn(tx, actor.userId);
    note(tx, actor.userId, "passkey", "removed");
  });
}

export async function unlinkMe({ transact, actor }: Ask): Promise<void> {
  await transact(async (tx) => {
    await lockFor(tx, "ways-in", actor.userId);
    if (!(await unlinkIdentities(tx, actor.userId))) return;
    await keepWayIn(tx, actor.userId);
    note(tx, actor.userId, "identity", "unlinked");
  });
}

/** Nobody locks themselves out: a password that counts, a passkey or a linked identity stays. */
async function keepWayIn(tx: Tx, userId: string): Promise<void> {
  const byPassword = (await signInPolicy(tx)).passwords && (await hasPassword(tx, userId));
  if (byPassword || (await isLinked(tx, userId)) || (await passkeysOf(tx, userId)).length > 0) return;
  throw new Refusal("people.last_way_in", 409);
}

function note(tx: Tx, userId: string, field: string, became: string): void {
  audit(tx, "user", userId, [{ field, was: null, became }]);
  touched(tx, "security");
}
