import { createHash } from "node:crypto";
import { sql } from "kysely";
import { Refusal } from "#lib/refusal.ts";
import { type Reads, row, type Tx } from "../db/db.ts";

/** A write that the caller may send twice: the second is answered as the first was, and changes nothing. */
export type OnceKey = { readonly userId: string; readonly key: string; readonly askedHash: string };

export type Remembered = { readonly status: number; readonly body: unknown };

const longestKey = 255;

/** The caller's own key for this write (Idempotency-Key), with a hash of what is asked by it. */
export function onceKey(
  userId: string,
  header: string | string[] | undefined,
  asked: { method: string; url: string; body: unknown },
): OnceKey | undefined {
  if (header === undefined || asked.method === "GET") return undefined;
  const key = String(header);
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > longestKey)
    throw new Refusal("http.bad_idempotency_key", 422, {}, [
      { pointer: "/headers/idempotency-key", code: "http.bad_idempotency_key" },
    ]);
  const hash = createHash("sha256").update(`${asked.method} ${asked.url}\n`);
  hash.update(Buffer.isBuffer(asked.body) ? asked.body : (JSON.stringify(asked.body) ?? ""));
  return { userId, key, askedHash: hash.digest("base64url") };
}

/**
 * Takes the key in the transaction of the write. Another that holds it is waited for: once it is committed its answer is
 * the answer; once it is rolled back the key is free. The same key for something else is refused.
 */
export async function takeOnce(tx: Tx, { userId, key, askedHash }: OnceKey): Promise<Remembered | undefined> {
  const taken = await row(
    tx,
    sql`
    insert into once_keys (user_id, key, asked_hash)
    values (${userId}, ${key}, ${askedHash})
    on conflict (user_id, key) do update
      set asked_hash = excluded.asked_hash, status = null, body = null, at = now()
      where once_keys.at < now() - interval '24 hours'
    returning key`,
  );
  if (taken) return undefined;
  const held = await row<{ askedHash: string; status: number; body: unknown }>(
    tx,
    sql`
    select asked_hash as "askedHash", status, body
    from once_keys
    where user_id = ${userId} and key = ${key}`,
  );
  if (!held) throw new Refusal("http.busy", 503);
  if (held.askedHash !== askedHash) throw new Refusal("http.key_of_another", 422);
  return held;
}

/** With the write's own commit: either both are kept, or neither. */
export async function rememberOnce(tx: Tx, { userId, key }: OnceKey, { status, body }: Remembered): Promise<void> {
  await sql`
    update once_keys set status = ${status}, body = ${JSON.stringify(body ?? null)}::jsonb
    where user_id = ${userId} and key = ${key}`.execute(tx);
}

/** What is older than 24 hours no caller sends again. */
export async function forgetOnceKeys(db: Reads): Promise<void> {
  await sql`delete from once_keys where at < now() - interval '24 hours'`.execute(db);
}
