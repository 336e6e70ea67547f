import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** About 60 ms and 32 MB a guess (OWASP's scrypt line of N = 2^14, with r raised to 16). Kept hashes were made with it: never change it in place. */
const cost = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 };
const keyBytes = 64;

/** What is kept of a password: `salt:key`, both hexadecimal. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString("hex");
  return `${salt}:${(await keyOf(password, salt)).toString("hex")}`;
}

export async function isPassword(hash: string, password: string): Promise<boolean> {
  const [salt = "", key = ""] = hash.split(":");
  const kept = Buffer.from(key, "hex");
  return timingSafeEqual(await keyOf(password, salt), kept.length === keyBytes ? kept : Buffer.alloc(keyBytes));
}

function keyOf(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
