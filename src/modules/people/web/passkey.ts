import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** Whether this browser, at this address, knows passkeys at all. */
export const knowsPasskeys = (): boolean => typeof PublicKeyCredential === "function";

/** Lets the browser make a passkey; undefined when whoever sits there turned it down. */
export function makePasskey(optionsJSON: object): Promise<Credential | undefined> {
  return unlessTurnedDown(async ({ startRegistration }) =>
    isCreation(optionsJSON) ? { ...(await startRegistration({ optionsJSON })) } : undefined,
  );
}

/** Lets the browser sign with a passkey it has for this site. */
export function signWithPasskey(optionsJSON: object): Promise<Credential | undefined> {
  return unlessTurnedDown(async ({ startAuthentication }) =>
    isRequest(optionsJSON) ? { ...(await startAuthentication({ optionsJSON })) } : undefined,
  );
}

type Credential = { id: string; [part: string]: unknown };
type Browser = typeof import("@simplewebauthn/browser");

/** Fetched when it is needed first: most people open the page with a password. */
async function unlessTurnedDown(
  work: (browser: Browser) => Promise<Credential | undefined>,
): Promise<Credential | undefined> {
  try {
    return await work(await import("@simplewebauthn/browser"));
  } catch (error) {
    // A browser tells "no", "none here" and "too late" apart for nobody.
    if (error instanceof Error && ["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name))
      return undefined;
    throw error;
  }
}

const isCreation = (given: object): given is PublicKeyCredentialCreationOptionsJSON =>
  "challenge" in given && "rp" in given;
const isRequest = (given: object): given is PublicKeyCredentialRequestOptionsJSON => "challenge" in given;
