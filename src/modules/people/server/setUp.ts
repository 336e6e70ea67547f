import { Refusal } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { spendToken } from "#platform/auth/auth.ts";
import type { Tx } from "#platform/db/db.ts";
import { lockFor } from "#platform/ground.ts";
import { createWorkspace, readWorkspace, type Workspace } from "#platform/workspace.ts";
import { addLogin, hasAdmin } from "./logins.ts";
import { insertPersons } from "./store.ts";

export const setupPurpose = "setup";

type NewWorkspace = Omit<Workspace, "visibility" | "teamBoard" | "sampleOf">;
type FirstAdmin = { name: string; email: string; password: string };

/** The first run: names the workspace, unless the command line did, and makes the first admin. Answers the admin's login. */
export async function setUp(
  tx: Tx,
  asked: { token: string; workspace?: NewWorkspace | undefined; admin: FirstAdmin },
  now: Instant,
): Promise<string> {
  await lockFor(tx, "setup");
  if (await hasAdmin(tx)) throw new Refusal("people.already_set_up", 409);
  if (!(await spendToken(tx, setupPurpose, asked.token))) throw new Refusal("people.link_used_up", 410);
  if (!(await readWorkspace(tx))) {
    if (!asked.workspace) throw new Refusal("people.workspace_missing", 422);
    await createWorkspace(tx, asked.workspace, now);
  }
  const [personId] = await insertPersons(
    tx,
    [{ name: asked.admin.name, email: null, title: null, joinedOn: null, leftOn: null }],
    now,
  );
  return addLogin(tx, { personId: personId!, ...asked.admin, admin: true, locale: asked.workspace?.locale ?? null });
}
