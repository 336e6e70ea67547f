// The SQL of quotes: their settings, their numbers, and what was issued.
import { sql } from "kysely";
import { type Id, newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { personNamesTable } from "#modules/people/server/public.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { DealId } from "../deal.ts";
import type { QuoteContent, QuoteLanguage } from "../quote.ts";

export type QuoteId = Id<"quote">;
export type QuoteSettings = { prefix: string; seller: string; terms: string; validDays: number };

export async function readQuoteSettings(db: Reads): Promise<QuoteSettings> {
  const found = await row<QuoteSettings>(
    db,
    sql`select prefix, seller, terms, valid_days as "validDays" from quote_settings`,
  );
  return found!;
}

export async function saveQuoteSettings(tx: Tx, { prefix, seller, terms, validDays }: QuoteSettings): Promise<void> {
  await sql`
    update quote_settings set prefix = ${prefix}, seller = ${seller}, terms = ${terms}, valid_days = ${validDays}`.execute(
    tx,
  );
}

/** The next number of a year. Whoever takes one at the same time waits until this transaction kept it, or gave it back. */
export async function takeNumber(tx: Tx, year: number): Promise<number> {
  const taken = await row<{ last: number }>(
    tx,
    sql`
    insert into quote_numbers (year, last) values (${year}, 1)
    on conflict (year) do update set last = quote_numbers.last + 1
    returning last`,
  );
  return taken!.last;
}

export async function nextVersion(tx: Tx, dealId: DealId): Promise<number> {
  const found = await row<{ version: number }>(
    tx,
    sql`select coalesce(max(version), 0) + 1 as version from quotes where deal_id = ${dealId}`,
  );
  return found!.version;
}

export type NewQuote = {
  dealId: DealId;
  content: QuoteContent;
  totalMinor: number;
  issuerId: string;
  issuedAt: Instant;
  pdf: Uint8Array;
};

export async function insertQuote(tx: Tx, one: NewQuote): Promise<QuoteId> {
  const id = newId<"quote">();
  const { number, version, issuedOn, validUntil, language, currency } = one.content;
  await sql`
    insert into quotes (id, deal_id, number, version, issued_on, issued_at, issuer_id, valid_until, language, total_minor, currency, content, pdf)
    values (${id}, ${one.dealId}, ${number}, ${version}, ${issuedOn}, ${one.issuedAt}, ${one.issuerId}, ${validUntil}, ${language},
      ${one.totalMinor}, ${currency}, ${JSON.stringify(one.content)}::jsonb, ${Buffer.from(one.pdf)})`.execute(tx);
  return id;
}

export type ListedQuote = {
  id: QuoteId;
  number: string;
  version: number;
  issuedOn: CivilDate;
  validUntil: CivilDate;
  language: QuoteLanguage;
  totalMinor: number;
  currency: string;
  issuer: string | null;
};

export async function quotesOn(db: Reads, dealId: DealId): Promise<ListedQuote[]> {
  return rows<ListedQuote>(
    db,
    sql`
    select quotes.id, number, version, issued_on as "issuedOn", valid_until as "validUntil", language, total_minor as "totalMinor", currency,
      issuer.name as issuer
    from quotes left join ${personNamesTable} as issuer on issuer.id = issuer_id
    where deal_id = ${dealId}
    order by version desc`,
  );
}

export async function quotePdf(
  db: Reads,
  id: QuoteId,
): Promise<{ dealId: DealId; number: string; pdf: Buffer } | undefined> {
  return row(db, sql`select deal_id as "dealId", number, pdf from quotes where id = ${id}`);
}

export const quoteExports: readonly ExportKind[] = [
  {
    name: "quotes",
    tables: ["quotes"],
    columns: [
      ...["id", "deal", "deal_id", "number", "version", "issued_on", "issued_at", "issuer", "valid_until", "language"],
      ...["total", "currency", "content"],
    ],
    names: { deal: { id: "deal_id", kind: "deal" }, issuer: { id: "issuer_id", kind: "person" } },
    money: { total: { minor: "total_minor", currency: "currency" } },
    rows: sql`
      select id, deal_id, number, version, issued_on, issued_at, issuer_id, valid_until, language, total_minor, currency, content
      from quotes
      order by issued_at, id`,
  },
  {
    name: "quote_settings",
    tables: ["quote_settings", "quote_numbers"],
    columns: ["prefix", "seller", "terms", "valid_days", "numbers"],
    rows: sql`
      select prefix, seller, terms, valid_days, (select string_agg(year || ': ' || last, ', ' order by year) from quote_numbers) as numbers
      from quote_settings`,
  },
];
