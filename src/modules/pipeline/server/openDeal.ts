import { can, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { OrganizationId } from "#modules/contacts/organization.ts";
import { organizationNamesOf } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type DealId, dealHolds } from "../deal.ts";
import { dealOpened } from "../events.ts";
import type { Line } from "../line.ts";
import type { StageId } from "../stage.ts";
import { openStage, readPipelines, readProducts } from "./catalogueStore.ts";
import { checkFields } from "./changeDeal.ts";
import type { When, Who } from "./closeDeal.ts";
import { type Filling, fillFields } from "./fillFields.ts";
import { insertDeals, lockDeal } from "./store.ts";
import { tellDeal } from "./tellDeal.ts";
import { worthAfter } from "./worth.ts";

/** Opens a deal in a stage that gets what it asks for, as a drop there would have to give it. */
export async function openDeal(
  tx: Tx,
  { who, workspace }: { who: Who; workspace: Workspace },
  { stageId, contacts, decision, custom, ...fields }: Filling & { stageId?: StageId | undefined },
  when: When,
): Promise<DealId> {
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
  const opened = await lockDeal(tx, id!);
  if (!opened) throw new Error(`Deal ${id} was made, and is gone`);
  await tellDeal(tx, dealOpened, opened, deal.openedOn ?? when.today, {}, stage);
  const filling = { contacts, decision, custom };
  await fillFields(tx, { who, workspace, was: opened }, { required: stage.requires, filling, place: "" }, when);
  return opened.id;
}

async function nameFor(tx: Tx, organizationId: OrganizationId | null, lines: readonly Line[]): Promise<string> {
  const organization = organizationId && (await organizationNamesOf(tx, [organizationId])).get(organizationId);
  const products = await readProducts(tx);
  const product = products.find((one) => one.id === lines[0]?.productId)?.name;
  const name = [organization, product].filter(Boolean).join(": ");
  if (!name) throw refuseField("pipeline.deal_needs_a_name", "/name");
  return name;
}
