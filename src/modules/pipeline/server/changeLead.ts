// A lead comes in, is changed, taken, given up, qualified and given back: one story. Longer for that.
import type { Money } from "#lib/money.ts";
import { can, standingToOwner } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { contactNames, defined, organizationNamesOf } from "#modules/contacts/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { worksHere } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { eventsOf } from "#platform/events/emit.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { Workspace } from "#platform/workspace.ts";
import { type DealId, dealHolds } from "../deal.ts";
import { dealOpened } from "../events.ts";
import { type CampaignId, type LeadPart, type LeadState, reasonGiven, requireLead, type SourceId } from "../lead.ts";
import * as events from "../leadEvents.ts";
import type { StageId } from "../stage.ts";
import { openStage, readPipelines } from "./catalogueStore.ts";
import { checkFields, type DealChange } from "./changeDeal.ts";
import type { When, Who } from "./closeDeal.ts";
import { addContact } from "./dealPeople.ts";
import { type Filling, fillFields, pointedAt } from "./fillFields.ts";
import { saveLead, saveResponse } from "./leadStore.ts";
import { contactsOn, removeContactFrom, saveContactOn } from "./peopleStore.ts";
import { dealToChange, leadToChange } from "./reach.ts";
import { readCampaigns, readSources } from "./sourceStore.ts";
import { insertDeals, lockDeal, type StoredDeal, saveDeal } from "./store.ts";
import { tellDeal } from "./tellDeal.ts";
import { tellLead, touchedLead } from "./tellLead.ts";
import { trashDeal } from "./trashStore.ts";
import { worthAfter } from "./worth.ts";

type Fields = {
  name: string;
  organizationId: OrganizationId | null;
  contactId: ContactId | null;
  ownerId: PersonId | null;
  sourceId: SourceId | null;
  campaignId: CampaignId | null;
  message: string | null;
  value: Money;
};
export type LeadChange = { [Field in keyof Fields]?: Fields[Field] | undefined };
type Asked = { id: DealId; version?: number | undefined };

/** What a lead that comes in by itself, not by a person, is made of: nobody's rights are asked. */
export type LeadIn = LeadChange & {
  cameInAt: Instant;
  /** Of one that another program knew already. */
  history?: Pick<LeadPart, "state" | "reason"> & { key: string | null; importId: string };
};

export async function addLead(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  asked: LeadChange,
  when: When,
): Promise<StoredDeal> {
  const ownerId = asked.ownerId === undefined ? (who.personId as PersonId) : asked.ownerId;
  if (!can("lead", "w", standingToOwner(who, { ownerId }, who.choices)))
    throw new Refusal("pipeline.may_not_change", 403);
  const lead = await takeIn(tx, workspace, { ...asked, ownerId, cameInAt: when.now }, when);
  await checkFields(tx, who, lead, when.today);
  await checkOrigin(tx, lead.lead);
  if (asked.contactId) await addContact(tx, who, lead, { contactId: asked.contactId, partId: null }, when.now, "");
  return lead;
}

/** Writes a lead down and tells of it, without asking anybody's rights. */
export async function takeIn(tx: Tx, workspace: Workspace, asked: LeadIn, when: When): Promise<StoredDeal> {
  const stage = (await readPipelines(tx))[0]?.stages[0];
  if (!stage) throw refuseField("pipeline.no_such_stage", "/stageId");
  const { worth } = await worthAfter(tx, workspace.currency, { value: asked.value }, { was: null, on: when.today });
  const { organizationId = null, contactId = null, ownerId = null, cameInAt, history } = asked;
  const name = asked.name ?? (await nameFor(tx, organizationId, contactId));
  const [id] = await insertDeals(tx, [
    {
      ...{
        key: history?.key ?? null,
        importId: history?.importId ?? null,
        name,
        pipelineId: stage.pipelineId,
        stageId: stage.id,
        organizationId,
        ownerId,
        ...worth,
      },
      ...{ openedOn: null, expectedCloseOn: null, stageSince: when.now, lastTouchAt: cameInAt, createdAt: cameInAt },
      standing: { status: "open" },
    },
  ]);
  const { sourceId = null, campaignId = null, message = null } = asked;
  const state = history?.state ?? "new";
  await saveLead(tx, id!, { state, reason: history?.reason ?? null, sourceId, campaignId, message, cameInAt }, null);
  if (contactId) await saveContactOn(tx, { id: id!, contactId, partId: null }, when.now);
  const lead = await held(tx, id!);
  await tellLead(tx, events.leadAdded, lead, when.today, {});
  return lead;
}

