import { type CivilDate, type Instant, instant } from "#lib/time.ts";
import { contactAdded } from "#modules/contacts/events.ts";
import type { ContactId, OrganizationId } from "#modules/contacts/organization.ts";
import {
  contactById,
  insertContacts,
  insertOrganizations,
  pairSoon,
  withSameEmail,
  withSameHost,
} from "#modules/contacts/server/public.ts";
import { emailKey, hostOf, noWays, waysAfter } from "#modules/contacts/ways.ts";
import type { FieldValues } from "#modules/fields/field.ts";
import { readFields, saveValues } from "#modules/fields/server/public.ts";
import { isFreeMail } from "#modules/leads/score.ts";
import { insertTouches, rescore, startClock } from "#modules/leads/server/public.ts";
import type { PersonId } from "#modules/people/person.ts";
import { absenceRows, worksHere } from "#modules/people/server/public.ts";
import type { DealId } from "#modules/pipeline/deal.ts";
import type { CampaignId, WebTouch } from "#modules/pipeline/lead.ts";
import {
  campaignByKey,
  dealsByIds,
  openLeadOf,
  saveTouches,
  takeIn,
  touchedLead,
} from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { groundOf, touched } from "#platform/ground.ts";
import { theWorkspace, type Workspace } from "#platform/workspace.ts";
import type { Form, Written } from "../form.ts";
import { markLetIn, nextTurn, type Submission } from "./store.ts";

type Sent = Pick<Submission, "id" | "at" | "firstTouch" | "lastTouch"> & { written: Written };

/** What was sent becomes a lead, with its contact and organization found or made; a contact whose lead is open already adds to that. */
export async function letIn(tx: Tx, form: Form, sent: Sent): Promise<DealId> {
  const workspace = await theWorkspace(tx);
  const { clock } = groundOf(tx);
  const now = clock.now();
  const when = { now, today: clock.today(workspace.zone) };
  const campaignId = await campaignOf(tx, form, sent.lastTouch);
  const known = await withSameEmail(tx, emailKey(emailIn(sent)));
  const open = known && (await openLeadOf(tx, known));
  const id = open ?? (await newLead(tx, workspace, form, { sent, known, campaignId }, when));
  await saveTouches(tx, id, { first: sent.firstTouch ?? sent.lastTouch, last: sent.lastTouch });
  const custom = await customOf(tx, sent.written);
  if (Object.keys(custom).length > 0) await saveValues(tx, "deal", id, custom);
  await noteTouch(tx, form, { id, at: sent.at, campaignId, message: open ? (sent.written.message ?? null) : null });
  await rescore(tx, [id]);
  const [lead] = await dealsByIds(tx, [id]);
  if (lead) touchedLead(tx, lead);
  await markLetIn(tx, sent.id, id, now);
  touched(tx, "forms");
  return id;
}

const emailIn = ({ written }: Sent) => written.email?.trim() ?? "";

type Found = { sent: Sent; known: ContactId | undefined; campaignId: CampaignId | null };

async function newLead(
  tx: Tx,
  workspace: Workspace,
  form: Form,
  { sent, known, campaignId }: Found,
  when: { now: Instant; today: CivilDate },
): Promise<DealId> {
  const message = sent.written.message?.trim() || null;
  const cameInAt = sent.at;
  const ownerId = await receiverOf(tx, form, when.today);
  const who = known ? await whoIs(tx, known) : await whoWrote(tx, sent, ownerId, when.now);
  const asked = { ...who, ownerId, campaignId, sourceId: form.sourceId, message, cameInAt };
  const lead = await takeIn(tx, workspace, asked, when);
  await startClock(tx, lead, cameInAt);
  return lead.id;
}

