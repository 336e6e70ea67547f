import { reachOf } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate } from "#lib/time.ts";
import { addressLines } from "#modules/contacts/addressLines.ts";
import type { ContactId } from "#modules/contacts/organization.ts";
import { contactSeen, organizationReach, organizationSeen } from "#modules/contacts/server/public.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import type { DealId } from "../deal.ts";
import { quoteIssued } from "../events.ts";
import { valueOfLines } from "../line.ts";
import { type QuoteContent, type QuoteLanguage, quoteNumber, totalsOf } from "../quote.ts";
import type { When, Who } from "./closeDeal.ts";
import { drawQuote } from "./drawQuote.ts";
import {
  insertQuote,
  type ListedQuote,
  nextVersion,
  type QuoteId,
  quotePdf,
  quotesOn,
  readQuoteSettings,
  takeNumber,
} from "./quoteStore.ts";
import { dealToChange } from "./reach.ts";
import { dealSeenBy } from "./seeDeal.ts";
import { touchedDeal } from "./tellDeal.ts";

export type QuoteAsked = {
  id: DealId;
  language: QuoteLanguage;
  validUntil: CivilDate;
  contactId: ContactId | null;
  terms: string;
};

/** Issues a quote of a deal's lines as they are now: numbered, drawn and kept, or none of it. */
export async function issueQuote(tx: Tx, who: Who, asked: QuoteAsked, when: When): Promise<ListedQuote> {
  const deal = await dealToChange(tx, who, who.choices, asked.id, {});
  if (deal.lines.length === 0) throw new Refusal("pipeline.quote_needs_lines", 409);
  if (asked.validUntil < when.today) throw refuseField("pipeline.quote_valid_before_today", "/validUntil");
  const settings = await readQuoteSettings(tx);
  const { lines, name } = await dealSeenBy({ db: tx, actor: who, workspace: who.choices }, asked.id);
  const buyer = await buyerOf(tx, who, deal.organizationId, asked.contactId);
  const issuer = (await personNames(tx, [who.personId])).get(who.personId) ?? "";
  const version = await nextVersion(tx, asked.id);
  const year = when.today.slice(0, 4);
  const content: QuoteContent = {
    ...{ language: asked.language, version, issuedOn: when.today, validUntil: asked.validUntil },
    number: quoteNumber(settings.prefix, year, await takeNumber(tx, Number(year))),
    ...{ subject: name, buyer, issuer, currency: deal.value.currency, terms: asked.terms },
    seller: settings.seller
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    lines: lines.map(({ productId: _id, ...line }) => line),
  };
  const totalMinor = totalsOf(content.lines).grossMinor;
  const pdf = await drawQuote(content);
  const quote = { dealId: asked.id, content, totalMinor, issuerId: who.personId, issuedAt: when.now, pdf };
  const id = await insertQuote(tx, quote);
  const value = valueOfLines(deal.lines, deal.value.currency);
  await emit(tx, quoteIssued, {
    record: deal.id,
    facts: { dealId: deal.id, quoteId: id, number: content.number, value },
  });
  touchedDeal(tx, deal);
  return (await quotesOn(tx, asked.id)).find((one) => one.id === id)!;
}

async function buyerOf(
  tx: Tx,
  who: Who,
  organizationId: Parameters<typeof organizationSeen>[2] | null,
  contactId: ContactId | null,
): Promise<QuoteContent["buyer"]> {
  const organization = organizationId
    ? await organizationSeen(tx, organizationReach(who, who.choices), organizationId)
    : undefined;
  const contact = contactId ? await contactSeen(tx, reachOf(who, "contact", "r", who.choices), contactId) : undefined;
  if (contactId && !contact) throw refuseField("pipeline.no_such_contact", "/contactId");
  const address = organization?.addresses[0];
  return {
    organization: organization?.name ?? null,
    address: address ? [...addressLines(address, null)] : [],
    person: contact?.name ?? null,
  };
}

export async function quoteToSend(db: Reads, who: Who, id: QuoteId): Promise<{ number: string; pdf: Buffer }> {
  const quote = await quotePdf(db, id);
  if (!quote) throw new Refusal("pipeline.no_such_quote", 404);
  await dealSeenBy({ db, actor: who, workspace: who.choices }, quote.dealId);
  return quote;
}
