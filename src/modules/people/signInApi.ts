// The routes of signing in and of what secures it. A table: longer than most.
import { z } from "zod";
import { route } from "#lib/route.ts";
import { civilDate, instantShape } from "#lib/shapes.ts";

const password = z.string().min(10).max(200);
const typedPassword = z.string().min(1).max(200);
const token = z.string().min(20).max(200);
const done = z.strictObject({ done: z.literal(true) });
const code = z.string().trim().min(6).max(40);
const name = z.string().trim().min(1).max(100);
const never = { byKey: "never", secret: true } as const;
const owing = { ...never, beforeSecondFactor: true } as const;

/** `in`: there is a session. `code`: the second step waits, held by a cookie for ten minutes. */
const step = z.object({ next: z.enum(["in", "code"]) });

export const waysInRoute = route({
  name: "waysIn",
  method: "GET",
  path: "/api/sign-in",
  summary: "By what one can sign in here: a password, and the identity provider's name where there is one.",
  who: "anyone",
  answer: z.object({ passwords: z.boolean(), identity: z.string().nullable() }),
  refusals: [],
});

export const signInRoute = route({
  name: "signIn",
  method: "POST",
  path: "/api/sign-in",
  summary: "Signs in with e-mail and password, or asks for the code of the second step.",
  who: "anyone",
  body: z.strictObject({ email: z.string().min(1).max(254), password: typedPassword }),
  answer: step,
  refusals: ["people.wrong_sign_in", "people.too_many_tries", "people.passwords_off"],
});

export const signInByCodeRoute = route({
  name: "signInByCode",
  method: "POST",
  path: "/api/sign-in/code",
  summary: "The second step: a code of the authenticator app, or a recovery code. Each is taken once.",
  who: "anyone",
  body: z.strictObject({ code }),
  answer: step,
  refusals: ["people.begin_again", "people.wrong_code", "people.too_many_tries"],
});

export const signInByLinkRoute = route({
  name: "signInByLink",
  method: "POST",
  path: "/api/sign-in/link",
  summary: "Signs in with a one-time link that the console printed.",
  who: "anyone",
  body: z.strictObject({ token }),
  answer: step,
  refusals: ["people.link_used_up"],
});

/** What the browser's WebAuthn is given and gives back: the specification's own JSON, checked by the server's library. */
const webAuthn = z.looseObject({});

export const askForPasskeyRoute = route({
  name: "askForPasskey",
  method: "POST",
  path: "/api/sign-in/passkey/challenge",
  summary: "What the browser needs to sign in by a passkey (PublicKeyCredentialRequestOptionsJSON).",
  who: "anyone",
  answer: webAuthn,
  refusals: [],
});

const credential = z.looseObject({ id: z.string().min(1).max(1400) });

export const signInByPasskeyRoute = route({
  name: "signInByPasskey",
  method: "POST",
  path: "/api/sign-in/passkey",
  summary: "Signs in by a passkey, which counts as both factors (AuthenticationResponseJSON).",
  who: "anyone",
  body: z.strictObject({ credential }),
  answer: step,
  refusals: ["people.passkey_unknown", "people.too_many_tries"],
});

export const beginIdentityRoute = route({
  name: "beginIdentity",
  method: "POST",
  path: "/api/sign-in/identity",
  summary: "Begins to sign in by the identity provider: the address to go to.",
  who: "anyone",
  body: z.strictObject({ to: z.string().max(2000).default("/") }),
  answer: z.object({ address: z.string() }),
  refusals: ["people.identity_off", "people.identity_away"],
});

export const finishIdentityRoute = route({
  name: "finishIdentity",
  method: "POST",
  path: "/api/sign-in/identity/answer",
  summary: "Comes back from the identity provider with what stood in the address; signs in.",
  who: "anyone",
  body: z.strictObject({ answer: z.string().max(8000) }),
  answer: z.object({ to: z.string() }),
  refusals: [
    "people.identity_off",
    "people.identity_away",
    "people.begin_again",
    "people.identity_wrong",
    "people.identity_unknown",
    "people.identity_unverified",
  ],
});

export const signOutRoute = route({
  name: "signOut",
  method: "POST",
  path: "/api/sign-out",
  summary: "Ends this session.",
  who: "member",
  answer: done,
  refusals: [],
  ...owing,
});

export const requestResetRoute = route({
  name: "requestPasswordReset",
  method: "POST",
  path: "/api/password-reset",
  summary: "Mails a link to set a new password; answers the same for every address.",
  who: "anyone",
  body: z.strictObject({ email: z.email().max(254) }),
  answer: done,
  status: 202,
  refusals: ["people.too_many_tries"],
});

export const resetRoute = route({
  name: "resetPassword",
  method: "POST",
  path: "/api/password-reset/use",
  summary: "Sets a new password with the link of the mail or of the console; ends all sessions of that sign-in.",
  who: "anyone",
  body: z.strictObject({ token, password }),
  answer: z.object({ next: z.enum(["in", "code", "sign_in"]) }),
  refusals: ["people.link_used_up"],
});

