import { providerOf } from "#platform/auth/identityProvider.ts";
import { askForPasskey } from "#platform/auth/passkeys.ts";
import { signInPolicy } from "#platform/auth/policy.ts";
import { type Answer, answer, answerAnyone } from "#platform/http/answer.ts";
import type { Surroundings } from "#platform/module.ts";
import * as api from "../signInApi.ts";
import { dropApiKey, makeApiKey, seeApiKeys } from "./apiKeys.ts";
import { beginIdentity, finishIdentity } from "./identity.ts";
import { endSession, endThisSession, sessionsOf } from "./logins.ts";
import {
  beginAuthenticator,
  challengeNewPasskey,
  changePassword,
  confirm,
  dropMyPasskey,
  keepPasskey,
  nameMyPasskey,
  renewRecoveryCodes,
  seeSecurity,
  turnOffAuthenticator,
  unlinkMe,
} from "./security.ts";
import { requestReset, reset, signIn, signInByCode, signInByLink, signInByPasskey } from "./signIn.ts";
import { dropProvider, providerState, seeSignInSettings, setPolicy, setProvider } from "./signInSettings.ts";

const done = { done: true } as const;

/** Answers done, once the verb is. */
const afterwards =
  <Asked>(verb: (ask: Asked) => Promise<unknown>) =>
  async (ask: Asked) => {
    await verb(ask);
    return done;
  };

/** What module people answers about signing in. */
export const signInAnswers = (around: Surroundings): readonly Answer[] => [
  answerAnyone(api.waysInRoute, async ({ db }) => ({
    passwords: (await signInPolicy(db)).passwords,
    identity: (await providerOf(db, around.settings))?.label ?? null,
  })),
  answerAnyone(api.signInRoute, signIn),
  answerAnyone(api.signInByCodeRoute, signInByCode),
  answerAnyone(api.signInByLinkRoute, signInByLink),
  answerAnyone(api.askForPasskeyRoute, async ({ db }) => ({ ...(await askForPasskey(db, around.origin())) })),
  answerAnyone(api.signInByPasskeyRoute, (ask) => signInByPasskey(ask, around.origin())),
  answerAnyone(api.beginIdentityRoute, (ask) => beginIdentity(ask, around)),
  answerAnyone(api.finishIdentityRoute, (ask) => finishIdentity(ask, around)),
  answer(api.signOutRoute, async ({ transact, auth, actor, sessionToken, setCookies }) => {
    if (sessionToken) await transact((tx) => endThisSession(tx, actor.userId, sessionToken));
    setCookies([auth.endCookie()]);
    return done;
  }),
  answerAnyone(api.requestResetRoute, afterwards(requestReset)),
  answerAnyone(api.resetRoute, reset),
  answer(api.changePasswordRoute, afterwards(changePassword)),
  answer(api.sessionsRoute, async ({ db, actor, sessionToken }) =>
    (await sessionsOf(db, actor.userId)).map(({ token, ...session }) => ({
      ...session,
      current: token === sessionToken,
    })),
  ),
  answer(
    api.endSessionRoute,
    afterwards(({ transact, actor, params }) => transact((tx) => endSession(tx, actor.userId, params.id))),
  ),
  answer(api.securityRoute, seeSecurity),
  answer(api.startAuthenticatorRoute, beginAuthenticator),
  answer(api.confirmAuthenticatorRoute, confirm),
  answer(api.newRecoveryCodesRoute, renewRecoveryCodes),
  answer(api.removeAuthenticatorRoute, afterwards(turnOffAuthenticator)),
  answer(api.askForNewPasskeyRoute, (ask) => challengeNewPasskey(ask, around.origin())),
  answer(
    api.addPasskeyRoute,
    afterwards((ask) => keepPasskey(ask, around.origin())),
  ),
  answer(api.renamePasskeyRoute, afterwards(nameMyPasskey)),
  answer(api.removePasskeyRoute, afterwards(dropMyPasskey)),
  answer(api.unlinkIdentityRoute, afterwards(unlinkMe)),
  answer(api.apiKeysRoute, seeApiKeys),
  answer(api.makeApiKeyRoute, makeApiKey),
  answer(api.revokeApiKeyRoute, afterwards(dropApiKey)),
  answer(api.signInSettingsRoute, (ask) => seeSignInSettings(ask, around)),
  answer(
    api.setSignInPolicyRoute,
    afterwards((ask) => setPolicy(ask, around)),
  ),
  answer(
    api.setProviderRoute,
    afterwards((ask) => setProvider(ask, around)),
  ),
  answer(
    api.removeProviderRoute,
    afterwards((ask) => dropProvider(ask, around)),
  ),
  answer(api.providerStateRoute, (ask) => providerState(ask, around)),
];
