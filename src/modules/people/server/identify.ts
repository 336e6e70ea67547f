import type { Actor } from "#lib/policy/can.ts";
import { noteKeyUsed } from "#platform/auth/apiKeys.ts";
import type { Clock } from "#platform/clock.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Identify } from "#platform/http/app.ts";
import { keyHolderOf, loginOf, sessionOf } from "./standingStore.ts";

/** Reads who a session or a key belongs to, and where that person stands today: one query, at every request. */
export function identifier(clock: Clock): Identify {
  return async (db, credential) => {
    const now = clock.now();
    const found =
      "key" in credential ? await keyHolderOf(db, credential.key, now) : await sessionOf(db, credential.session, now);
    if (!found) return undefined;
    const { userId, admin, personId, leads, teammates, covers, owesFactor, scope, ...workspace } = found;
    if ("key" in credential && !scope?.usedToday) await noteKeyUsed(db, credential.key);
    // L8: a key is never more than its maker is now, and an admin's only where that was asked for.
    const actor = { userId, admin: admin && (scope?.admin ?? true), personId, leads, teammates, covers };
    return { actor, workspace, owesFactor, scope };
  };
}

/** The actor a login is now, for work done in its name later (a job); undefined once it may not sign in. */
export async function actorOf(db: Reads, userId: string, clock: Clock): Promise<Actor | undefined> {
  const found = await loginOf(db, userId, clock.now());
  if (!found) return undefined;
  const { admin, personId, leads, teammates, covers } = found;
  return { userId, admin, personId, leads, teammates, covers };
}