export const changePasswordRoute = route({
  name: "changePassword",
  method: "POST",
  path: "/api/password",
  summary: "Changes my password and ends my other sessions.",
  who: "member",
  body: z.strictObject({ current: typedPassword, next: password }),
  answer: done,
  refusals: ["people.wrong_password", "people.too_many_tries"],
  ...never,
});

export const sessionsRoute = route({
  name: "sessions",
  method: "GET",
  path: "/api/sessions",
  summary: "Where I am signed in.",
  who: "member",
  answer: z.array(
    z.object({
      id: z.string(),
      startedAt: instantShape,
      browser: z.string().nullable(),
      address: z.string().nullable(),
      proof: z.enum(["password", "link", "code", "passkey", "identity"]),
      current: z.boolean(),
    }),
  ),
  refusals: [],
  ...never,
});

export const endSessionRoute = route({
  name: "endSession",
  method: "DELETE",
  path: "/api/sessions/{id}",
  summary: "Ends one of my sessions; its open screens close within five seconds.",
  who: "member",
  params: z.strictObject({ id: z.string() }),
  answer: done,
  refusals: ["people.no_such_session"],
  ...never,
});

export const securityRoute = route({
  name: "security",
  method: "GET",
  path: "/api/security",
  summary: "How my sign-in is secured.",
  who: "member",
  answer: z.object({
    email: z.string(),
    hasPassword: z.boolean(),
    authenticator: z.object({ since: instantShape, recoveryCodesLeft: z.int() }).nullable(),
    passkeys: z.array(
      z.object({ id: z.string(), name: z.string(), madeAt: instantShape, usedAt: instantShape.nullable() }),
    ),
    /** Linked to an identity of the company's provider. */
    linked: z.boolean(),
    /** The company asks me for a second factor. */
    mustShowTwo: z.boolean(),
  }),
  refusals: [],
  ...owing,
});

/** Asked again of who has one, so that an unattended screen can't be made one's own. */
const again = { password: typedPassword.optional() };

export const startAuthenticatorRoute = route({
  name: "startAuthenticator",
  method: "POST",
  path: "/api/second-factor",
  summary: "A secret for an authenticator app; it counts once a code has confirmed it.",
  who: "member",
  body: z.strictObject(again),
  answer: z.object({
    secret: z.string(),
    address: z.string(),
    /** The address as a QR code: the path of an SVG of so many units. */
    picture: z.object({ size: z.int(), path: z.string() }),
  }),
  refusals: ["people.wrong_password", "people.too_many_tries", "people.second_factor_on"],
  ...owing,
});

export const confirmAuthenticatorRoute = route({
  name: "confirmAuthenticator",
  method: "POST",
  path: "/api/second-factor/confirm",
  summary: "Confirms the authenticator app by its first code; answers the recovery codes, this once.",
  who: "member",
  body: z.strictObject({ code }),
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: ["people.wrong_code", "people.too_many_tries"],
  ...owing,
});

export const newRecoveryCodesRoute = route({
  name: "newRecoveryCodes",
  method: "POST",
  path: "/api/second-factor/recovery-codes",
  summary: "Ten new recovery codes in place of those from before.",
  who: "member",
  body: z.strictObject({ code }),
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: ["people.wrong_code", "people.too_many_tries"],
  ...never,
});

export const removeAuthenticatorRoute = route({
  name: "removeAuthenticator",
  method: "POST",
  path: "/api/second-factor/remove",
  summary: "Turns the authenticator app off, with my password or a code.",
  who: "member",
  body: z.strictObject({ ...again, code: code.optional() }),
  answer: done,
  refusals: ["people.wrong_password", "people.wrong_code", "people.too_many_tries"],
  ...never,
});

export const askForNewPasskeyRoute = route({
  name: "askForNewPasskey",
  method: "POST",
  path: "/api/passkeys/challenge",
  summary: "What the browser needs to make a passkey (PublicKeyCredentialCreationOptionsJSON).",
  who: "member",
  body: z.strictObject(again),
  answer: webAuthn,
  refusals: ["people.wrong_password", "people.too_many_tries"],
  ...owing,
});

export const addPasskeyRoute = route({
  name: "addPasskey",
  method: "POST",
  path: "/api/passkeys",
  summary: "Keeps the passkey that the browser has made (RegistrationResponseJSON).",
  who: "member",
  body: z.strictObject({ name, credential }),
  answer: done,
  status: 201,
  refusals: ["people.passkey_refused"],
  ...owing,
});

export const renamePasskeyRoute = route({
  name: "renamePasskey",
  method: "PATCH",
  path: "/api/passkeys/{id}",
  summary: "Renames one of my passkeys.",
  who: "member",
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ name }),
  answer: done,
  refusals: ["people.no_such_passkey"],
  ...never,
});

