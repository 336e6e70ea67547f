// A deal is changed, deleted and restored, with the rules that all fields share.
import type { Money } from "#lib/money.ts";
import type { Actor, Choices } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import { defined, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type Deal, type DealId, type RankId, reschedule } from "../deal.ts";
import { dealCorrected, dealDeleted, dealOwnerChanged, dealRanked, dealRestored, dealValueChanged } from "../events.ts";
import { readRanks } from "./catalogueStore.ts";
import type { When, Who } from "./closeDeal.ts";
import { dealToChange } from "./reach.ts";
import { type StoredDeal, saveDeal } from "./store.ts";
import { tellDeal, touchedDeal } from "./tellDeal.ts";
import { tellReschedule } from "./tellReschedule.ts";
import { trashDeal } from "./trashStore.ts";
import { type AskedLine, type Cleared, worthAfter } from "./worth.ts";

type Fields = {
  name: string;
  organizationId: OrganizationId | null;
  ownerId: PersonId | null;
  value: Money;
  lines: AskedLine[];
  openedOn: CivilDate | null;
  expectedCloseOn: CivilDate | null;
  rankId: RankId | null;
};
export type DealChange = { [Field in keyof Fields]?: Fields[Field] | undefined };

export async function changeDeal(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  asked: { id: DealId; version?: number | undefined; fields: DealChange },
  when: When,
): Promise<Cleared> {
  const was = await dealToChange(tx, who, who.choices, asked.id, { version: asked.version });
  return changeFields(tx, { who, workspace, was }, asked.fields, when);
}

/** Changes a deal that is held already, and answers what setting its lines or its value took away. */
export async function changeFields(
  tx: Tx,
  { who, workspace, was }: { who: Who; workspace: Workspace; was: StoredDeal },
  { value, lines, expectedCloseOn, ...plain }: DealChange,
  when: When,
): Promise<Cleared> {
  const on = was.standing.status === "open" ? when.today : was.standing.closedOn;
  const { worth, cleared } = await worthAfter(tx, workspace.currency, { value, lines }, { was, on });
  const changed: Deal = { ...was, ...defined(plain), ...worth, lastTouchAt: when.now };
  const deal = expectedCloseOn === undefined ? changed : reschedule(changed, expectedCloseOn);
  await checkFields(tx, who, deal, when.today, was);
  await saveDeal(tx, was, deal);
  audit(tx, "deal", deal.id, changesBetween<Deal>(was, deal, auditedFields));
  await tellChange(tx, was, deal, when);
  return cleared;
}

const auditedFields = [
  "name",
  "organizationId",
  "ownerId",
  "value",
  "lines",
  "openedOn",
  "expectedCloseOn",
  "rankId",
] as const satisfies (keyof Deal)[];

/** One event for each kind of change that a figure or a history depends on; a new name needs none. */
async function tellChange(tx: Tx, was: Deal, deal: Deal, when: When): Promise<void> {
  const on = deal.standing.status === "open" ? when.today : deal.standing.closedOn;
  const same = (field: keyof Deal) => JSON.stringify(was[field]) === JSON.stringify(deal[field]);
  if (!same("value")) await tellDeal(tx, dealValueChanged, deal, on, { was: was.value });
  if (!same("ownerId")) await tellDeal(tx, dealOwnerChanged, deal, on, { was: was.ownerId });
  if (!same("organizationId") || !same("lines") || !same("openedOn")) await tellDeal(tx, dealCorrected, deal, on, {});
  if (!same("rankId")) await tellDeal(tx, dealRanked, deal, on, { was: was.rankId, became: deal.rankId });
  await tellReschedule(tx, was, deal, when);
  touchedDeal(tx, was);
  touchedDeal(tx, deal);
}

export async function deleteDeal(
  tx: Tx,
  who: Who,
  { id, version }: { id: DealId; version?: number | undefined },
  when: When,
): Promise<void> {
  const deal = await dealToChange(tx, who, who.choices, id, { verb: "d", version });
  await trashDeal(tx, id, when.now, who.userId);
  audit(tx, "deal", id, [{ field: "deletedAt", was: null, became: when.now }]);
  await tellDeal(tx, dealDeleted, deal, when.today, {});
}

export async function restoreDeal(tx: Tx, who: Who, { id }: { id: DealId }, when: When): Promise<void> {
  const deal = await dealToChange(tx, who, who.choices, id, { verb: "d", trashed: true });
  try {
    await trashDeal(tx, id, null, null);
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "deals_key")
      throw new Refusal("pipeline.key_taken", 409, { key: deal.key });
    throw error;
  }
  audit(tx, "deal", id, [{ field: "deletedAt", was: deal.deletedAt, became: null }]);
  await tellDeal(tx, dealRestored, deal, when.today, {});
}

/** That a deal or a lead can be so. */
export async function checkFields(
  tx: Tx,
  who: Who,
  deal: Omit<Deal, "id" | "version" | "nextStep">,
  today: CivilDate,
  was?: Deal,
): Promise<void> {
  if (deal.openedOn && deal.openedOn > today) throw refuseField("pipeline.opened_in_future", "/openedOn");
  if (deal.openedOn && deal.standing.status !== "open" && deal.standing.closedOn < deal.openedOn)
    throw refuseField("pipeline.closed_before_opened", "/openedOn");
  const isNewOwner = deal.ownerId !== null && deal.ownerId !== was?.ownerId && deal.ownerId !== who.personId;
  if (isNewOwner && deal.ownerId && !(await worksHere(tx, deal.ownerId)))
    throw refuseField("pipeline.no_such_owner", "/ownerId");
  if (deal.organizationId && deal.organizationId !== was?.organizationId)
    await checkOrganization(tx, who, deal.organizationId);
  const isNewRank = deal.rankId !== null && deal.rankId !== was?.rankId;
  if (isNewRank && !(await readRanks(tx)).some(({ id }) => id === deal.rankId))
    throw refuseField("pipeline.no_such_rank", "/rankId");
}

async function checkOrganization(tx: Tx, who: Actor & { choices: Choices }, id: OrganizationId): Promise<void> {
  if (!(await organizationSeen(tx, organizationReach(who, who.choices), id)))
    throw refuseField("pipeline.no_such_organization", "/organizationId");
}
