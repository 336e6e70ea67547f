import type { Actor, Choices } from "#lib/policy/can.ts";
import type { Reads } from "#platform/db/db.ts";
import type { Found } from "#platform/module.ts";
import { readableActivities, recordOf } from "./readable.ts";
import { type FoundActivity, searchActivities } from "./searchStore.ts";

const shown = 6;
const looked = 40;

/** Notes, calls and meetings by their words, opened on the record they are about; only those that the asker may read. */
export async function foundActivities(db: Reads, actor: Actor, choices: Choices, words: string): Promise<Found[]> {
  const found = await searchActivities(db, words, looked);
  const readable = await readableActivities(
    { db, actor, workspace: choices },
    found.map(({ id }) => id),
  );
  return found
    .filter(({ id }) => readable.has(id))
    .slice(0, shown)
    .map(hit);
}

function hit({ id, subject, at, dealId, contactId, organizationId }: FoundActivity): Found {
  const on = recordOf({
    dealId: dealId as never,
    contactId: contactId as never,
    organizationId: organizationId as never,
  });
  return { kind: "activity", id, title: subject, detail: at.slice(0, 10), href: `/${on.record}s/${on.id}` };
}
