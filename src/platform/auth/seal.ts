import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Reads } from "../db/db.ts";
import { sessionSecret } from "./auth.ts";

const cipher = "aes-256-gcm";
const sizes = { nonce: 12, tag: 16 };

/**
 * Encrypts what has to be read back (secrets of authenticators, of the identity provider), so that a stolen dump of those
 * tables alone says nothing. Each purpose has a key of its own, derived from the deployment's secret (RFC 5869).
 */
export async function seal(db: Reads, purpose: string, text: string): Promise<string> {
  const nonce = randomBytes(sizes.nonce);
  const encrypt = createCipheriv(cipher, await keyFor(db, purpose), nonce);
  const sealed = Buffer.concat([encrypt.update(text, "utf8"), encrypt.final()]);
  return Buffer.concat([nonce, encrypt.getAuthTag(), sealed]).toString("base64url");
}

/** The text again; undefined for what was changed, or sealed by another deployment or for another purpose. */
export async function unseal(db: Reads, purpose: string, sealed: string): Promise<string | undefined> {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < sizes.nonce + sizes.tag) return undefined;
  const decrypt = createDecipheriv(cipher, await keyFor(db, purpose), bytes.subarray(0, sizes.nonce));
  decrypt.setAuthTag(bytes.subarray(sizes.nonce, sizes.nonce + sizes.tag));
  try {
    const opened = Buffer.concat([decrypt.update(bytes.subarray(sizes.nonce + sizes.tag)), decrypt.final()]);
    return opened.toString("utf8");
  } catch {
    return undefined; // the tag doesn't fit
  }
}

async function keyFor(db: Reads, purpose: string): Promise<Buffer> {
  return Buffer.from(hkdfSync("sha256", await sessionSecret(db), "", `clinch ${purpose}`, 32));
}