export async function changeLead(
  tx: Tx,
  who: Who,
  workspace: Workspace,
  { id, version, fields }: Asked & { fields: LeadChange & { state?: LeadState | undefined } },
  when: When,
): Promise<{ was: StoredDeal; lead: StoredDeal }> {
  const was = await leadToChange(tx, who, who.choices, id, { version });
  const { contactId, state, sourceId, campaignId, message, value, ...plain } = fields;
  const { worth } = await worthAfter(tx, workspace.currency, { value }, { was, on: when.today });
  const part = { ...was.lead, ...defined({ state, sourceId, campaignId, message }) };
  if (state === "disqualified" && was.lead.state !== "disqualified")
    throw refuseField("pipeline.reason_missing", "/reason");
  const lead = { ...was, ...defined(plain), ...worth, lead: part };
  await checkFields(tx, who, lead, when.today, was);
  await checkOrigin(tx, part, was.lead);
  await saveDeal(tx, was, lead);
  await saveLead(tx, id, part, null);
  if (contactId !== undefined) await setContact(tx, who, lead, contactId, when);
  audit(tx, "deal", id, [
    ...changesBetween(was, lead, ["name", "organizationId", "ownerId", "value"]),
    ...changesBetween(was.lead, part, ["state", "sourceId", "campaignId", "message"]),
  ]);
  if (lead.ownerId !== was.ownerId) await tellLead(tx, events.leadOwnerChanged, lead, when.today, { was: was.ownerId });
  touchedLead(tx, lead);
  return { was, lead: await held(tx, id) };
}

/** Whoever takes a lead that is nobody's has it; taken by another meanwhile, that is said. */
export async function takeLead(tx: Tx, who: Who, { id, version }: Asked, when: When): Promise<StoredDeal> {
  const was = await leadToChange(tx, who, who.choices, id, { version });
  const me = who.personId as PersonId;
  if (was.ownerId === me) return was;
  if (was.ownerId !== null) throw new Refusal("pipeline.lead_taken", 409, { id });
  const lead = { ...was, ownerId: me };
  await saveDeal(tx, was, lead);
  audit(tx, "deal", id, [{ field: "ownerId", was: null, became: me }]);
  await tellLead(tx, events.leadOwnerChanged, lead, when.today, { was: null });
  return lead;
}

export async function disqualifyLead(
  tx: Tx,
  who: Who,
  { id, version, reason }: Asked & { reason: string },
  when: When,
): Promise<void> {
  const was = await leadToChange(tx, who, who.choices, id, { version });
  const said = reasonGiven(reason);
  const lead = await saveState(tx, was, { state: "disqualified", reason: said }, when);
  await tellLead(tx, events.leadDisqualified, lead, when.today, { reason: said });
}

/** Takes up again what was given up: as it was before, as far as that is known. */
export async function takeUpLead(tx: Tx, who: Who, { id, version }: Asked, when: When): Promise<void> {
  const was = await leadToChange(tx, who, who.choices, id, { version });
  if (was.lead.state !== "disqualified") throw new Refusal("pipeline.lead_is_open", 409, { id });
  const lead = await saveState(tx, was, { state: was.lead.respondedAt ? "working" : "new", reason: null }, when);
  await tellLead(tx, events.leadTakenUp, lead, when.today, {});
}

