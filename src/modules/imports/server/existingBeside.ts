// What is here of leads, and of what belongs to other records, as an import would have written it.
import { money } from "#lib/money.ts";
import { wallTimeAt } from "#lib/time.ts";
import { rolesOfAll } from "#modules/contacts/server/public.ts";
import type { Line } from "#modules/pipeline/line.ts";
import { contactsOnAll, dealsByIds, readRates, type StoredDeal } from "#modules/pipeline/server/public.ts";
import { keyBeside } from "../planBeside.ts";
import { keyOfRate } from "../planRate.ts";
import type { LeadRecord, LineRecord } from "../record.ts";
import { dealsAsked, keysAsked, refTo } from "./askedKeys.ts";
import type { Read } from "./existing.ts";

const readRoles: Read = async (db, { contacts }) => {
  const owners = new Map(contacts.map(({ id, ownerId }) => [id, ownerId]));
  const roles = await rolesOfAll(db, [...owners.keys()]);
  return roles.map((one) => ({
    id: one.id,
    ownerId: owners.get(one.contactId) ?? null,
    record: {
      ...{ kind: "role", key: keyBeside(one.contactId, one.organizationId, one.fromOn), name: "" },
      ...{ contact: { id: one.contactId, name: "" }, organization: { id: one.organizationId, name: "" } },
      ...{ title: one.title, department: one.department, fromOn: one.fromOn, toOn: one.toOn },
      isPrimary: one.isPrimary ? "yes" : "no",
    },
  }));
};

const readLines: Read = async (db, { deals }) => {
  const all = await dealsByIds(
    db,
    deals.map(({ id }) => id),
  );
  return all.flatMap((deal) =>
    deal.lines.map((line, position) => ({
      ...{ id: keyBeside(deal.id, position), ownerId: deal.ownerId },
      record: lineRecord(deal, line, position),
    })),
  );
};

function lineRecord({ id, value }: StoredDeal, line: Line, position: number): LineRecord {
  const { discount } = line;
  const isPercent = discount !== null && "percent" in discount;
  return {
    ...{ kind: "line", key: keyBeside(id, position), name: "", deal: { id, name: "" }, position },
    ...{ product: { id: line.productId, name: "" }, quantity: line.quantity },
    price: money(line.priceMinor, value.currency),
    discountPercent: isPercent ? discount.percent : null,
    discount: discount && !isPercent ? money(discount.minor, value.currency) : null,
    ...{ taxPercent: line.taxPercent, recurs: line.recurs, periods: line.periods },
  };
}

const readDealContacts: Read = async (db, { deals }) => {
  const owners = new Map(deals.map(({ id, ownerId = null }) => [id, ownerId]));
  const all = await contactsOnAll(db, [...owners.keys()]);
  return all.map(({ dealId, contactId, partId }) => ({
    ...{ id: keyBeside(dealId, contactId), ownerId: owners.get(dealId) ?? null },
    record: {
      ...{ kind: "dealContact", key: keyBeside(dealId, contactId), name: "" },
      ...{ deal: { id: dealId, name: "" }, contact: { id: contactId, name: "" }, part: refTo(partId) },
    },
  }));
};

/** Those that are deals by now too: a row about one of them is no lead's any more. */
const readLeads: Read = async (db, { file, mapping, author }) =>
  (await dealsAsked(db, keysAsked(file, mapping))).map((one) => ({
    ...{ id: one.id, ownerId: one.ownerId },
    record: leadRecord(one, author.workspace.zone),
  }));

function leadRecord({ key, name, lead, value, ...one }: StoredDeal, zone: string): LeadRecord {
  return {
    ...{ kind: "lead", key, name, state: lead.state, reason: lead.reason, message: lead.message, value },
    ...{ owner: refTo(one.ownerId), organization: refTo(one.organizationId), contact: null },
    ...{ source: refTo(lead.sourceId), campaign: refTo(lead.campaignId) },
    cameInAt: lead.cameInAt && wallTimeAt(lead.cameInAt, zone),
    custom: {},
  };
}

const readAllRates: Read = async (db, { author }) =>
  (await readRates(db, author.workspace.currency)).map(({ from, on, rate }) => {
    const key = keyOfRate(from, on);
    return { id: key, ownerId: null, record: { kind: "rate", key, name: key, currency: from, rateOn: on, rate } };
  });

export const besideReaders = {
  ...{ role: readRoles, line: readLines, dealContact: readDealContacts },
  ...{ lead: readLeads, rate: readAllRates },
};
