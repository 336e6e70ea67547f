import type { Asked } from "#lib/route.ts";
import { useWrite } from "#ui/query.ts";
import type { MeetingOutcome } from "../activity.ts";
import { type ActivityShape, addActivityRoute, changeActivityRoute, deleteActivityRoute } from "../api.ts";

export type Next = NonNullable<Asked<typeof changeActivityRoute>["body"]["next"]>;
/** What an activity is about, and whose it was. */
export type About = Pick<ActivityShape, "dealId" | "organizationId" | "contactId" | "ownerId">;

export function aboutOf({ dealId, organizationId, contactId, ownerId }: About): About {
  return { dealId, organizationId, contactId, ownerId };
}

type Closing = { outcome: MeetingOutcome | undefined; next: Next | undefined };

/** Closes an activity, with what comes next or without; its undo takes both back. */
export function useClosing(topics: readonly string[]) {
  const touches = [...topics, "figures"];
  const changing = useWrite(changeActivityRoute, { touches });
  const adding = useWrite(addActivityRoute, { touches });
  const deleting = useWrite(deleteActivityRoute, { touches });
  const close = async ({ id }: Pick<ActivityShape, "id">, { outcome, next }: Closing) => {
    const params = { id };
    const how = outcome ? { meetingOutcome: outcome } : { done: true };
    const closed = await changing.send({ params, body: { ...how, ...(next ? { next } : {}) } });
    const undo = async () => {
      await changing.send({ params, body: { done: false } });
      if (closed?.next) await deleting.send({ params: { id: closed.next.id } });
    };
    return closed && { undo };
  };
  const plan = async (about: About, next: Next) => {
    const planned = await adding.send({ body: { ...about, ...next, done: false } });
    return planned && { undo: () => deleting.send({ params: { id: planned.id } }) };
  };
  return { close, plan, mayWrite: changing.mayWrite };
}