/** A lead becomes a deal: the same row, with all that its stage asks for. */
export async function qualifyLead(
  tx: Tx,
  { who, workspace }: { who: Who; workspace: Workspace },
  asked: Asked & { stageId?: StageId | undefined; fields?: Filling | undefined },
  when: When,
): Promise<void> {
  const was = await leadToChange(tx, who, who.choices, asked.id, { version: asked.version });
  const stage = asked.stageId ? await openStage(tx, asked.stageId) : (await readPipelines(tx))[0]?.stages[0];
  if (!stage) throw refuseField("pipeline.no_such_stage", "/stageId");
  const { contacts, decision, custom, value, lines, ...plain }: Filling = asked.fields ?? {};
  const { worth } = await pointedAt("/fields", () =>
    worthAfter(tx, workspace.currency, { value, lines }, { was, on: when.today }),
  );
  const deal: StoredDeal = {
    ...was,
    ...defined(plain as DealChange),
    ...worth,
    ...{ pipelineId: stage.pipelineId, stageId: stage.id, probability: stage.probability },
    ...{ openedOn: plain.openedOn ?? when.today, stageSince: when.now, lastTouchAt: when.now },
    firstCloseOn: plain.expectedCloseOn ?? null,
    lead: { ...was.lead, state: null, reason: null },
  };
  await pointedAt("/fields", () => checkFields(tx, who, deal, when.today, was));
  await saveDeal(tx, was, deal);
  await saveLead(tx, deal.id, deal.lead, when.now);
  audit(tx, "deal", deal.id, changesBetween(was, deal, ["name", "organizationId", "ownerId", "value"]));
  await tellLead(tx, events.leadQualified, deal, when.today, { was: was.ownerId });
  await tellDeal(tx, dealOpened, deal, deal.openedOn ?? when.today, {}, stage);
  const filling = { contacts, decision, custom };
  await fillFields(tx, { who, workspace, was: deal }, { required: stage.requires, filling }, when);
}

/** Back among the leads, to whose lead it was, with why; it counts in no figure of deals any more. */
export async function returnLead(
  tx: Tx,
  who: Who,
  { id, version, reason }: Asked & { reason: string },
  when: When,
): Promise<void> {
  const was = await dealToChange(tx, who, who.choices, id, { version });
  const said = reasonGiven(reason);
  if (was.standing.status !== "open")
    throw new Refusal("pipeline.deal_is_closed", 409, { id, status: was.standing.status });
  const ownerId = (await formerOwner(tx, id)) ?? was.ownerId;
  const part: LeadPart = { ...was.lead, state: "returned", reason: said, cameInAt: was.lead.cameInAt ?? was.createdAt };
  const lead = { ...was, ownerId, openedOn: null, lastTouchAt: when.now, lead: part };
  await saveDeal(tx, was, lead);
  await saveLead(tx, id, part, null);
  audit(tx, "deal", id, changesBetween(was, lead, ["ownerId"]));
  await tellLead(tx, events.leadReturned, lead, when.today, { reason: said });
  touchedLead(tx, lead);
}

/** Whose lead it was when it was qualified, if they still work here. */
async function formerOwner(tx: Tx, id: DealId): Promise<PersonId | null> {
  const qualified = (await eventsOf(tx, id)).findLast(({ name }) => name === events.leadQualified.name);
  const was = events.leadQualified.facts.safeParse(qualified?.facts).data?.was ?? null;
  return was && (await worksHere(tx, was)) ? was : null;
}

export async function deleteLead(tx: Tx, who: Who, { id, version }: Asked, when: When): Promise<void> {
  const lead = await leadToChange(tx, who, who.choices, id, { verb: "d", version });
  await trashDeal(tx, id, when.now, who.userId);
  audit(tx, "deal", id, [{ field: "deletedAt", was: null, became: when.now }]);
  await tellLead(tx, events.leadDeleted, lead, when.today, {});
}

