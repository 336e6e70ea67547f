import { add, type Money, money, times } from "#lib/money.ts";
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
import { checkValue, type Deal, type DealId, dealHolds, type Line } from "../deal.ts";
import { dealCorrected, dealDeleted, dealOpened, dealOwnerChanged, dealRestored, dealValueChanged } from "../events.ts";
import type { StageId } from "../stage.ts";
import type { When, Who } from "./closeDeal.ts";
import { dealToChange } from "./reach.ts";
import { insertDeals, readPipelines, readProducts, saveDeal, stageById, trashDeal } from "./store.ts";
import { tellDeal, touchedDeal } from "./tellDeal.ts";

type Fields = {
  name: string;
  organizationId: OrganizationId | null;
  ownerId: PersonId | null;
  value: Money;
  lines: Line[];
  openedOn: CivilDate | null;
  expectedCloseOn: CivilDate | null;
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
  const stage = stageId ? await stageById(tx, stageId) : (await readPipelines(tx))[0]?.stages[0];
  if (!stage) throw refuseField("pipeline.no_such_stage", "/stageId");
  const lines = fields.lines ?? [];
  const value = fields.value ?? sumOf(lines, workspace.currency);
  const organizationId = fields.organizationId ?? null;
  const name = fields.name ?? (await nameFor(tx, organizationId, lines));
  const deal = {
    key: null,
    name,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    organizationId,
    ownerId: fields.ownerId === undefined ? (who.personId as PersonId) : fields.ownerId,
    value,
    baseMinor: value.minor,
    lines,
    openedOn: fields.openedOn === undefined ? when.today : fields.openedOn,
    expectedCloseOn: fields.expectedCloseOn ?? null,
    stageSince: when.now,
    lastTouchAt: when.now,
    createdAt: when.now,
    standing: { status: "open" as const },
  };
  await checkFields(tx, who, workspace, deal, when.today);
  const holds = dealHolds({ status: "open", closedOn: null }, when.today);
  if (!can("deal", "w", standingToOwner(who, deal, who.choices, holds)))
    throw new Refusal("pipeline.may_not_change", 403);
  const [id] = await insertDeals(tx, [deal]);
  await tellDeal(
    tx,
    dealOpened,
    { ...deal, id: id!, version: 1, nextStep: null },
    deal.openedOn ?? when.today,
    {},
    stage,
  );
  return id!;
}

export async function changeDeal(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  asked: { id: DealId; version?: number | undefined; fields: DealChange },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, asked.id, { version: asked.version });
  const deal: Deal = { ...was, ...defined(asked.fields), lastTouchAt: when.now };
  deal.baseMinor = deal.value.minor;
  await checkFields(tx, who, workspace, deal, when.today, was);
  await saveDeal(tx, was, deal);
  audit(
    tx,
    "deal",
    deal.id,
    changesBetween<Fields>(was, deal, [
      "name",
      "organizationId",
      "ownerId",
      "value",
      "lines",
      "openedOn",
      "expectedCloseOn",
    ]),
  );
  await tellChange(tx, was, deal, when);
}

/** One event for each kind of change that a figure depends on; a new name needs none. */
async function tellChange(tx: Tx, was: Deal, deal: Deal, { today }: When): Promise<void> {
  const on = deal.standing.status === "open" ? today : deal.standing.closedOn;
  const same = (field: keyof Deal) => JSON.stringify(was[field]) === JSON.stringify(deal[field]);
  if (!same("value")) await tellDeal(tx, dealValueChanged, deal, on, { was: was.value });
  if (!same("ownerId")) await tellDeal(tx, dealOwnerChanged, deal, on, { was: was.ownerId });
  if (!same("organizationId") || !same("lines") || !same("openedOn")) await tellDeal(tx, dealCorrected, deal, on, {});
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

function sumOf(lines: readonly Line[], currency: string): Money {
  return lines.reduce(
    (sum, line) => add(sum, times(money(line.priceMinor, currency), line.quantity)),
    money(0, currency),
  );
}

async function nameFor(tx: Tx, organizationId: OrganizationId | null, lines: readonly Line[]): Promise<string> {
  const organization = organizationId && (await organizationNamesOf(tx, [organizationId])).get(organizationId);
  const products = await readProducts(tx);
  const product = products.find((one) => one.id === lines[0]?.productId)?.name;
  const name = [organization, product].filter(Boolean).join(": ");
  if (!name) throw refuseField("pipeline.deal_needs_a_name", "/name");
  return name;
}

async function checkFields(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  deal: Omit<Deal, "id" | "version" | "nextStep">,
  today: CivilDate,
  was?: Deal,
): Promise<void> {
  checkValue(deal.value, workspace.currency);
  if (deal.openedOn && deal.openedOn > today) throw refuseField("pipeline.opened_in_future", "/openedOn");
  if (deal.openedOn && deal.standing.status !== "open" && deal.standing.closedOn < deal.openedOn)
    throw refuseField("pipeline.closed_before_opened", "/openedOn");
  const isNewOwner = deal.ownerId !== null && deal.ownerId !== was?.ownerId && deal.ownerId !== who.personId;
  if (isNewOwner && deal.ownerId && !(await worksHere(tx, deal.ownerId)))
    throw refuseField("pipeline.no_such_owner", "/ownerId");
  if (deal.organizationId && deal.organizationId !== was?.organizationId)
    await checkOrganization(tx, who, deal.organizationId);
  const known = new Set((deal.lines.length > 0 ? await readProducts(tx) : []).map((product) => product.id));
  const unknown = deal.lines.findIndex((line) => !known.has(line.productId));
  if (unknown >= 0) throw refuseField("pipeline.no_such_product", `/lines/${unknown}/productId`);
}

async function checkOrganization(tx: Tx, who: Actor & { choices: Choices }, id: OrganizationId): Promise<void> {
  if (!(await organizationSeen(tx, organizationReach(who, who.choices), id)))
    throw refuseField("pipeline.no_such_organization", "/organizationId");
}
