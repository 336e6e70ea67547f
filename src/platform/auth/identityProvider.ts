import { sql } from "kysely";
import * as client from "openid-client";
import { type Reads, row, type Tx } from "../db/db.ts";
import { askOutside, OutsideUnreachable } from "../outgoing/askOutside.ts";
import type { Settings } from "../settings.ts";
import type { Identity } from "./identities.ts";
import { seal, unseal } from "./seal.ts";
import { type Told, verifiedEmail } from "./verifiedEmail.ts";

/** The company's identity provider (OpenID Connect), and the domains whose people get a login at their first sign-in. */
export type Provider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly label: string;
  readonly domains: readonly string[];
};
type Given = Pick<Settings, "identity" | "outgoingPrivate">;
type WithSecret = Provider & { readonly clientSecret: string };

const purpose = "identity-provider";
const timeoutSeconds = 5;

/** What the environment names wins over what was set in the product. Undefined: nobody signs in by one. */
export async function providerOf(
  db: Reads,
  { identity }: Given,
): Promise<(Provider & { byEnvironment: boolean }) | undefined> {
  if (identity) {
    const { clientSecret: _, ...shown } = identity;
    return { ...shown, byEnvironment: true };
  }
  const kept = await row<Provider>(
    db,
    sql`select issuer, client_id as "clientId", label, domains from identity_provider`,
  );
  return kept && { ...kept, byEnvironment: false };
}

export async function saveProvider(tx: Tx, provider: Provider, clientSecret: string | undefined): Promise<void> {
  const { issuer, clientId, label, domains } = provider;
  if (clientSecret === undefined)
    await sql`update identity_provider set label = ${label}, domains = ${[...domains]}::text[]`.execute(tx);
  else
    await sql`
      insert into identity_provider (issuer, client_id, client_secret, label, domains)
      values (${issuer}, ${clientId}, ${await seal(tx, purpose, clientSecret)}, ${label}, ${[...domains]}::text[])
      on conflict (only_one) do update
      set issuer = excluded.issuer, client_id = excluded.client_id, client_secret = excluded.client_secret,
          label = excluded.label, domains = excluded.domains`.execute(tx);
}

export async function removeProvider(tx: Tx): Promise<void> {
  await sql`delete from identity_provider`.execute(tx);
}

/** The provider can't be used now, whatever the cause: the cause may tell of a network that isn't the asker's. */
export class ProviderAway extends Error {}

/** What came back from the provider isn't an answer to what was asked. */
export class AnswerRefused extends Error {}

type Ready = { provider: WithSecret; config: client.Configuration };

/** The last one that answered, so that a sign-in doesn't ask for the same description each time. A failure is never kept. */
let known: { key: string; config: client.Configuration } | undefined;

/** Reads the provider's description anew, unless it was read before and `fresh` isn't asked for. */
export async function reachProvider(
  db: Reads,
  settings: Given,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Ready | undefined> {
  const provider = await providerWithSecret(db, settings);
  if (!provider) return undefined;
  const key = JSON.stringify(provider);
  if (fresh || known?.key !== key) known = { key, config: await discover(provider, allowedFor(settings)) };
  return { provider, config: known.config };
}

async function providerWithSecret(db: Reads, settings: Given): Promise<WithSecret | undefined> {
  if (settings.identity) return settings.identity;
  const kept = await row<WithSecret>(
    db,
    sql`select issuer, client_id as "clientId", client_secret as "clientSecret", label, domains from identity_provider`,
  );
  if (!kept) return undefined;
  const clientSecret = await unseal(db, purpose, kept.clientSecret);
  if (clientSecret === undefined) throw new ProviderAway("The client secret can't be read: set it again");
  return { ...kept, clientSecret };
}

/** Whom the environment names may stand in one's own network; whom an admin typed only where OUTGOING_PRIVATE says so. */
function allowedFor({ identity, outgoingPrivate }: Given): readonly string[] {
  return identity ? [...outgoingPrivate, new URL(identity.issuer).hostname.replace(/^\[|\]$/g, "")] : outgoingPrivate;
}

/** Every request to the provider, whatever its description names, goes by the one guarded way out. */
function guarded(allowed: readonly string[]): client.CustomFetch {
  return async (url, { method, headers, body }) => {
    const asked = {
      url,
      method: method === "POST" ? "POST" : "GET",
      headers,
      timeoutMs: timeoutSeconds * 1000,
    } as const;
    const answer = await askOutside({ ...asked, ...(body ? { body: String(body) } : {}) }, allowed);
    return new Response(answer.text || null, { status: answer.status, headers: answer.headers });
  };
}

async function discover(
  { issuer, clientId, clientSecret }: WithSecret,
  allowed: readonly string[],
): Promise<client.Configuration> {
  const isPlain = new URL(issuer).protocol === "http:";
  try {
    return await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: timeoutSeconds,
      [client.customFetch]: guarded(allowed),
      // The ID token's signature is checked by the provider's keys even though it came straight from it.
      execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
    });
  } catch (error) {
    throw new ProviderAway("The identity provider can't be reached", { cause: error });
  }
}

/** One way to the provider and back: kept sealed in the visitor's cookie, so that nobody else can finish it. */
export type Flow = { state: string; nonce: string; verifier: string; issuer: string; to: string };

export async function beginFlow({ config }: Ready, back: string, flow: Flow): Promise<string> {
  return client
    .buildAuthorizationUrl(config, {
      redirect_uri: back,
      scope: "openid email profile",
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: "S256",
    })
    .toString();
}

export function makeFlow(state: string, issuer: string, to: string): Flow {
  return { state, nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), issuer, to };
}

export async function sealFlow(db: Reads, flow: Flow): Promise<string> {
  return seal(db, `${purpose}-flow`, JSON.stringify(flow));
}

export async function unsealFlow(db: Reads, sealed: string | undefined): Promise<Flow | undefined> {
  const text = sealed && (await unseal(db, `${purpose}-flow`, sealed));
  return text ? JSON.parse(text) : undefined;
}

/** Trades the code for an ID token and checks all of it: state, nonce, PKCE, issuer, audience, signature. */
export async function finishFlow({ config }: Ready, back: string, answer: string, flow: Flow): Promise<Identity> {
  try {
    const tokens = await client.authorizationCodeGrant(config, new URL(`${back}?${answer}`), {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new AnswerRefused("There is no ID token");
    const told: Told = claims.email === undefined ? await userInfo(config, tokens.access_token, claims.sub) : claims;
    return { issuer: claims.iss, subject: claims.sub, email: verifiedEmail(claims.iss, told) };
  } catch (error) {
    if (isAway(error)) throw new ProviderAway("The identity provider can't be reached", { cause: error });
    throw new AnswerRefused("The identity provider's answer doesn't fit", { cause: error });
  }
}

/** Some providers keep the address out of the ID token and tell it here, for the same subject. */
async function userInfo(config: client.Configuration, accessToken: string, subject: string): Promise<Told> {
  if (!config.serverMetadata().userinfo_endpoint) return {};
  return client.fetchUserInfo(config, accessToken, subject);
}

/** No answer at all, rather than a wrong one: it hung, refused the connection, or failed inside. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  return (
    code === "OAUTH_TIMEOUT" ||
    code === "OAUTH_RESPONSE_IS_NOT_CONFORM" ||
    error instanceof OutsideUnreachable ||
    isAway(error.cause)
  );
}
