// A quote as a page of A4: longer than a file of rules, since it is one drawing.
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import { majorString, money } from "#lib/money.ts";
import type { CivilDate } from "#lib/time.ts";
import { labelsIn } from "#modules/lists/server/public.ts";
import { netOf, partsOf, type QuoteContent, type QuoteLine, type QuotePart, type TaxSum } from "../quote.ts";

type Page = PDFKit.PDFDocument;
/** What the drawing speaks and how it writes figures. */
type Pen = {
  page: Page;
  say: (key: string, facts?: Readonly<Record<string, string | number>>) => string;
  amount: (minor: number) => string;
  day: (on: CivilDate) => string;
};

/** The whole font, Latin to kanji; what is drawn of it is embedded, nothing else. */
const require = createRequire(import.meta.url);
const fonts = {
  plain: require.resolve("@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf"),
  strong: require.resolve("@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf"),
};

const left = 48;
const right = 547;
const width = right - left;
const bottom = 780;
const ink = { text: "#1b1c1a", soft: "#5d5f5a", line: "#d2d1cb", band: "#f4f4f2", accent: "#0f766e" };
const columns = { quantity: 318, price: 348, tax: 424, amount: 458 };

export async function drawQuote(quote: QuoteContent): Promise<Buffer> {
  const page = new PDFDocument({ size: "A4", margin: left, bufferPages: true, font: fonts.plain });
  page.info.Title = quote.number;
  page.registerFont("plain", fonts.plain).registerFont("strong", fonts.strong);
  page.lineGap(3);
  const written = collected(page);
  const pen = penFor(page, quote);
  drawHead(pen, quote);
  drawParties(pen, quote);
  drawGist(pen, quote);
  for (const part of partsOf(quote.lines)) drawPart(pen, part);
  drawTerms(pen, quote.terms);
  drawFeet(pen, quote);
  page.end();
  return written;
}

function collected(page: Page): Promise<Buffer> {
  const pieces: Buffer[] = [];
  page.on("data", (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    page.on("end", () => resolve(Buffer.concat(pieces)));
    page.on("error", reject);
  });
}

function penFor(page: Page, { language, currency }: QuoteContent): Pen {
  const words = labelsIn(language);
  const locale = language === "ja" ? "ja-JP" : "en-US";
  const amounts = new Intl.NumberFormat(locale, { style: "currency", currency });
  const days = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    ...{ year: "numeric", month: "long", day: "numeric", timeZone: "UTC" },
  });
  return {
    page,
    say: (key, facts = {}) =>
      words({ word: `pipeline.quote.${key}` }).replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "")),
    // A decimal string is formatted exactly; the type asks for a literal one. The wide yen sign is for vertical text.
    amount: (minor) => amounts.format(majorString(money(minor, currency)) as `${number}`).replace("￥", "¥"),
    day: (on) => days.format(Date.parse(`${on}T12:00:00Z`)),
  };
}

function drawHead({ page, say, day }: Pen, quote: QuoteContent): void {
  page.font("strong").fontSize(22).fillColor(ink.text).text(say("heading"), left, 52, { width: 300 });
  page.font("plain").fontSize(9).fillColor(ink.soft);
  const facts = [
    [
      say("number"),
      quote.version > 1 ? `${quote.number} (${say("revision", { version: quote.version })})` : quote.number,
    ],
    [say("issued"), day(quote.issuedOn)],
    [say("valid_until"), day(quote.validUntil)],
  ] as const;
  facts.forEach(([label, value], at) => {
    const y = 54 + at * 15;
    page.font("plain").fillColor(ink.soft).text(label, 340, y, { width: 80 });
    page.fillColor(ink.text).text(value, 415, y, { width: right - 415, align: "right" });
  });
}

function drawParties({ page, say }: Pen, { buyer, seller, issuer, language }: QuoteContent): void {
  const top = 124;
  const half = width / 2 - 16;
  const named = (name: string) => (language === "ja" ? say(buyer.person ? "to_plain" : "to_company", { name }) : name);
  page.font("strong").fontSize(13).fillColor(ink.text);
  if (buyer.organization) page.text(named(buyer.organization), left, top, { width: half });
  else page.text("", left, top);
  if (buyer.person) page.fontSize(11).text(say("to_person", { name: buyer.person }), { width: half });
  page.font("plain").fontSize(9).fillColor(ink.soft);
  for (const line of buyer.address) page.text(line, { width: half });
  const buyerEnd = page.y;
  const x = left + width / 2 + 16;
  const [name = "", ...address] = seller;
  page.font("strong").fontSize(11).fillColor(ink.text).text(name, x, top, { width: half, align: "right" });
  page.font("plain").fontSize(9).fillColor(ink.soft);
  for (const line of address) page.text(line, { width: half, align: "right" });
  if (issuer) page.text(say("by", { name: issuer }), { width: half, align: "right" });
  page.x = left;
  page.y = Math.max(buyerEnd, page.y) + 22;
}