/** A queue's belong to nobody until they are taken, and so does a round's when nobody is there; else it goes to the next who is. */
async function receiverOf(tx: Tx, { id, receiver }: Form, today: CivilDate): Promise<PersonId | null> {
  if (receiver.to === "queue") return null;
  if (receiver.to === "person") return (await worksHere(tx, receiver.personId)) ? receiver.personId : null;
  const { people } = receiver;
  const away = new Set(
    (await absenceRows(tx, { people, from: today })).filter(({ fromOn }) => fromOn <= today).map((one) => one.personId),
  );
  for (let tried = 0; tried < people.length; tried++) {
    const next = people[(await nextTurn(tx, id)) % people.length];
    if (next && !away.has(next) && (await worksHere(tx, next))) return next;
  }
  return null;
}

type Who = { contactId: ContactId; organizationId: OrganizationId | null };

/** What is known of them is never written over by a visitor. */
async function whoIs(tx: Tx, contactId: ContactId): Promise<Who> {
  return { contactId, organizationId: (await contactById(tx, contactId))?.organizationId ?? null };
}

/** A contact of the address, and an organization by the host behind it or by the name that was given. */
async function whoWrote(tx: Tx, sent: Sent, ownerId: PersonId | null, now: Instant): Promise<Who> {
  const { written } = sent;
  const email = emailIn(sent);
  const organizationId = await organizationOf(tx, email, written.company?.trim() ?? "", ownerId, now);
  const name = written.name?.trim() || email.slice(0, email.indexOf("@"));
  const ways = waysAfter(noWays, { email, phone: written.phone?.trim() || null });
  const plain = { name, reading: null, title: null, organizationId, ownerId, generated: false };
  const [contactId] = await insertContacts(tx, [{ ...plain, ...ways }], now);
  await emit(tx, contactAdded, { record: contactId!, facts: { contactId: contactId!, organizationId } });
  await pairSoon(tx);
  touched(tx, "contacts", "organizations");
  return { contactId: contactId!, organizationId };
}

async function organizationOf(
  tx: Tx,
  email: string,
  company: string,
  ownerId: PersonId | null,
  now: Instant,
): Promise<OrganizationId | null> {
  const host = isFreeMail(email) ? null : hostOf(email.slice(email.lastIndexOf("@") + 1));
  const known = host === null ? undefined : await withSameHost(tx, host);
  if (known) return known;
  if (company === "") return null;
  const plain = { industry: null, country: null, phone: null, foundedYear: null, employees: null, annualRevenue: null };
  const [made] = await insertOrganizations(
    tx,
    [{ ...plain, name: company, website: host, parentId: null, ownerId }],
    now,
  );
  return made ?? null;
}

/** What the link said, else the form's own. */
async function campaignOf(tx: Tx, form: Form, last: WebTouch | null): Promise<CampaignId | null> {
  const key = last?.utm?.campaign;
  const named = key ? await campaignByKey(tx, key) : undefined;
  return named?.id ?? form.campaignId;
}

/** The workspace's own fields, as their types ask; what doesn't fit one is left out rather than lost with all else. */
async function customOf(tx: Tx, written: Written): Promise<FieldValues> {
  const fields = await readFields(tx, "deal");
  const values: [string, string | number | boolean][] = [];
  for (const field of fields) {
    const text = written[`custom.${field.key}`]?.trim();
    if (!text || field.archived) continue;
    if (field.type === "number" && Number.isFinite(Number(text))) values.push([field.key, Number(text)]);
    if (field.type === "yes_no") values.push([field.key, true]);
    if (["text", "long_text", "date"].includes(field.type)) values.push([field.key, text]);
    if (field.type === "choice" && field.choices.some(({ id, archived }) => id === text && !archived))
      values.push([field.key, text]);
  }
  return Object.fromEntries(values);
}

type Noted = { id: DealId; at: Instant; campaignId: CampaignId | null; message: string | null };

async function noteTouch(tx: Tx, form: Form, { id, at, campaignId, message }: Noted): Promise<void> {
  const [lead] = await dealsByIds(tx, [id]);
  const plain = { personId: null, minutes: null, costMinor: null, campaignId };
  const note = message ? `${form.name}: ${message}` : form.name;
  await insertTouches(
    tx,
    [{ dealId: id, organizationId: lead?.organizationId ?? null, kind: "form", at: instant(at), note, ...plain }],
    groundOf(tx).clock.now(),
  );
}