export async function restoreLead(tx: Tx, who: Who, { id }: { id: DealId }, when: When): Promise<void> {
  const lead = await leadToChange(tx, who, who.choices, id, { verb: "d", trashed: true });
  await trashDeal(tx, id, null, null);
  audit(tx, "deal", id, [{ field: "deletedAt", was: lead.deletedAt, became: null }]);
  await tellLead(tx, events.leadRestored, lead, when.today, {});
}

/** Notes the first answer of a person; a second one changes nothing. */
export async function noteResponse(tx: Tx, id: DealId, { at, byId, minutes, on, state }: Response): Promise<void> {
  if (!(await saveResponse(tx, id, at))) return;
  const was = await held(tx, id);
  const isWaiting = was.lead.state === "new" || was.lead.state === "returned";
  if (isWaiting) await saveLead(tx, id, { ...was.lead, state }, null);
  await tellLead(tx, events.leadResponded, was, on, { byId, minutes });
}
type Response = { at: Instant; byId: PersonId | null; minutes: number; on: CivilDate; state: LeadState };

async function saveState(
  tx: Tx,
  was: StoredDeal,
  part: Pick<LeadPart, "state" | "reason">,
  { now }: When,
): Promise<StoredDeal> {
  requireLead(was);
  const lead = { ...was, lastTouchAt: now, lead: { ...was.lead, ...part } };
  await saveDeal(tx, was, lead);
  await saveLead(tx, was.id, lead.lead, null);
  return lead;
}

/** Who it is about, in the place of whoever it was about. */
async function setContact(tx: Tx, who: Who, lead: StoredDeal, contactId: ContactId | null, { now }: When) {
  const first = (await contactsOn(tx, lead.id))[0]?.contactId;
  if (first === contactId) return;
  if (first) await removeContactFrom(tx, lead.id, first);
  if (contactId) await addContact(tx, who, lead, { contactId, partId: null }, now, "");
}

async function checkOrigin(tx: Tx, part: LeadPart, was?: LeadPart): Promise<void> {
  const isNew = (field: "sourceId" | "campaignId") => part[field] !== null && part[field] !== was?.[field];
  if (isNew("sourceId") && !(await readSources(tx)).some((one) => one.id === part.sourceId && !one.archived))
    throw refuseField("pipeline.no_such_source", "/sourceId");
  if (isNew("campaignId") && !(await readCampaigns(tx)).some((one) => one.id === part.campaignId && !one.archived))
    throw refuseField("pipeline.no_such_campaign", "/campaignId");
}

async function nameFor(tx: Tx, organization: OrganizationId | null, contact: ContactId | null): Promise<string> {
  const names = [
    contact && (await contactNames(tx, [contact])).get(contact),
    organization && (await organizationNamesOf(tx, [organization])).get(organization),
  ];
  const name = names.filter(Boolean).join(", ");
  if (!name) throw refuseField("pipeline.lead_needs_a_name", "/name");
  return name;
}

async function held(tx: Tx, id: DealId): Promise<StoredDeal> {
  const lead = await lockDeal(tx, id);
  if (!lead) throw new Error(`Lead ${id} is held, and gone`);
  return lead;
}

/** Whether whoever asks may change a record, as the deal or the lead that it is. `shared` is what holds by a share of it. */
export function mayWriteDealOrLead(who: Who, row: StoredDeal, today: CivilDate, shared: readonly string[]): boolean {
  if (row.lead.state !== null) return mayOnLead(who, row, "w", today, shared);
  const closedOn = row.standing.status === "open" ? null : row.standing.closedOn;
  const holds = dealHolds({ status: row.standing.status, closedOn }, today);
  return can("deal", "w", standingToOwner(who, row, who.choices, [...holds, ...shared]));
}

/** What of a lead may be changed by whoever asks. */
export function mayOnLead(
  who: Who,
  { ownerId }: { ownerId: string | null },
  verb: "w" | "d",
  today: CivilDate,
  shared: readonly string[],
): boolean {
  const holds = dealHolds({ status: "open", closedOn: null }, today);
  return can("lead", verb, standingToOwner(who, { ownerId }, who.choices, [...holds, ...shared]));
}
