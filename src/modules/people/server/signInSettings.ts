import { Refusal, refuseField } from "#lib/refusal.ts";
import { isLinked } from "#platform/auth/identities.ts";
import {
  ProviderAway,
  providerOf,
  reachProvider,
  removeProvider,
  saveProvider,
} from "#platform/auth/identityProvider.ts";
import { passkeysOf } from "#platform/auth/passkeys.ts";
import { countWaysIn, type SignInPolicy, saveSignInPolicy, signInPolicy } from "#platform/auth/policy.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { Ask } from "#platform/http/answer.ts";
import type { Check, Surroundings } from "#platform/module.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { isIssuer } from "#platform/settings.ts";
import type * as api from "../signInApi.ts";
import { backAddress } from "./identity.ts";
import { workspaceRecord } from "./workspaceRecord.ts";

export async function seeSignInSettings({ db }: Ask, { origin, settings }: Surroundings) {
  const provider = await providerOf(db, settings);
  return {
    ...(await signInPolicy(db)),
    provider: provider ? { ...provider, domains: [...provider.domains] } : null,
    back: backAddress(origin()),
    counts: await countWaysIn(db),
  };
}

export async function setPolicy(
  { transact, actor, body }: Ask<typeof api.setSignInPolicyRoute>,
  { settings }: Surroundings,
): Promise<void> {
  await transact(async (tx) => {
    const was = await signInPolicy(tx);
    const became: SignInPolicy = {
      secondFactor: body.secondFactor ?? was.secondFactor,
      passwords: body.passwords ?? was.passwords,
    };
    // Who takes the passwords away must have another way in themselves; the console's link works in any case.
    if (was.passwords && !became.passwords && !(await hasOtherWay(tx, actor.userId, settings)))
      throw new Refusal("people.other_way_first", 409);
    await saveSignInPolicy(tx, became);
    audit(tx, "sign-in", workspaceRecord, changesBetween(was, became, ["secondFactor", "passwords"]));
    touched(tx, "sign-in", "session");
  });
}

async function hasOtherWay(tx: Tx, userId: string, settings: Surroundings["settings"]): Promise<boolean> {
  if ((await passkeysOf(tx, userId)).length > 0) return true;
  return (await providerOf(tx, settings)) !== undefined && isLinked(tx, userId);
}

/** The secret goes in and never comes out: another issuer or client asks for it again, so that it can't be sent elsewhere. */
export async function setProvider(
  { transact, body }: Ask<typeof api.setProviderRoute>,
  { settings }: Surroundings,
): Promise<void> {
  if (settings.identity) throw new Refusal("people.provider_by_environment", 409);
  if (!isIssuer(body.issuer)) throw refuseField("people.issuer_wrong", "/issuer");
  await transact(async (tx) => {
    const was = await providerOf(tx, settings);
    const isSame = was?.issuer === body.issuer && was.clientId === body.clientId;
    if (!isSame && body.clientSecret === undefined) throw refuseField("people.secret_missing", "/clientSecret");
    const { clientSecret, ...became } = body;
    await saveProvider(tx, became, clientSecret);
    const nothing = { issuer: null, clientId: null, label: null, domains: null };
    audit(tx, "sign-in", workspaceRecord, [
      ...changesBetween<Record<string, unknown>>(was ?? nothing, became, ["issuer", "clientId", "label", "domains"]),
      ...(clientSecret === undefined ? [] : [{ field: "clientSecret", was: null, became: "set" }]),
    ]);
    touched(tx, "sign-in");
  });
}

export async function dropProvider({ transact, actor }: Ask, { settings }: Surroundings): Promise<void> {
  if (settings.identity) throw new Refusal("people.provider_by_environment", 409);
  await transact(async (tx) => {
    await removeProvider(tx);
    const { passwords } = await signInPolicy(tx);
    if (!passwords && !(await hasOtherWay(tx, actor.userId, settings)))
      throw new Refusal("people.other_way_first", 409);
    audit(tx, "sign-in", workspaceRecord, [{ field: "issuer", was: "set", became: null }]);
    touched(tx, "sign-in");
  });
}

/** Asks the provider now; what it answered before doesn't count. */
export async function providerState(
  { db }: Pick<Ask, "db">,
  { settings }: Surroundings,
): Promise<{ state: "none" | "good" | "away" }> {
  try {
    return { state: (await reachProvider(db, settings, { fresh: true })) ? "good" : "none" };
  } catch (error) {
    if (error instanceof ProviderAway) return { state: "away" };
    throw error;
  }
}

/** A line of the Health page and of the doctor. */
export const providerCheck = (around: Surroundings): Check => ({
  name: "people.oidc",
  look: async ({ db }) => {
    const { state } = await providerState({ db }, around);
    const facts = { issuer: (await providerOf(db, around.settings))?.issuer ?? "" };
    if (state === "none") return { state: "good", code: "people.oidc_none" };
    return state === "good"
      ? { state: "good", code: "people.oidc_good", facts }
      : { state: "bad", code: "people.oidc_away", facts };
  },
});
