import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Ask } from "#platform/http/answer.ts";
import { type Changed, changeEpoch, changesAfter, firstChange, lastChange } from "#platform/records/changes.ts";
import type { changesRoute } from "../api.ts";

type Told = { seq: number; kind: string; id: string; what: "changed" | "gone"; at: string };

/**
 * A page of the feed: each record once, by its last change in the page. What somebody may not read they are not told of; whoever may read all of
 * a kind is told what is gone.
 */
export async function readChanges(ask: Ask<typeof changesRoute>) {
  const { ground, db, query } = ask;
  const epoch = await changeEpoch(db);
  if (query.after === undefined) return { changes: [], next: cursor(epoch, await lastChange(ground)), more: false };
  const after = await placeOf(ask, epoch, query.after);
  const found = await changesAfter(ground, after, query.limit);
  const last = new Map(found.map((one) => [one.id, one]));
  const wanted = [...last.values()]
    .filter(({ kind }) => !query.kind || kind === query.kind)
    .toSorted((a, b) => a.seq - b.seq);
  return {
    changes: await tellable(ask, wanted),
    next: cursor(epoch, found.at(-1)?.seq ?? after),
    more: found.length === query.limit,
  };
}

async function tellable({ db, ground, actor, workspace }: Ask, found: readonly Changed[]): Promise<Told[]> {
  const readable = new Set<string>();
  for (const [kind, some] of Map.groupBy(found, (one) => one.kind)) {
    const ids = some.filter(({ gone }) => !gone).map(({ id }) => id);
    const read = ground.records.get(kind)?.readable;
    for (const id of read ? await read(db, actor, workspace, ids) : []) readable.add(id);
  }
  return found
    .filter(({ id }) => readable.has(id) || actor.admin)
    .map(({ seq, kind, id, at }) => ({ seq, kind, id, at, what: readable.has(id) ? "changed" : "gone" }));
}

function cursor(epoch: string, seq: number): string {
  return `${epoch}.${seq}`;
}

async function placeOf({ db }: Ask, epoch: string, text: string): Promise<number> {
  const [, known, seq] = /^([0-9a-f-]{36})\.(\d{1,15})$/.exec(text) ?? [];
  if (known === undefined) throw refuseField("integrations.cursor_wrong", "/after");
  const after = Number(seq);
  const first = await firstChange(db);
  if (known !== epoch || (first > 0 && after + 1 < first)) throw new Refusal("integrations.begin_again", 410);
  return after;
}
