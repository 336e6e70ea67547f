import { Refusal, refuseField } from "#lib/refusal.ts";
import type { PersonId } from "#modules/people/person.ts";
import { personNames, worksHere } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { Ask } from "#platform/http/answer.ts";
import { audit } from "#platform/records/audit.ts";
import { dropShare, putShare, type SharedKind, sharesOf } from "#platform/records/shares.ts";

type OnRecord = { kind: SharedKind; id: string };
type Asking = Pick<Ask, "db" | "ground" | "actor" | "workspace">;

/** With whom a record is shared, for whoever may read it. */
export async function seeShares(ask: Asking, { kind, id }: OnRecord) {
  await requireReadable(ask, { kind, id });
  const shares = await sharesOf(ask.db, kind, id);
  const names = await personNames(
    ask.db,
    shares.map(({ personId }) => personId),
  );
  return {
    shares: shares.map((share) => ({ ...share, person: names.get(share.personId) ?? null })),
    mayShare: await mayShare(ask, ask.db, { kind, id }),
  };
}

export async function shareRecord(ask: Ask, { kind, id }: OnRecord, to: { personId: string; mayWrite: boolean }) {
  await requireReadable(ask, { kind, id });
  await ask.transact(async (tx) => {
    if (!(await mayShare(ask, tx, { kind, id }))) throw new Refusal("lists.may_not_share", 403);
    if (!(await worksHere(tx, to.personId as PersonId))) throw refuseField("lists.no_such_person", "/personId");
    await putShare(tx, { kind, id, ...to }, ask.now);
    audit(tx, kind, id, [{ field: "sharedWith", was: null, became: to }]);
    touched(tx, `${kind}:${id}`, `${kind}s`, "shares");
  });
  return seeShares(ask, { kind, id });
}

export async function endShare(ask: Ask, { kind, id }: OnRecord, personId: string) {
  await requireReadable(ask, { kind, id });
  await ask.transact(async (tx) => {
    const isOwn = personId === ask.actor.personId;
    if (!isOwn && !(await mayShare(ask, tx, { kind, id }))) throw new Refusal("lists.may_not_share", 403);
    await dropShare(tx, kind, id, personId);
    audit(tx, kind, id, [{ field: "sharedWith", was: { personId }, became: null }]);
    touched(tx, `${kind}:${id}`, `${kind}s`, "shares");
  });
}

async function requireReadable({ db, ground, actor, workspace }: Asking, { kind, id }: OnRecord): Promise<void> {
  const readable = await ground.records.get(kind)?.readable?.(db, actor, workspace, [id]);
  if (!readable?.has(id)) throw new Refusal("lists.no_such_record", 404);
}

async function mayShare({ ground, actor, workspace }: Asking, db: Reads, { kind, id }: OnRecord): Promise<boolean> {
  return (await ground.records.get(kind)?.mayShare?.(db, actor, workspace, id)) ?? false;
}