/** What it is about, and what it comes to where there is one sum only. */
function drawGist(pen: Pen, quote: QuoteContent): void {
  const { page, say, amount } = pen;
  if (quote.language === "ja") page.font("plain").fontSize(9.5).fillColor(ink.text).text(say("greeting"), left, page.y);
  page.moveDown(0.6);
  page.font("plain").fontSize(9).fillColor(ink.soft).text(say("subject"), left, page.y, { continued: false });
  page.font("strong").fontSize(11).fillColor(ink.text).text(quote.subject, { width });
  const parts = partsOf(quote.lines);
  const y = page.y + 8;
  const height = 20 + parts.length * 18;
  page.rect(left, y, width, height).fill(ink.band);
  parts.forEach(({ recurs, periods, totals }, at) => {
    const line = y + 12 + at * 18;
    const label = recurs ? say(`each_${recurs}`, { count: periods }) : say("once");
    page
      .font("plain")
      .fontSize(10)
      .fillColor(ink.soft)
      .text(label, left + 12, line, { width: 260 });
    page.font("strong").fontSize(12).fillColor(ink.text);
    page.text(amount(totals.grossMinor), left + 260, line - 1, { width: width - 272, align: "right" });
  });
  page.x = left;
  page.y = y + height + 18;
}

function drawPart(pen: Pen, part: QuotePart): void {
  const { page, say } = pen;
  keepRoom(page, 96);
  const title = part.recurs ? say(`part_${part.recurs}`, { count: part.periods }) : say("part_once");
  page.font("strong").fontSize(10.5).fillColor(ink.text).text(title, left, page.y);
  drawColumns(pen, page.y + 4);
  for (const line of part.lines) drawLine(pen, line);
  drawTotals(pen, part);
}

function drawColumns({ page, say }: Pen, y: number): void {
  page.font("plain").fontSize(8).fillColor(ink.soft);
  page.text(say("item"), left, y, { width: 240 });
  page.text(say("quantity"), columns.quantity - 24, y, { width: 54, align: "right" });
  page.text(say("price"), columns.price, y, { width: 72, align: "right" });
  page.text(say("tax"), columns.tax, y, { width: 30, align: "right" });
  page.text(say("amount"), columns.amount, y, { width: right - columns.amount, align: "right" });
  rule(page, y + 13);
  page.y = y + 18;
}

function drawLine(pen: Pen, line: QuoteLine): void {
  const { page, say, amount } = pen;
  page.font("plain").fontSize(9.5);
  const height = page.heightOfString(line.product, { width: 240 }) + (line.discount ? 13 : 0);
  keepRoom(page, height + 8);
  const y = page.y;
  page.fillColor(ink.text).text(line.product, left, y, { width: 240 });
  if (line.discount) {
    const off = "percent" in line.discount ? `${line.discount.percent}%` : amount(line.discount.minor);
    page.fontSize(8).fillColor(ink.soft).text(say("discount", { off }), left, page.y, { width: 240 });
  }
  page.fontSize(9.5).fillColor(ink.text);
  page.text(String(line.quantity), columns.quantity - 24, y, { width: 54, align: "right" });
  page.text(amount(line.priceMinor), columns.price, y, { width: 72, align: "right" });
  page.text(`${line.taxPercent}%`, columns.tax, y, { width: 30, align: "right" });
  page.text(amount(netOf(line)), columns.amount, y, { width: right - columns.amount, align: "right" });
  page.x = left;
  page.y = y + height + 3;
  rule(page, page.y);
  page.y += 5;
}

function drawTotals(pen: Pen, { totals }: QuotePart): void {
  const { page, say } = pen;
  keepRoom(page, 24 + totals.taxes.length * 15 + 30);
  page.y += 4;
  total(pen, say("before_tax"), totals.netMinor);
  for (const tax of totals.taxes) drawTax(pen, tax);
  total(pen, say("after_tax"), totals.grossMinor, true);
  page.y += 16;
}

function drawTax(pen: Pen, { percent, netMinor, taxMinor }: TaxSum): void {
  total(pen, pen.say("tax_of", { percent, net: pen.amount(netMinor) }), taxMinor);
}

function total({ page, amount }: Pen, label: string, minor: number, isSum = false): void {
  const y = page.y;
  page
    .font(isSum ? "strong" : "plain")
    .fontSize(isSum ? 11 : 9.5)
    .fillColor(isSum ? ink.text : ink.soft);
  page.text(label, 240, y, { width: 220, align: "right" });
  page.fillColor(ink.text).text(amount(minor), 462, y, { width: right - 462, align: "right" });
  page.x = left;
  page.y = y + (isSum ? 18 : 15);
}

function drawTerms({ page, say }: Pen, terms: string): void {
  if (!terms.trim()) return;
  page.font("plain").fontSize(9);
  keepRoom(page, Math.min(200, page.heightOfString(terms, { width }) + 24));
  page.font("strong").fontSize(9.5).fillColor(ink.text).text(say("terms"), left, page.y);
  page
    .font("plain")
    .fontSize(9)
    .fillColor(ink.text)
    .text(terms, left, page.y + 3, { width, lineGap: 2 });
}

/** Its number and the page of how many, at the foot of each. */
function drawFeet({ page }: Pen, { number }: QuoteContent): void {
  const { start, count } = page.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    page.switchToPage(at);
    page.page.margins.bottom = 0; // below the margin nothing may start a page of its own
    page.font("plain").fontSize(8).fillColor(ink.soft);
    page.text(number, left, 808, { width: width / 2, lineBreak: false });
    page.text(`${at + 1} / ${count}`, left + width / 2, 808, { width: width / 2, align: "right", lineBreak: false });
  }
}

function keepRoom(page: Page, height: number): void {
  if (page.y + height <= bottom) return;
  page.addPage();
  page.x = left;
  page.y = 56;
}

function rule(page: Page, y: number): void {
  page.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor(ink.line).stroke();
}
