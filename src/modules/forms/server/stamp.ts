import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Instant } from "#lib/time.ts";
import { sessionSecret } from "#platform/auth/auth.ts";
import type { Reads } from "#platform/db/db.ts";

/** Says when a form was shown, and to which showing of it a submission belongs. Nobody else can make one. */
export async function newStamp(db: Reads, formId: string, now: Instant): Promise<string> {
  const content = `${now}.${randomBytes(16).toString("base64url")}`;
  return `${Buffer.from(content).toString("base64url")}.${await signed(db, `stamp ${formId} ${content}`)}`;
}

/** The moment and the showing that a stamp names; undefined where it isn't ours, or another form's. */
export async function readStamp(
  db: Reads,
  formId: string,
  stamp: string,
): Promise<{ shownAt: Instant; once: string } | undefined> {
  const [encoded = "", signature = ""] = stamp.split(".");
  const content = Buffer.from(encoded, "base64url").toString("utf8");
  const right = Buffer.from(await signed(db, `stamp ${formId} ${content}`));
  const given = Buffer.from(signature);
  if (right.length !== given.length || !timingSafeEqual(right, given)) return undefined;
  const at = content.lastIndexOf(".");
  return { shownAt: content.slice(0, at), once: content.slice(at + 1) };
}

/** An address or a text, so that it can be met again and not be read. */
export function blurred(db: Reads, text: string): Promise<string> {
  return signed(db, `blur ${text}`);
}

async function signed(db: Reads, text: string): Promise<string> {
  return createHmac("sha256", await sessionSecret(db))
    .update(`form ${text}`)
    .digest("base64url");
}
