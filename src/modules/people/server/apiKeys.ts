import { can } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { apiKeysOf, insertApiKey, type KeyEnd, ownerOfApiKey, revokeApiKey } from "#platform/auth/apiKeys.ts";
import { loginTopic } from "#platform/auth/logins.ts";
import { touched } from "#platform/ground.ts";
import type { Ask } from "#platform/http/answer.ts";
import { audit } from "#platform/records/audit.ts";
import type * as api from "../signInApi.ts";
import { checkPassword } from "./security.ts";

export async function seeApiKeys({ db, actor, ground }: Ask) {
  return { keys: await apiKeysOf(db, actor.userId), areas: [...ground.areas] };
}

/** Answers the key itself, this once. Only an admin's may reach what is an admin's, and only where that is asked for. */
export async function makeApiKey(ask: Ask<typeof api.makeApiKeyRoute>) {
  const { transact, auth, actor, body, ground } = ask;
  const { name, writes, admin, areas } = body;
  if (admin && !actor.admin) throw refuseField("people.key_not_admin", "/admin");
  if (areas?.some((area) => !ground.areas.includes(area))) throw refuseField("people.no_such_area", "/areas");
  const end = endOf(ask);
  await checkPassword(ask, body.password);
  const key = auth.makeKey();
  const kept = await transact(async (tx) => {
    const made = await insertApiKey(tx, actor.userId, key, { name, writes, admin, areas, end });
    if (!made) throw refuseField("people.key_end_wrong", "/until");
    audit(tx, "user", actor.userId, [{ field: "api_key", was: null, became: made.id }]);
    touched(tx, "api-keys");
    return made;
  });
  return { key, kept };
}

function endOf({ body, workspace }: Ask<typeof api.makeApiKeyRoute>): KeyEnd {
  if (body.until) return { until: body.until, zone: workspace.zone };
  if (body.days === undefined) throw refuseField("people.key_end_missing", "/until");
  return { days: body.days };
}

export async function dropApiKey({ transact, actor, params }: Ask<typeof api.revokeApiKeyRoute>): Promise<void> {
  await transact(async (tx) => {
    const owner = await ownerOfApiKey(tx, params.id);
    const rels = [...(owner === actor.userId ? ["own"] : []), ...(actor.admin ? ["admin"] : [])];
    if (!owner || !can("api-key", "d", { rels, holds: () => true })) throw new Refusal("people.no_such_key", 404);
    await revokeApiKey(tx, params.id);
    audit(tx, "user", owner, [{ field: "api_key", was: params.id, became: null }]);
    touched(tx, "api-keys", loginTopic(owner));
  });
}
