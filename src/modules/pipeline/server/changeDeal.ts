// A deal is opened, changed, deleted and restored: one story, with the rules that all fields share. Longer for that.
import type { Money } from "#lib/money.ts";
import { type Actor, type Choices, can, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import { defined, organizationNamesOf, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type Deal, type DealId, dealHolds, type RankId, reschedule } from "../deal.ts";
import {
  dealCorrected,
  dealDeleted,
  dealOpened,
  dealOwnerChanged,
  dealRanked,
  dealRestored,
  dealValueChanged,
} from "../events.ts";
import type { Line } from "../line.ts";
import type { StageId } from "../stage.ts";
import { openStage, readPipelines, readProducts, readRanks } from "./catalogueStore.ts";
import type { When, Who } from "./closeDeal.ts";
import { dealToChange } from "./reach.ts";
import { insertDeals, type StoredDeal, saveDeal, trashDeal } from "./store.ts";
import { tellDeal, touchedDeal } from "./tellDeal.ts";
import { tellReschedule } from "./tellReschedule.ts";
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

export async function openDeal(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  asked: DealChange & { stageId?: StageId | undefined },
  when: When,
): Promise<DealId> {
  const { stageId, ...fields } = asked;
  const stage = stageId ? await openStage(tx, stageId) : (await readPipelines(tx))[0]?.stages[0];
  if (!stage) throw refuseField("pipeline.no_such_stage", "/stageId");
  const { worth } = await worthAfter(tx, workspace.currency, fields, { was: null, on: when.today });
  const organizationId = fields.organizationId ?? null;
  const name = fields.name ?? (await nameFor(tx, organizationId, worth.lines));
  const expectedCloseOn = fields.expectedCloseOn ?? null;
  const deal = {
    key: null,
    name,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    organizationId,
    ownerId: fields.ownerId === undefined ? (who.personId as PersonId) : fields.ownerId,
    ...worth,
    openedOn: fields.openedOn === undefined ? when.today : fields.openedOn,
    ...{ expectedCloseOn, firstCloseOn: expectedCloseOn, slips: 0, rankId: fields.rankId ?? null },
    stageSince: when.now,
    lastTouchAt: when.now,
    createdAt: when.now,
    standing: { status: "open" as const },
  };
  await checkFields(tx, who, deal, when.today);
  const holds = dealHolds({ status: "open", closedOn: null }, when.today);
  if (!can("deal", "w", standingToOwner(who, deal, who.choices, holds)))
    throw new Refusal("pipeline.may_not_change", 403);
  const [id] = await insertDeals(tx, [deal]);
  const opened = { ...deal, id: id!, version: 1, nextStep: null };
  await tellDeal(tx, dealOpened, opened, deal.openedOn ?? when.today, {}, stage);
  return id!;
}

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

async function nameFor(tx: Tx, organizationId: OrganizationId | null, lines: readonly Line[]): Promise<string> {
  const organization = organizationId && (await organizationNamesOf(tx, [organizationId])).get(organizationId);
  const products = await readProducts(tx);
  const product = products.find((one) => one.id === lines[0]?.productId)?.name;
  const name = [organization, product].filter(Boolean).join(": ");
  if (!name) throw refuseField("pipeline.deal_needs_a_name", "/name");
  return name;
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
