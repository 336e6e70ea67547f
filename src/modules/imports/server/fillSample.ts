import { newId } from "#lib/id.ts";
import { type Money, money } from "#lib/money.ts";
import { type CivilDate, type Instant, momentOf } from "#lib/time.ts";
import { insertActivities, type NewActivity } from "#modules/activities/server/public.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import { allContacts, insertContacts, insertOrganizations, setParents } from "#modules/contacts/server/public.ts";
import { startLabels } from "#modules/fields/server/public.ts";
import { nameKey, type PersonId } from "#modules/people/person.ts";
import { insertPersons, insertTeam, joinTeam, personRows, teamsOn } from "#modules/people/server/public.ts";
import type { DealId, NextStep } from "#modules/pipeline/deal.ts";
import {
  dealsByKeys,
  importDeals,
  insertProducts,
  readPipelines,
  setSteps,
  startPipeline,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { ImportId } from "../importRun.ts";
import { expectedClose, lastPutOff } from "../sample/generateCloses.ts";
import type { SampleActivity, SampleCompany } from "../sample/sampleCompany.ts";
import { subjectOf } from "../sample/sampleWords.ts";
import { sampleStages } from "../sampleStages.ts";
import { dealOf } from "./applyDeals.ts";
import { tellJoined } from "./makeImplied.ts";
import { finder } from "./names.ts";
import { notePipeline } from "./store.ts";

export type Filling = { id: ImportId; company: SampleCompany; workspace: Workspace; now: Instant; today: CivilDate };

/** All but deals and activities: the company, its teams, what it sells, and to whom. */
export async function fillBase(tx: Tx, filling: Filling): Promise<void> {
  const { id: importId, company, workspace, now } = filling;
  const before = (await readPipelines(tx))[0];
  const pipeline = before?.id ?? (await startPipeline(tx, workspace.locale, sampleStages(["Prospecting"])));
  if (!before) await notePipeline(tx, importId, pipeline);
  await startLabels(tx, workspace.locale, now);
  await fillPeople(tx, filling);
  const organizations = [...company.organizations, ...company.prospects];
  const organizationIds = await insertOrganizations(
    tx,
    organizations.map(({ annualRevenue, ...record }) => ({
      ...{ name: record.name, industry: record.industry, country: record.country, website: record.website },
      ...{ phone: record.phone, foundedYear: record.foundedYear, employees: record.employees },
      ...{ annualRevenue: annualRevenue && inOwn(annualRevenue, workspace), parentId: null, ownerId: null, importId },
    })),
    now,
  );
  const idOf = new Map(organizations.map(({ name }, at) => [nameKey(name), organizationIds[at]!]));
  const parents = company.organizations.flatMap(({ name, parent }) => {
    const [id, parentId] = [idOf.get(nameKey(name)), parent && idOf.get(nameKey(parent.name))];
    return id && parentId ? [[id, parentId] as const] : [];
  });
  await setParents(tx, new Map(parents));
  await insertProducts(
    tx,
    company.products.map(({ name, series, listPrice }) => ({
      ...{ name, series, importId },
      price: inOwn(listPrice ?? money(0, "USD"), workspace),
    })),
  );
  await fillContacts(tx, filling, idOf);
}

/** Those whom one looked around as before, in a sample that was removed since, are there still, and their team. */
async function fillPeople(tx: Tx, { id: importId, company, now, today }: Filling): Promise<void> {
  const known = new Map((await personRows(tx)).map(({ email, id }) => [email, id]));
  const fresh = company.persons.filter(({ email }) => !known.has(email));
  const ids = await insertPersons(
    tx,
    fresh.map(({ name, email, title, joinedOn }) => ({ name, email, title, joinedOn, leftOn: null, importId })),
    now,
  );
  await tellJoined(tx, ids);
  const made = new Map(fresh.map(({ email }, at) => [email, ids[at]!]));
  const idOf = new Map(company.persons.map(({ name, email }) => [name, known.get(email) ?? made.get(email)!]));
  const teams = await teamsOn(tx, today);
  const offices = new Map<string, Awaited<ReturnType<typeof insertTeam>>>();
  for (const name of company.offices)
    offices.set(name, await insertTeam(tx, { name, parentId: null, leadId: null, importId }, now));
  for (const { manager, office } of company.teams) {
    const leadId = idOf.get(manager) ?? null;
    const parentId = (office && offices.get(office)) || null;
    const members = company.persons.flatMap((one) => (one.manager === manager ? [idOf.get(one.name)!] : []));
    const there = teams.find((one) => leadId !== null && one.leadId === leadId);
    const team = there?.id ?? (await insertTeam(tx, { name: null, parentId, leadId, importId }, now));
    const missing = members.filter((one) => !there?.members.includes(one));
    await joinTeam(tx, team, missing, null);
  }
}

/** A contact is known by whoever sells most to the organization: its owner is the owner of its first deal, or of its lead. */
async function fillContacts(
  tx: Tx,
  { id: importId, company, now }: Filling,
  organizationOf: ReadonlyMap<string, OrganizationId>,
): Promise<void> {
  const find = finder(tx);
  const ownerName = new Map<string, string>();
  for (const { contactKey, owner } of company.leads) if (contactKey && owner) ownerName.set(contactKey, owner);
  for (const { contactKey, owner } of company.deals) if (contactKey) ownerName.set(contactKey, owner.name);
  const contacts = [...company.contacts, ...company.prospectContacts];
  const owners: (PersonId | null)[] = [];
  for (const { key } of contacts) {
    const name = ownerName.get(key);
    owners.push(name ? ((await find("person", { id: null, name })) as PersonId | null) : null);
  }
  await insertContacts(
    tx,
    contacts.map(({ name, reading, title, email, phone, organization }, at) => ({
      ...{ name, reading, title, email, phone, importId, ownerId: owners[at]!, generated: true },
      organizationId: (organization && organizationOf.get(nameKey(organization.name))) ?? null,
    })),
    now,
  );
}

export async function fillDeals(tx: Tx, filling: Filling, from: number, to: number): Promise<void> {
  const { id: importId, company, workspace, now, today } = filling;
  const pipeline = (await readPipelines(tx))[0]!;
  const stageOf = new Map(pipeline.stages.map((stage) => [nameKey(stage.name), stage.id]));
  const moveOf = new Map(company.moves.map((move) => [move.dealKey, move]));
  const find = finder(tx);
  const deals = [];
  for (const record of company.deals.slice(from, to)) {
    const own = { ...record, value: inOwn(record.value, workspace) };
    const deal = await dealOf(own, { find, pipelines: [pipeline], reasons: [], counted: inOwnAlready });
    const move = moveOf.get(record.key);
    const first = move && stageOf.get(nameKey(move.from));
    const then = move && stageOf.get(nameKey(move.to));
    const moves =
      move && first && then && record.openedOn
        ? [
            { stageId: first, on: record.openedOn },
            { stageId: then, on: move.at.day },
          ]
        : [];
    const isOpen = deal.standing.status === "open";
    const expectedCloseOn = isOpen ? expectedClose(record.key, today) : null;
    const putOff = isOpen ? lastPutOff(record, today) : null;
    const slipped = putOff ? { firstCloseOn: putOff.was, slips: 1 } : {};
    deals.push({ ...deal, ...slipped, expectedCloseOn, id: newId<"deal">(), importId, moves });
  }
  await importDeals(tx, deals, pipeline.stages, { now, today, zone: workspace.zone });
}

/** Activities of the batch, each on its deal, and what they make the deals' next steps and last touches. */
export async function fillActivities(tx: Tx, filling: Filling, from: number, to: number): Promise<void> {
  const { company, workspace, now } = filling;
  const batch = company.activities.slice(from, to);
  const deals = new Map(
    (await dealsByKeys(tx, [...new Set(batch.map((one) => one.dealKey))])).map((deal) => [deal.key, deal]),
  );
  const mailOf = new Map(company.contacts.map(({ key, email }) => [key, email]));
  const contactOf = new Map((await allContacts(tx)).map(({ email, id }) => [email, id]));
  const made = batch.flatMap((one): NewActivity[] => {
    const deal = deals.get(one.dealKey);
    const contactId = one.contactKey ? (contactOf.get(mailOf.get(one.contactKey) ?? "") ?? null) : null;
    return deal ? [activityOf(one, { deal, contactId, zone: workspace.zone, now })] : [];
  });
  await insertActivities(tx, made);
  const byDeal = Map.groupBy(made, ({ dealId }) => dealId!);
  await setSteps(
    tx,
    [...byDeal].map(([id, all]) => ({ id, ...stepsOf(all) })),
  );
}

type Place = {
  deal: { id: DealId; organizationId: OrganizationId | null; ownerId: PersonId | null };
  contactId: ContactId | null;
  zone: string;
  now: Instant;
};

const endOfWorkday = 17 * 60;

function activityOf(one: SampleActivity, { deal, contactId, zone, now }: Place): NewActivity {
  const at = momentOf(one.at.day, one.at.minute, zone);
  const isAhead = at > now;
  const due = one.kind === "task" ? momentOf(one.dueOn, endOfWorkday, zone) : one.kind === "meeting" ? at : null;
  const done =
    one.kind === "task" ? (one.doneOn ? momentOf(one.doneOn, endOfWorkday, zone) : null) : isAhead ? null : at;
  return {
    ...{ kind: one.kind, subject: subjectOf(one), body: one.kind === "call" && one.note ? one.note : null },
    ...{ dealId: deal.id, organizationId: deal.organizationId, contactId, ownerId: deal.ownerId },
    ...{ dueAt: due ?? (isAhead ? at : null), doneAt: done, createdAt: isAhead ? now : at, generated: true },
    lengthMinutes: "lengthMinutes" in one ? one.lengthMinutes : null,
  };
}

function stepsOf(all: readonly NewActivity[]): { step: NextStep | null; touchedAt: Instant | null } {
  const open = all.filter((one) => one.dueAt && !one.doneAt).toSorted((a, b) => (a.dueAt! < b.dueAt! ? -1 : 1))[0];
  const done = all.flatMap(({ doneAt }) => doneAt ?? []).sort();
  return {
    step: open ? { kind: open.kind, subject: open.subject, at: open.dueAt! } : null,
    touchedAt: done.at(-1) ?? null,
  };
}

/** All values are in the workspace's currency by now. */
const inOwnAlready = ({ minor }: Money) => ({ baseMinor: minor, countedBy: null });

/** The set is in dollars; a workspace in another currency sees its figures in the least unit that has as many. */
function inOwn({ minor }: Money, { currency }: Workspace): Money {
  return money(minor, currency);
}
