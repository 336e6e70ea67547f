import type { Actor } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import { actorOf } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Ground } from "#platform/ground.ts";
import { theWorkspace, type Workspace } from "#platform/workspace.ts";

/** In whose name rows are taken, in which workspace, on which day. The console may do what an admin may. */
export type Author = { actor: Actor; workspace: Workspace; today: string; isConsole: boolean };

const console: Actor = { userId: "", personId: "", admin: true, leads: [], teammates: [], covers: [] };

/** The author as they stand today: a job runs in the name of whoever started it, if they may still sign in. */
export async function authorOf(ground: Ground, db: Reads, userId: string | null): Promise<Author> {
  const workspace = await theWorkspace(db);
  const today = ground.clock.today(workspace.zone);
  if (userId === null) return { actor: console, workspace, today, isConsole: true };
  const actor = await actorOf(db, userId, ground.clock);
  if (!actor) throw new Refusal("imports.author_gone", 409);
  return { actor, workspace, today, isConsole: false };
}
