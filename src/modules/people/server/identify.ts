import { sql } from "kysely";
import type { Actor } from "#lib/policy/can.ts";
import type { CivilDate } from "#lib/time.ts";
import type { Clock } from "#platform/clock.ts";
import { type Reads, row } from "#platform/db/db.ts";
import type { Identify } from "#platform/http/app.ts";
import { type Workspace, workspaceColumns } from "#platform/workspace.ts";
import { standingOf } from "./store.ts";

/** The actor a login is today, for work done in its name later (a job); undefined once it may not sign in. */
export async function actorOf(db: Reads, userId: string, today: CivilDate): Promise<Actor | undefined> {
  const login = await row<{ admin: boolean }>(
    db,
    sql`select admin from "user" where id = ${userId} and disabled_at is null`,
  );
  const standing = login && (await standingOf(db, userId, today));
  return standing && { userId, admin: login.admin, ...standing };
}

type Session = Workspace & { userId: string; admin: boolean };

/** Reads who a session belongs to by one join, and where that person stands today by another query. */
export function identifier(clock: Clock): Identify {
  return async (db, token) => {
    const session = await row<Session>(
      db,
      sql`
      select "user".id as "userId", "user".admin, ${workspaceColumns}
      from session
      join "user" on "user".id = session."userId"
      cross join workspace
      where session.token = ${token}
        and session."expiresAt" > now()
        and "user".disabled_at is null`,
    );
    if (!session) return undefined;
    const { userId, admin, ...workspace } = session;
    const standing = await standingOf(db, userId, clock.today(workspace.zone));
    if (!standing) return undefined;
    return { actor: { userId, admin, ...standing }, workspace };
  };
}
