import { type Address, addressText, type Email, type Phone } from "./ways.ts";

/**
 * Lists as one cell of a file: "work: a@x.example; b@x.example". The export writes what is read here, so that it comes in again
 * unchanged. Addresses have parts, and are written as JSON; one that is not is read as it stands.
 */
export const emailsText = (all: readonly Email[]): string | null =>
  all.map(({ label, address }) => (label ? `${label}: ${address}` : address)).join("; ") || null;
export const phonesText = (all: readonly Phone[]): string | null =>
  all.map(({ label, number }) => (label ? `${label}: ${number}` : number)).join("; ") || null;
export const addressesText = (all: readonly Address[]): string | null =>
  all.length === 0
    ? null
    : JSON.stringify(
        all.map(({ label, street, city, region, postcode, country }) => ({
          label,
          street,
          city,
          region,
          postcode,
          country,
        })),
      );

/** Several e-mails in one cell stand behind semicolons, commas or line breaks. */
export function readEmails(text: string | null): Email[] {
  return itemsIn(text, /[;,、；\n]+/).map(({ label, value }) => ({ address: value, label }));
}

/** Numbers have spaces and commas are rare in them; "/" parts two in one cell. */
export function readPhones(text: string | null): Phone[] {
  return itemsIn(text, /[;,、；/\n]+/).map(({ label, value }) => ({ number: value, label }));
}

function itemsIn(text: string | null, between: RegExp): { label: string | null; value: string }[] {
  return (text ?? "")
    .split(between)
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .map((item) => {
      const labelled = /^([^:：@\d+]{1,60})[:：]\s*(.+)$/.exec(item);
      return { label: labelled?.[1]?.trim() ?? null, value: labelled?.[2] ?? item };
    });
}

const parts = ["label", "street", "city", "region", "postcode", "country"] as const;

export function readAddresses(text: string | null): Address[] {
  const all = text?.startsWith("[") ? parsed(text) : null;
  if (all) return all.filter((one) => addressText(one).trim() !== "");
  return text?.trim() ? [readAddress(text, null)] : [];
}

/** A Japanese address begins with 〒 and its prefecture; of any other the whole is the street. */
export function readAddress(text: string, postcode: string | null): Address {
  const plain = text.normalize("NFKC").trim();
  const code = /^〒?\s*(\d{3}-?\d{4})\s*/.exec(plain);
  const rest = code ? plain.slice(code[0].length) : plain.replace(/^〒\s*/, "");
  const japanese = /^(東京都|北海道|(?:京都|大阪)府|\p{Script=Han}{2,3}県)(.+?[市区町村](?:.+?区)?)?(.*)$/u.exec(rest);
  const own = (postcode ?? code?.[1] ?? null)?.normalize("NFKC").replace(/^〒\s*/, "") ?? null;
  const blank = { label: null, country: null, postcode: own };
  if (!japanese) return { ...blank, street: rest || null, city: null, region: null };
  return { ...blank, region: japanese[1] ?? null, city: japanese[2] ?? null, street: japanese[3]?.trim() || null };
}

function parsed(text: string): Address[] | null {
  try {
    const found: unknown = JSON.parse(text);
    if (!Array.isArray(found)) return null;
    return found.map((one: unknown) => {
      const given = new Map(typeof one === "object" && one !== null ? Object.entries(one) : []);
      const of = (name: (typeof parts)[number]) => {
        const value: unknown = given.get(name);
        return typeof value === "string" && value !== "" ? value : null;
      };
      return {
        label: of("label"),
        street: of("street"),
        city: of("city"),
        region: of("region"),
        postcode: of("postcode"),
        country: of("country"),
      };
    });
  } catch {
    return null; // it only looked like a list: read as it stands
  }
}
