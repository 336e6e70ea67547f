import { newId } from "#lib/id.ts";
import { type Instant, instant, momentOf } from "#lib/time.ts";
import { insertActivities, type NewActivity } from "#modules/activities/server/public.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { allContacts } from "#modules/contacts/server/public.ts";
import { type BusinessHours, businessMinutes, deadline } from "#modules/leads/clock.ts";
import {
  beginHour,
  businessHours,
  insertRules,
  insertTouches,
  readRules,
  rescore,
} from "#modules/leads/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import type { DealId, NextStep } from "#modules/pipeline/deal.ts";
import type { CampaignId, LeadState, SourceId, WebTouch } from "#modules/pipeline/lead.ts";
import {
  dealsByKeys,
  firstSources,
  importLeads,
  insertCampaign,
  type LeadStep,
  type NewLead,
  readPipelines,
  readSources,
  setSteps,
  tellPast,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { SampleLead, SampleMoment, SampleSource, SampleWhen } from "../sample/sampleCompany.ts";
import type { Filling } from "./fillSample.ts";
import { type Finder, finder } from "./names.ts";

/** Campaigns, what scores leads, the leads themselves with all that happened to them, and what it took. */
export async function fillLeads(tx: Tx, filling: Filling): Promise<void> {
  const { company, workspace } = filling;
  const sources = await sourcesHere(tx, workspace.locale);
  const campaigns = await fillCampaigns(tx, filling, sources);
  await fillSettings(tx, filling, sources);
  const deals = await dealsByKeys(
    tx,
    company.leads.flatMap(({ dealKey }) => dealKey ?? []),
  );
  const mailOf = new Map(
    [...company.contacts, ...company.prospectContacts].map(({ key, email }) => [key, email] as const),
  );
  const place: Place = {
    ...{ filling, sources, campaigns, find: finder(tx), hours: await businessHours(tx) },
    dealOf: new Map(deals.map(({ key, id }) => [key, id])),
    contactOf: new Map((await allContacts(tx)).map(({ email, id }) => [email, id])),
    mailOf,
  };
  const placed: Placed[] = [];
  for (const lead of company.leads) placed.push(await placeLead(lead, place));
  const [stage] = (await readPipelines(tx))[0]?.stages ?? [];
  if (!stage) throw new Error("The sample's pipeline is not there");
  const fresh = placed.filter(({ lead }) => lead.dealKey === null).map(({ told }) => told);
  await importLeads(tx, fresh, stage, workspace.currency, workspace.zone);
  const begun = placed.filter(({ lead }) => lead.dealKey !== null).map(({ told }) => told);
  await tellPast(tx, begun, workspace.zone);
  await fillEffort(tx, placed, place);
  await rescore(
    tx,
    fresh.map(({ id }) => id),
  );
}

type Sources = ReadonlyMap<SampleSource, { id: SourceId; respondMinutes: number }>;

/** The sources that a workspace starts with, in their order; one that an admin took away is missing. */
async function sourcesHere(tx: Tx, locale: string): Promise<Sources> {
  const there = (await readSources(tx)).filter(({ archived }) => !archived);
  const names = firstSources(locale);
  const order: readonly SampleSource[] = ["demo", "form", "referral", "fair", "outbound"];
  return new Map(
    order.flatMap((source, at) => {
      const found = there.find(({ name }) => name === names[at]);
      return found ? [[source, found] as const] : [];
    }),
  );
}

async function fillCampaigns(tx: Tx, { id: importId, company }: Filling, sources: Sources) {
  const ids = new Map<string, CampaignId>();
  for (const { source, ...campaign } of company.campaigns) {
    const sourceId = sources.get(source)?.id ?? null;
    ids.set(campaign.name, await insertCampaign(tx, { ...campaign, sourceId, importId }));
  }
  return ids;
}

/** What an hour of work costs in the sample, in minor units. */
const hourMinor = 45_00;

/** Rules and an hour's price, where nobody has set any. */
async function fillSettings(tx: Tx, { id: importId }: Filling, sources: Sources): Promise<void> {
  await beginHour(tx, hourMinor, importId);
  if ((await readRules(tx)).length > 0) return;
  const sourceIs = (source: SampleSource, points: number) => {
    const value = sources.get(source)?.id ?? null;
    return value ? [{ ...plain, subject: "source" as const, question: "is" as const, value, points }] : [];
  };
  const employees = { ...plain, subject: "employees" as const };
  await insertRules(
    tx,
    [
      ...sourceIs("demo", 30),
      ...sourceIs("referral", 25),
      { ...employees, question: "atLeast", value: "500", points: 25 },
      ...(["medical", "retail", "finance"] as const).map((value) => ({
        ...plain,
        ...{ subject: "industry" as const, question: "is" as const, value, points: 15 },
      })),
      { ...plain, subject: "mail", question: "business", value: null, points: 15 },
      { ...employees, question: "atMost", value: "40", points: -10 },
      { ...plain, subject: "returned", question: "filled", value: null, points: -10 },
    ],
    importId,
  );
}
const plain = { label: null, field: null };

type Place = {
  filling: Filling;
  sources: Sources;
  campaigns: ReadonlyMap<string, CampaignId>;
  find: Finder;
  hours: BusinessHours;
  dealOf: ReadonlyMap<string | null, DealId>;
  mailOf: ReadonlyMap<string, string>;
  contactOf: ReadonlyMap<string | null, ContactId>;
};
type Placed = { lead: SampleLead; told: NewLead };

async function placeLead(lead: SampleLead, place: Place): Promise<Placed> {
  const { filling, sources, campaigns, find, hours, dealOf, mailOf, contactOf } = place;
  const { company, workspace, id: importId } = filling;
  const source = sources.get(lead.source);
  const cameInAt = whenOf(lead.came, filling);
  const minutes = source?.respondMinutes ?? null;
  const by = minutes === null ? null : deadline(cameInAt, minutes, hours);
  const contact = [...company.contacts, ...company.prospectContacts].find(({ key }) => key === lead.contactKey);
  const steps: LeadStep[] = [];
  for (const { at: moment, ...step } of lead.steps) {
    const at = momentOf(moment.day, moment.minute, workspace.zone);
    if (step.what !== "responded") steps.push({ ...step, at });
    else {
      const byId = await personOf(find, step.by);
      steps.push({ what: "responded", at, byId, minutes: businessMinutes(cameInAt, at, hours) });
    }
  }
  const told: NewLead = {
    ...{ id: (lead.dealKey && dealOf.get(lead.dealKey)) || newId<"deal">(), importId, steps, cameInAt },
    name: [contact?.name, lead.organization].filter(Boolean).join(", "),
    ownerId: lead.owner ? await personOf(find, lead.owner) : null,
    organizationId: (await find("organization", { id: null, name: lead.organization })) as OrganizationId | null,
    contactId: contactOf.get(mailOf.get(lead.contactKey ?? "") ?? "") ?? null,
    ...{ sourceId: source?.id ?? null, campaignId: campaigns.get(lead.campaign ?? "") ?? null },
    ...{ message: isWritten(lead.source) ? lead.message : null, touch: webTouchOf(lead, cameInAt, company.campaigns) },
    ...{ clock: by !== null && minutes !== null ? { by, minutes } : null, state: stateOf(lead) },
  };
  return { lead, told };
}

const personOf = async (find: Finder, name: string) => (await find("person", { id: null, name })) as PersonId | null;

const isWritten = (source: SampleSource) => source === "demo" || source === "form";

function webTouchOf(
  { source, campaign }: SampleLead,
  at: Instant,
  all: Filling["company"]["campaigns"],
): WebTouch | null {
  if (!isWritten(source)) return null;
  const key = all.find(({ name }) => name === campaign)?.key;
  const utm = key ? { utm: { source: source === "demo" ? "search" : "newsletter", campaign: key } } : {};
  return { at, url: `https://www.maventech.example/${source === "demo" ? "demo" : "contact"}`, ...utm };
}

function stateOf({ dealKey, steps, meeting }: SampleLead): LeadState | null {
  if (dealKey !== null) return null;
  const last = steps.at(-1);
  if (!last) return "new";
  if (last.what === "returned" || last.what === "disqualified") return last.what;
  if (meeting) return "meeting_booked";
  return last.what === "responded" && last.kind === "mail" ? "awaiting_reply" : "working";
}

/** Touches as they were written down, and the calls, mails and meetings that count by themselves. */
async function fillEffort(tx: Tx, placed: readonly Placed[], { filling, find }: Place): Promise<void> {
  const touches = [];
  const activities: NewActivity[] = [];
  for (const { lead, told } of placed) {
    const on = { dealId: told.id, organizationId: told.organizationId };
    for (const { person, at, ...touch } of lead.touches)
      touches.push({
        ...{ ...on, ...touch, at: whenOf(at, filling), campaignId: told.campaignId, generated: true },
        personId: person ? await personOf(find, person) : null,
      });
    for (const [at, step] of lead.steps.entries())
      if (step.what === "responded") activities.push(answerOf(step, told, told.steps[at]!.at));
    if (lead.meeting) activities.push(meetingOf(lead.meeting, told, filling));
  }
  await insertTouches(tx, touches, filling.now);
  await insertActivities(tx, activities);
  const ahead = activities.filter(({ doneAt }) => doneAt === null);
  await setSteps(
    tx,
    ahead.map((one) => ({ id: one.dealId!, step: nextStepOf(one), touchedAt: null })),
  );
}

type Responded = Extract<SampleLead["steps"][number], { what: "responded" }>;

function answerOf({ kind, lengthMinutes, text }: Responded, told: NewLead, at: Instant): NewActivity {
  const { id, organizationId, contactId, ownerId } = told;
  return {
    ...{ kind, subject: kind === "call" ? "First call" : text, body: kind === "call" ? text : null, direction: "out" },
    ...{ dealId: id, organizationId, contactId, ownerId, dueAt: null, doneAt: at, createdAt: at, lengthMinutes },
    generated: true,
  };
}

function meetingOf({ day, minute }: SampleMoment, told: NewLead, { workspace, now }: Filling): NewActivity {
  const { id, organizationId, contactId, ownerId } = told;
  return {
    ...{
      kind: "meeting",
      subject: "First conversation",
      body: null,
      lengthMinutes: 30,
      setBy: ownerId,
      generated: true,
    },
    ...{ dealId: id, organizationId, contactId, ownerId, dueAt: momentOf(day, minute, workspace.zone), doneAt: null },
    createdAt: now,
  };
}

function nextStepOf({ kind, subject, dueAt }: NewActivity): NextStep {
  return { kind, subject, at: dueAt! };
}

function whenOf(when: SampleWhen, { workspace, now }: Filling): Instant {
  if ("day" in when) return momentOf(when.day, when.minute, workspace.zone);
  return instant(Temporal.Instant.from(now).subtract({ minutes: when.minutesAgo }).toString());
}
