import { newId } from "#lib/id.ts";
import { Refusal } from "#lib/refusal.ts";
import { issueToken, passingHours, spendToken } from "#platform/auth/auth.ts";
import { type Identity, linkIdentity, loginByIdentity } from "#platform/auth/identities.ts";
import {
  AnswerRefused,
  beginFlow,
  finishFlow,
  makeFlow,
  type Provider,
  ProviderAway,
  reachProvider,
  sealFlow,
  unsealFlow,
} from "#platform/auth/identityProvider.ts";
import { loginByEmail } from "#platform/auth/logins.ts";
import type { Tx } from "#platform/db/db.ts";
import { lockFor } from "#platform/ground.ts";
import type { AskOfAnyone } from "#platform/http/answer.ts";
import type { Surroundings } from "#platform/module.ts";
import { audit } from "#platform/records/audit.ts";
import type * as api from "../signInApi.ts";
import { enter } from "./enter.ts";
import { addLogin } from "./logins.ts";
import { worksHere } from "./people.ts";
import { personByEmail } from "./store.ts";

/** The cookie that holds the way to the provider and back, and what its state is a token for. */
const flowName = "identity";

/** The screen that the provider sends people back to: registered there, and made from our own origin. */
export const backAddress = (origin: string) => `${origin}/sign-in/identity`;

export async function beginIdentity(
  { db, auth, body, setCookies }: AskOfAnyone<typeof api.beginIdentityRoute>,
  { origin, settings }: Surroundings,
): Promise<{ address: string }> {
  const ready = await refusing(() => reachProvider(db, settings));
  if (!ready) throw new Refusal("people.identity_off", 409);
  const state = await issueToken(db, flowName, null, passingHours);
  const flow = makeFlow(state, ready.provider.issuer, body.to);
  setCookies([auth.passingCookie(flowName, await sealFlow(db, flow))]);
  return { address: await beginFlow(ready, backAddress(origin()), flow) };
}

export async function finishIdentity(
  ask: AskOfAnyone<typeof api.finishIdentityRoute>,
  { origin, settings }: Surroundings,
): Promise<{ to: string }> {
  const { db, auth, headers, body, transact, setCookies } = ask;
  const flow = await unsealFlow(db, auth.passing(headers, flowName));
  const ready = await refusing(() => reachProvider(db, settings));
  if (!ready) throw new Refusal("people.identity_off", 409);
  const isOurs = flow && (await transact((tx) => spendToken(tx, flowName, flow.state)));
  if (!isOurs || flow.issuer !== ready.provider.issuer) throw new Refusal("people.begin_again", 410);
  const identity = await refusing(() => finishFlow(ready, backAddress(origin()), body.answer, flow));
  const { cookies } = await transact(async (tx) =>
    enter(ask, tx, await loginFor(tx, identity, ready.provider), "identity"),
  );
  setCookies([...cookies, auth.passingCookie(flowName, null)]);
  return { to: flow.to };
}

/**
 * Whose login an identity opens: the one it was linked to, by issuer and subject alone; at first, the one whose address the
 * provider has verified, if that has no other identity there; else a new one, for a person of the listed domains.
 */
async function loginFor(tx: Tx, identity: Identity, { domains }: Provider): Promise<string> {
  await lockFor(tx, "identity", identity.issuer, identity.subject);
  const linked = await loginByIdentity(tx, identity);
  if (linked && !linked.disabled) return linked.userId;
  if (linked) throw new Refusal("people.identity_unknown", 403);
  const { email } = identity;
  if (!email) throw new Refusal("people.identity_unverified", 403);
  const login = await loginByEmail(tx, email);
  if (login?.disabled) throw new Refusal("people.identity_unknown", 403);
  const userId = login?.id ?? (await newLogin(tx, email, domains));
  // A login that has an identity there already isn't given to a second one: an address may have been passed on.
  if (!(await linkIdentity(tx, identity, userId, newId()))) throw new Refusal("people.identity_unknown", 403);
  audit(tx, "user", userId, [{ field: "identity", was: null, became: identity.issuer }]);
  return userId;
}

/** A login without a password for the person who has this address; never an admin's. */
async function newLogin(tx: Tx, email: string, domains: readonly string[]): Promise<string> {
  const person = domains.includes(email.split("@").at(-1) ?? "") ? await personByEmail(tx, email) : undefined;
  if (!person || person.userId || !(await worksHere(tx, person.id))) throw new Refusal("people.identity_unknown", 403);
  return addLogin(tx, { personId: person.id, name: person.name, email, password: null, admin: false });
}

async function refusing<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderAway) throw new Refusal("people.identity_away", 503);
    if (error instanceof AnswerRefused) throw new Refusal("people.identity_wrong", 403);
    throw error;
  }
}
