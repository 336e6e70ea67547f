import { z } from "zod";
import type { Mergeable } from "#platform/records/merge.ts";
import { dropParts, moveParts, moveSteps, putParts } from "./peopleStore.ts";

const partWas = z.object({ partId: z.string().nullable(), addedAt: z.string(), stays: z.boolean() });

/** The parts that two contacts have in deals, once they are one. */
export const partsFollow: Mergeable = {
  column: "deal_contacts.contact_id",
  of: "contact",
  move: async (tx, { from, into }) =>
    (await moveParts(tx, from, into)).map(({ dealId, ...was }) => ({ row: dealId, was })),
  putBack: async (tx, moved, { from, into }) => {
    const parts = moved.map(({ row, was }) => ({ dealId: row, ...partWas.parse(was) }));
    const brought = parts.filter(({ stays }) => !stays).map(({ dealId }) => dealId);
    await dropParts(tx, into, brought);
    await putParts(tx, from, parts);
    return parts.map(({ dealId }) => dealId);
  },
};

/** The steps of a customer's decision that one of them was to take. */
export const stepsFollow: Mergeable = {
  column: "decision_steps.contact_id",
  of: "contact",
  move: async (tx, { from, into }) => (await moveSteps(tx, from, into, null)).map((row) => ({ row, was: null })),
  putBack: (tx, moved, { from, into }) =>
    moveSteps(
      tx,
      into,
      from,
      moved.map(({ row }) => row),
    ),
};
