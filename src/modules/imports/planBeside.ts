// Rows about records that are here: a line of a deal, somebody on a deal, where somebody works.
import { type Money, money } from "#lib/money.ts";
import type { heldRates } from "#modules/pipeline/rate.ts";
import type { CauseCode } from "./finding.ts";
import { findByKey, type KeyIndex } from "./keyIndex.ts";
import type { NameIndex } from "./nameIndex.ts";
import type {
  DealContactRecord,
  Known,
  KnownDeal,
  KnownProduct,
  LineRecord,
  Named,
  Ref,
  RoleRecord,
} from "./record.ts";
import type { Found, RowReader } from "./rowReader.ts";

export type BesideIndexes = {
  organizations: NameIndex<Named>;
  contacts: NameIndex<Named>;
  deals: NameIndex<KnownDeal>;
  products: NameIndex<KnownProduct>;
  parts: NameIndex<Named>;
  organizationKeys: KeyIndex<Named>;
  contactKeys: KeyIndex<Named>;
  dealKeys: KeyIndex<KnownDeal>;
  productKeys: KeyIndex<KnownProduct>;
  rateOn: ReturnType<typeof heldRates>;
  /** How many lines of a deal came before in the file. */
  countLine: (deal: Ref) => number;
};

/** The key of a row that has none of its own: of whom or what it is. */
export function keyBeside(...parts: readonly (string | number | null)[]): string {
  return parts.map((part) => part ?? "").join("#");
}

const idOf = (ref: Ref) => ref.id ?? ref.name;

export function planRole(row: RowReader, known: Known, by: BesideIndexes): RoleRecord | null {
  const contact = needed(row, "contact", "no_such_contact", { keys: by.contactKeys, names: by.contacts });
  const organization = needed(row, "organization", "no_such_organization", {
    keys: by.organizationKeys,
    names: by.organizations,
  });
  const [fromOn, toOn] = [row.date("fromOn"), row.date("toOn")];
  if (toOn && (toOn > known.today || (fromOn && toOn < fromOn))) row.say("ends_wrongly", "toOn");
  if (!contact || !organization) return null;
  const isPrimary = toOn === null && row.yesNo("isPrimary") === "yes" ? "yes" : "no";
  return {
    ...{ kind: "role", name: `${contact.ref.name} · ${organization.ref.name}` },
    key: row.text("key") ?? keyBeside(idOf(contact.ref), idOf(organization.ref), fromOn),
    ...{ contact: contact.ref, organization: organization.ref, fromOn, toOn, isPrimary },
    ...{ title: row.text("title"), department: row.text("department") },
  };
}

export function planDealContact(row: RowReader, by: BesideIndexes): DealContactRecord | null {
  const deal = needed(row, "deal", "no_such_deal", { keys: by.dealKeys, names: by.deals });
  const contact = needed(row, "contact", "no_such_contact", { keys: by.contactKeys, names: by.contacts });
  const part = row.find("part", by.parts, "unknown_part");
  if (!deal || !contact) return null;
  return {
    ...{ kind: "dealContact", key: keyBeside(idOf(deal.ref), idOf(contact.ref)) },
    name: `${deal.ref.name} · ${contact.ref.name}`,
    ...{ deal: deal.ref, contact: contact.ref, part: part?.ref ?? null },
  };
}

/** A line's price is in its deal's currency; what a row doesn't say, the product has. */
export function planLine(row: RowReader, known: Known, by: BesideIndexes): LineRecord | null {
  const deal = needed(row, "deal", "no_such_deal", { keys: by.dealKeys, names: by.deals });
  const product = findByKey(row, "productKey", by.productKeys) ?? row.find("product", by.products, "unknown_product");
  if (!row.text("product") && !row.text("productKey")) row.say("name_missing", "product");
  const quantity = row.integer("quantity") ?? 1;
  if (quantity < 1) row.say("no_quantity", "quantity");
  if (!deal || !product) return null;
  const { currency } = deal.item?.value ?? { currency: known.currency };
  const said = row.currency("currency", currency);
  if (said !== currency) row.say("other_currency", "currency");
  sayWorth(row, known, { deal: deal.item, rateOn: by.rateOn });
  const position = positionOf(row, by, deal.ref);
  const discount = row.money("discount", currency);
  return {
    ...{ kind: "line", key: keyBeside(idOf(deal.ref), position), name: `${deal.ref.name} · ${product.ref.name}` },
    ...{ deal: deal.ref, position, product: product.ref, quantity, price: priceOf(row, product.item, currency) },
    ...{ discountPercent: shareIn(row, "discountPercent"), discount: discount?.minor === 0 ? null : discount },
    ...{ taxPercent: shareIn(row, "taxPercent"), recurs: recursIn(row), periods: row.integer("periods") },
  };
}

function positionOf(row: RowReader, by: BesideIndexes, deal: Ref): number {
  const inFile = by.countLine(deal);
  const said = row.integer("position");
  if (said !== null && said < 0) row.say("negative_value", "position");
  return said ?? inFile;
}

function priceOf(row: RowReader, product: KnownProduct | null, currency: string): Money {
  const given = row.money("price", currency);
  if (given) return given;
  const list = product?.listPrice;
  if (!row.text("price")) row.say(list?.currency === currency ? "takes_list_price" : "open_without_value", "price");
  return list?.currency === currency ? list : money(0, currency);
}

type Selling = { deal: KnownDeal | null; rateOn: BesideIndexes["rateOn"] };

/** The sum of its lines becomes what the deal is worth, in the place of a plain value, by the rate of its day. */
function sayWorth(row: RowReader, known: Known, { deal, rateOn }: Selling): void {
  const value = deal?.value;
  if (!value) return;
  const isRated = value.currency === known.currency || rateOn(value.currency, deal.closedOn ?? known.today);
  if (!isRated) row.settle("no_rate", row.has("currency") ? "currency" : "price", value.currency);
  if (value.minor > 0 && deal.lines === 0) row.say("lines_set_value", "price");
}

function shareIn(row: RowReader, field: string): number | null {
  const percent = row.number(field);
  if (percent !== null && (percent < 0 || percent > 100)) row.say("unreadable_number", field);
  return percent;
}

const recurring: Readonly<Record<"monthly" | "yearly", readonly string[]>> = {
  monthly: ["monthly", "month", "月", "月額", "毎月"],
  yearly: ["yearly", "annually", "annual", "year", "年", "年額", "毎年"],
};
const once = ["once", "onetime", "one-time", "no", "一回", "単発", "なし"];

function recursIn(row: RowReader): LineRecord["recurs"] {
  const word = row.text("recurs")?.normalize("NFKC").toLowerCase();
  if (!word || once.includes(word)) return null;
  if (recurring.monthly.includes(word)) return "monthly";
  if (recurring.yearly.includes(word)) return "yearly";
  row.say("unreadable_recurs", "recurs");
  return null;
}

type Where<T extends Named> = { keys: KeyIndex<T>; names: NameIndex<T> };

/** By its key first, which can't be mistaken, then by its name; a row without it stays out. */
function needed<T extends Named>(row: RowReader, field: string, code: CauseCode, { keys, names }: Where<T>): Found<T> {
  const found = findByKey(row, `${field}Key`, keys) ?? row.find(field, names, code);
  if (!found && !row.text(field)) row.say(code, row.has(field) ? field : null);
  return found;
}
