import { emit } from "#platform/events/emit.ts";
import type { Ground } from "#platform/ground.ts";
import { activityReminded } from "../events.ts";
import { takeReminders } from "./store.ts";

/** Every minute: whoever has something to do soon is told. What is marked and what is told are one transaction. */
export async function remind(ground: Ground): Promise<void> {
  await ground.transact(async (tx) => {
    for (const { id, ownerId, dueAt, remindByMail } of await takeReminders(tx, ground.clock.now()))
      if (ownerId && dueAt)
        await emit(tx, activityReminded, {
          record: id,
          facts: { activityId: id, ownerId, forAt: dueAt, byMail: remindByMail },
        });
  });
}
