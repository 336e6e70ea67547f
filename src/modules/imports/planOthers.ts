import type { Money } from "#lib/money.ts";
import { type Address, type Email, emailKey, noWays, waysAfter } from "#modules/contacts/ways.ts";
import {
  addressesText,
  emailsText,
  phonesText,
  readAddress,
  readAddresses,
  readEmails,
  readPhones,
} from "#modules/contacts/waysText.ts";
import { nameKey } from "#modules/people/person.ts";
import { findByKey, type KeyIndex } from "./keyIndex.ts";
import { type OwnIndexes, planOwn } from "./planOwn.ts";
import type { ContactRecord, Known, Named, OrganizationRecord, PersonRecord, ProductRecord } from "./record.ts";
import type { RowReader } from "./rowReader.ts";

/** The person that a row becomes, where no other has the mail address (`byMail`: names by it); the manager is named, and found or made once all rows are read. */
export function planPerson(row: RowReader, byMail: ReadonlyMap<string, string>): PersonRecord {
  const name = needName(row, row.text("name"));
  const manager = row.text("manager");
  if (manager && nameKey(manager) === nameKey(name)) row.say("own_manager", "manager");
  const email = row.email("email");
  const taken = email && byMail.get(email.toLowerCase());
  if (taken && nameKey(taken) !== nameKey(name)) row.say("email_taken", "email");
  return {
    ...{ kind: "person", key: row.text("key"), name, email },
    ...{ title: row.text("title"), manager, office: row.text("office") },
  };
}

/** `by.organizations` holds those of the workspace and those of the file itself: a parent may stand further down. */
export function planOrganization(row: RowReader, known: Known, by: OwnIndexes): OrganizationRecord {
  const { organizations } = by;
  const name = needName(row, row.text("name"));
  const parent = row.find("parent", organizations, "unknown_organization");
  if (parent && nameKey(parent.ref.name) === nameKey(name)) row.say("own_parent", "parent");
  const foundedYear = row.integer("foundedYear");
  if (foundedYear !== null && (foundedYear < 500 || foundedYear > 9999)) row.say("unreadable_number", "foundedYear");
  const employees = row.integer("employees");
  if (employees !== null && employees < 0) row.say("negative_value", "employees");
  return {
    ...{ kind: "organization", key: row.text("key"), name, industry: row.text("industry"), foundedYear, employees },
    ...{
      annualRevenue: row.money("annualRevenue", row.currency("currency", known.currency)),
      country: row.text("country"),
    },
    website: row.text("website"),
    ...waysIn(row),
    parent: parent?.ref ?? null,
    custom: planOwn(row, known, by),
  };
}

export function planProduct(row: RowReader, known: Known): ProductRecord {
  return {
    ...{ kind: "product", key: row.text("key"), name: needName(row, row.text("name")) },
    ...{ series: row.text("series"), listPrice: ownPrice(row, known) },
  };
}

/** Prices are in the workspace's own currency: another is refused rather than guessed at. */
function ownPrice(row: RowReader, known: Known): Money | null {
  const price = row.money("listPrice", row.currency("currency", known.currency));
  if (price && price.currency !== known.currency) row.say("other_currency", "listPrice");
  return price;
}

export function planContact(
  row: RowReader,
  known: Known,
  by: OwnIndexes & { organizationKeys: KeyIndex<Named> },
): ContactRecord {
  const organization =
    findByKey(row, "organizationKey", by.organizationKeys) ??
    row.find("organization", by.organizations, "unknown_organization");
  return {
    ...{ kind: "contact", key: row.text("key"), name: needName(row, contactName(row)), reading: readingIn(row) },
    ...{ title: row.text("title"), department: row.text("department") },
    ...waysIn(row),
    organization: organization?.ref ?? null,
    custom: planOwn(row, known, by),
  };
}

/** Family name first, as names are read out. */
function readingIn(row: RowReader): string | null {
  const whole = row.text("reading");
  if (whole) return whole;
  return [row.text("lastReading"), row.text("firstReading")].filter((part) => part !== null).join(" ") || null;
}

/** The e-mail and the number of a row, and the whole lists where it says more than the one. */
function waysIn(row: RowReader) {
  const whole = readEmails(row.text("emails"));
  const emails = [
    ...["email", "email2", "email3"]
      .flatMap((field) => readEmails(row.text(field)))
      .filter((one) => !isAmong(one, whole)),
    ...whole,
  ];
  for (const field of ["email", "email2", "email3", "emails"])
    if (readEmails(row.text(field)).some(({ address }) => !isMail(address))) row.say("unreadable_email", field);
  const labelled = (field: string, label: string) =>
    readPhones(row.text(field)).map((one) => ({ ...one, label: one.label ?? label }));
  const allPhones = readPhones(row.text("phones"));
  const isListed = ({ number }: { number: string }) => allPhones.some((other) => other.number === number);
  const phones = [
    ...[
      ...readPhones(row.text("phone")),
      ...labelled("phoneDirect", "direct"),
      ...labelled("phoneMobile", "mobile"),
      ...labelled("phoneFax", "fax"),
    ].filter((one) => !isListed(one)),
    ...allPhones,
  ];
  const ways = waysAfter(noWays, { emails, phones, addresses: addressesIn(row) });
  const hasMore = (all: readonly unknown[], fields: readonly string[]) =>
    all.length > 1 || fields.some((field) => row.text(field) !== null);
  return {
    email: ways.email,
    phone: ways.phone,
    emails: hasMore(ways.emails, ["email2", "email3", "emails"]) ? emailsText(ways.emails) : null,
    phones: hasMore(ways.phones, ["phoneDirect", "phoneMobile", "phoneFax", "phones"]) ? phonesText(ways.phones) : null,
    addresses: addressesText(ways.addresses),
  };
}

/** A whole list says it with its label. */
const isAmong = ({ address }: Email, list: readonly Email[]) =>
  list.some((other) => emailKey(other.address) === emailKey(address));

function addressesIn(row: RowReader): Address[] {
  const [text, postcode] = [row.text("addresses"), row.text("postcode")];
  if (postcode) return [readAddress(text ?? "", postcode)];
  return readAddresses(text);
}

const isMail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function needName(row: RowReader, name: string | null): string {
  if (!name) row.say("name_missing", "name");
  return name ?? "";
}

/** Japanese and Chinese names are written family name first. */
function contactName(row: RowReader): string | null {
  const whole = row.text("name");
  if (whole) return whole;
  const [given, family] = [row.text("firstName"), row.text("lastName")];
  const isEastern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(`${given}${family}`);
  return (isEastern ? [family, given] : [given, family]).filter((part) => part !== null).join(" ") || null;
}
