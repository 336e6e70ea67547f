import { nameLetters, readingLetters } from "./nameLetters.ts";
import { hostOf } from "./ways.ts";

/** Raised when the rules below change: the job makes the keys of all records anew. */
export const keysRules = 1;

export type Keyed = {
  name: string;
  reading: string | null;
  website: string | null;
  /** Compared forms: `emailKey`, E.164. */
  emails: readonly string[];
  phones: readonly string[];
};

/**
 * By what a record meets others that may be the same. A slip of typing leaves the first or the last half of a name as it was, so
 * both halves are keys; lengths that differ by one share a half (`halves`).
 */
export function matchKeys(
  kind: "contact" | "organization",
  { name, reading, website, emails, phones }: Keyed,
): string[] {
  const letters = nameLetters(name, kind);
  const spoken = readingLetters(reading);
  const hosts = [
    website ? hostOf(website) : null,
    ...emails.map((email) => hostOf(email.slice(email.lastIndexOf("@") + 1))),
  ];
  const keys = [
    ...emails.map((email) => `email ${email}`),
    ...phones.map((phone) => `phone ${phone}`),
    ...(kind === "organization"
      ? hosts.filter((host) => host !== null && !isShared(host)).map((host) => `host ${host}`)
      : []),
    ...[letters, spoken].filter((text) => text !== "").flatMap((text) => [`name ${text}`, ...halves(text)]),
  ];
  return [...new Set(keys)];
}

/** Where anybody has a mailbox: such a host says nothing of the company. */
function isShared(host: string): boolean {
  return sharedHosts.has(host);
}

const sharedHosts = new Set([
  ...["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.jp"],
  ...["icloud.com", "me.com", "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "proton.me", "protonmail.com"],
  ...["docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp", "nifty.com", "qq.com", "163.com", "naver.com", "mail.ru"],
  ...["facebook.com", "linkedin.com", "instagram.com", "x.com", "twitter.com"],
]);

const longestHalf = 5;

function halves(text: string): string[] {
  const letters = [...text];
  if (letters.length < 2) return [];
  const lengths = new Set(
    [letters.length, letters.length - 1].map((count) => Math.min(longestHalf, Math.max(1, Math.floor(count / 2)))),
  );
  return [...lengths].flatMap((length) => [
    `first ${letters.slice(0, length).join("")}`,
    `last ${letters.slice(-length).join("")}`,
  ]);
}
