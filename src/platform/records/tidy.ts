import { sql } from "kysely";
import type { Reads } from "../db/db.ts";
import { forgetOnceKeys } from "../http/idempotency.ts";
import { forgetChanges } from "./changes.ts";

/** By night: what is over, and only filled the tables and every backup of them. */
export async function tidyGround(db: Reads): Promise<void> {
  await forgetOnceKeys(db);
  await forgetChanges(db);
  await sql`delete from sign_in_failures where at < now() - interval '1 day'`.execute(db);
  await sql`delete from session where "expiresAt" < now() - interval '1 day'`.execute(db);
  await sql`delete from tokens where expires_at < now() - interval '30 days'`.execute(db);
}
