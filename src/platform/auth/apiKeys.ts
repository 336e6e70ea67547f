import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Route } from "#lib/route.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "../db/db.ts";
import { hashOf } from "./auth.ts";

/** What a key may do at most; what its maker may not do now, it may not either. No areas: all of them. */
export type KeyScope = { readonly writes: boolean; readonly admin: boolean; readonly areas: string[] | null };

/** The part of the API that a path belongs to: `/api/deals/{id}/win` lies in `deals`. */
export function areaOf({ path }: Pick<Route, "path">): string {
  return path.split("/")[2] ?? "";
}

/** Whether a key of this scope may ask this route. Who it asks for is always told. */
export function mayKeyAsk(scope: KeyScope, route: Pick<Route, "path" | "method" | "who" | "name" | "byKey">): boolean {
  if (route.byKey === "always") return true;
  if (route.byKey === "never" || (route.who === "admin" && !scope.admin)) return false;
  if (route.method !== "GET" && !scope.writes) return false;
  return scope.areas === null || scope.areas.includes(areaOf(route));
}

export type ApiKey = KeyScope & {
  id: string;
  name: string;
  /** Its beginning, to tell it from others. */
  hint: string;
  madeAt: Instant;
  expiresAt: Instant;
  usedOn: string | null;
  revokedAt: Instant | null;
};

const columns = sql.raw(`
  id, name, hint, writes, admin, areas, made_at as "madeAt", expires_at as "expiresAt", used_on as "usedOn",
  revoked_at as "revokedAt"`);

/** Keys that work, and those that ended within the last month, so that their end is seen. */
export function apiKeysOf(db: Reads, userId: string): Promise<ApiKey[]> {
  return rows<ApiKey>(
    db,
    sql`
    select ${columns} from api_keys
    where user_id = ${userId} and least(expires_at, revoked_at) > now() - interval '30 days'
    order by made_at desc, id`,
  );
}

/** It ends after so many days, or with the last day it works on in the company's zone. */
export type KeyEnd = { readonly days: number } | { readonly until: CivilDate; readonly zone: Zone };
export type NewKey = KeyScope & { name: string; end: KeyEnd };

/** Keeps a key's hash; the key itself is shown by whoever made it, and never again. Undefined: its end has passed, or is over a year away. */
export async function insertApiKey(tx: Tx, userId: string, key: string, made: NewKey): Promise<ApiKey | undefined> {
  const { name, writes, admin, areas, end } = made;
  const expiresAt =
    "days" in end
      ? sql`now() + make_interval(days => ${end.days})`
      : sql`((${end.until}::date + 1)::timestamp at time zone ${end.zone})`;
  return row<ApiKey>(
    tx,
    sql`
    insert into api_keys (id, user_id, name, hash, hint, writes, admin, areas, expires_at)
    select
      ${newId()}::uuid, ${userId}, ${name}, ${hashOf(key)}, ${key.slice(0, 11)}, ${writes}::boolean, ${admin}::boolean,
      ${areas}::text[], ending
    from (select ${expiresAt} as ending) as made
    where ending > now() and ending <= now() + interval '367 days'
    returning ${columns}`,
  );
}

export async function revokeApiKey(tx: Tx, id: string): Promise<void> {
  await sql`update api_keys set revoked_at = now() where id = ${id} and revoked_at is null`.execute(tx);
}

export async function ownerOfApiKey(db: Reads, id: string): Promise<string | undefined> {
  return (await row<{ userId: string }>(db, sql`select user_id as "userId" from api_keys where id = ${id}`))?.userId;
}

/** By the day is exact enough to see which keys are still in use, and one write a day. */
export async function noteKeyUsed(db: Reads, key: string): Promise<void> {
  await sql`
    update api_keys set used_on = current_date
    where hash = ${hashOf(key)} and used_on is distinct from current_date`.execute(db);
}

/** As a part of whoever reads whose key it is. */
export const liveKey = (key: string) =>
  sql`api_keys.hash = ${hashOf(key)} and api_keys.expires_at > now() and api_keys.revoked_at is null`;
