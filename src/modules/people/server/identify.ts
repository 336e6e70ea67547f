import type { Actor } from "#lib/policy/can.ts";
import type { Clock } from "#platform/clock.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Identify } from "#platform/http/app.ts";
import { loginOf, sessionOf } from "./store.ts";

/** Reads who a session belongs to, and where that person stands today. */
export function identifier(clock: Clock): Identify {
  return async (db, token) => {
    const found = await sessionOf(db, token, clock.now());
    if (!found) return undefined;
    const { userId, admin, personId, leads, teammates, covers, ...workspace } = found;
    return { actor: { userId, admin, personId, leads, teammates, covers }, workspace };
  };
}

/** The actor a login is now, for work done in its name later (a job); undefined once it may not sign in. */
export async function actorOf(db: Reads, userId: string, clock: Clock): Promise<Actor | undefined> {
  const found = await loginOf(db, userId, clock.now());
  if (!found) return undefined;
  const { admin, personId, leads, teammates, covers } = found;
  return { userId, admin, personId, leads, teammates, covers };
}
