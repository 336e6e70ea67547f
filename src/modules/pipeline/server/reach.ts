import { type Actor, type Choices, can, reachOf, standingToOwner } from "#lib/policy/can.ts";
import { Refusal } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import { personOfUser } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { groundOf } from "#platform/ground.ts";
import { auditOf } from "#platform/records/audit.ts";
import { sharedFor } from "#platform/records/shares.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { type DealId, dealHolds, type Standing } from "../deal.ts";
import { requireDeal, requireLead } from "../lead.ts";
import { lockDeal, type StoredDeal } from "./store.ts";

export const dealReach = (actor: Actor, choices: Choices) => reachOf(actor, "deal", "r", choices);
export const leadReach = (actor: Actor, choices: Choices) => reachOf(actor, "lead", "r", choices);
export const reachesOf = (actor: Actor, choices: Choices) => ({
  deals: dealReach(actor, choices),
  leads: leadReach(actor, choices),
});

/** Who changed it last, by name. */
async function lastWriter(tx: Tx, id: DealId): Promise<string | null> {
  const user = (await auditOf(tx, id)).at(-1)?.by;
  return user ? ((await personOfUser(tx, user))?.name ?? null) : null;
}

/** Loads a deal to change it; a lead is refused with a sentence. */
export async function dealToChange(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: DealId,
  asked: Loading,
): Promise<StoredDeal> {
  const deal = await rowToChange(tx, actor, choices, id, asked);
  requireDeal(deal);
  return deal;
}

/** Loads a lead to change it; what is a deal already is refused with a sentence. */
export async function leadToChange(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: DealId,
  asked: Loading,
): Promise<StoredDeal> {
  const lead = await rowToChange(tx, actor, choices, id, asked);
  requireLead(lead);
  return lead;
}

type Loading = { verb?: "w" | "d"; version?: number | undefined; trashed?: boolean };

/** Loads a deal or a lead to change it, held for the transaction: unreadable is 404, readable but not theirs to change 403, stale 412. */
async function rowToChange(
  tx: Tx,
  actor: Actor,
  choices: Choices,
  id: DealId,
  { verb = "w", version, trashed = false }: Loading,
): Promise<StoredDeal> {
  const deal = await lockDeal(tx, id);
  const standing =
    deal &&
    standingToOwner(actor, deal, choices, [
      ...dealHolds(closingOf(deal), await todayHere(tx)),
      ...(await sharedFor(tx, "deal", id, actor.personId)),
    ]);
  if (!deal || !standing || (deal.deletedAt !== null) !== trashed || !can(entityOf(deal), "r", standing))
    throw new Refusal("pipeline.no_such_deal", 404);
  if (!can(entityOf(deal), verb, standing)) throw new Refusal("pipeline.may_not_change", 403);
  if (version !== undefined && version !== deal.version)
    throw new Refusal("http.stale", 412, { version: deal.version, who: await lastWriter(tx, id) });
  return deal;
}

const entityOf = ({ lead }: StoredDeal) => (lead.state === null ? "deal" : "lead");

function closingOf({ standing }: StoredDeal): { status: Standing["status"]; closedOn: CivilDate | null } {
  return { status: standing.status, closedOn: standing.status === "open" ? null : standing.closedOn };
}

async function todayHere(tx: Tx): Promise<CivilDate> {
  return groundOf(tx).clock.today((await theWorkspace(tx)).zone);
}