export const removePasskeyRoute = route({
  name: "removePasskey",
  method: "DELETE",
  path: "/api/passkeys/{id}",
  summary: "Removes one of my passkeys.",
  who: "member",
  params: z.strictObject({ id: z.string() }),
  answer: done,
  refusals: ["people.no_such_passkey", "people.last_way_in"],
  ...never,
});

export const unlinkIdentityRoute = route({
  name: "unlinkIdentity",
  method: "DELETE",
  path: "/api/identity",
  summary: "Unlinks my sign-in from the identity provider.",
  who: "member",
  answer: done,
  refusals: ["people.last_way_in"],
  ...never,
});

const keyShape = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  writes: z.boolean(),
  admin: z.boolean(),
  areas: z.array(z.string()).nullable(),
  madeAt: instantShape,
  expiresAt: instantShape,
  usedOn: civilDate.nullable(),
  revokedAt: instantShape.nullable(),
});

export const apiKeysRoute = route({
  name: "apiKeys",
  method: "GET",
  path: "/api/api-keys",
  summary: "My API keys, and the areas of the API that a key can be held to.",
  who: "member",
  answer: z.object({ keys: z.array(keyShape), areas: z.array(z.string()) }),
  refusals: [],
  ...never,
});

export const makeApiKeyRoute = route({
  name: "makeApiKey",
  method: "POST",
  path: "/api/api-keys",
  summary: "Makes an API key; the key itself is in this answer and nowhere after.",
  who: "member",
  body: z.strictObject({
    name,
    writes: z.boolean().default(false),
    admin: z.boolean().default(false),
    areas: z.array(z.string().max(60)).min(1).max(60).nullable().default(null),
    /** A number of days, or the last day it works on; at most a year. */
    days: z.int().min(1).max(366).optional(),
    until: civilDate.optional(),
    ...again,
  }),
  answer: z.object({ key: z.string(), kept: keyShape }),
  status: 201,
  refusals: [
    "people.wrong_password",
    "people.too_many_tries",
    "people.no_such_area",
    "people.key_end_missing",
    "people.key_end_wrong",
    "people.key_not_admin",
  ],
  ...never,
});

export const revokeApiKeyRoute = route({
  name: "revokeApiKey",
  method: "DELETE",
  path: "/api/api-keys/{id}",
  summary: "Revokes one of my API keys, or as an admin anybody's.",
  who: "member",
  params: z.strictObject({ id: z.uuid() }),
  answer: done,
  refusals: ["people.no_such_key"],
  ...never,
});

const label = z.string().trim().min(1).max(60);
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);

export const signInSettingsRoute = route({
  name: "signInSettings",
  method: "GET",
  path: "/api/sign-in/settings",
  summary: "How this company signs in. The provider's secret is never read back.",
  who: "admin",
  answer: z.object({
    secondFactor: z.enum(["off", "admins", "everybody"]),
    passwords: z.boolean(),
    provider: z
      .object({
        issuer: z.string(),
        clientId: z.string(),
        label: z.string(),
        domains: z.array(z.string()),
        byEnvironment: z.boolean(),
      })
      .nullable(),
    /** The address to register at the provider. */
    back: z.string(),
    counts: z.object({ logins: z.int(), withTwo: z.int(), withoutPassword: z.int() }),
  }),
  refusals: [],
  ...never,
});

export const setSignInPolicyRoute = route({
  name: "setSignInPolicy",
  method: "PATCH",
  path: "/api/sign-in/settings",
  summary: "Sets who has to show a second factor, and whether passwords are a way in.",
  who: "admin",
  body: z.strictObject({ secondFactor: z.enum(["off", "admins", "everybody"]), passwords: z.boolean() }).partial(),
  answer: done,
  refusals: ["people.other_way_first"],
  ...never,
});

export const setProviderRoute = route({
  name: "setIdentityProvider",
  method: "PUT",
  path: "/api/sign-in/provider",
  summary: "Sets the identity provider (OpenID Connect). Its secret stays unless another is sent.",
  who: "admin",
  body: z.strictObject({
    issuer: z.string().trim().max(500),
    clientId: z.string().trim().min(1).max(300),
    clientSecret: z.string().min(1).max(1000).optional(),
    label,
    domains: z.array(domain).max(50).default([]),
  }),
  answer: done,
  refusals: ["people.issuer_wrong", "people.secret_missing", "people.provider_by_environment"],
  ...never,
});

export const removeProviderRoute = route({
  name: "removeIdentityProvider",
  method: "DELETE",
  path: "/api/sign-in/provider",
  summary: "Forgets the identity provider and its secret; people sign in by their other ways.",
  who: "admin",
  answer: done,
  refusals: ["people.provider_by_environment", "people.other_way_first"],
  ...never,
});

export const providerStateRoute = route({
  name: "identityProviderState",
  method: "GET",
  path: "/api/sign-in/provider/state",
  summary: "Whether the identity provider answers now.",
  who: "admin",
  answer: z.object({ state: z.enum(["none", "good", "away"]) }),
  refusals: [],
  ...never,
});
