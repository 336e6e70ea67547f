/** How a contact or an organization is reached. Of each list the first is the primary. */
export type Ways = {
  emails: readonly Email[];
  phones: readonly Phone[];
  addresses: readonly Address[];
  links: readonly SocialLink[];
};

/** As it was typed; it is compared by `emailKey`. */
export type Email = { address: string; label: string | null };
/** As it was typed; it is compared as E.164. */
export type Phone = { number: string; label: string | null };
export type SocialLink = { kind: string; url: string };
export type Address = {
  label: string | null;
  street: string | null;
  city: string | null;
  region: string | null;
  postcode: string | null;
  /** A name or an ISO code, as it was typed. */
  country: string | null;
};

type Primary = { email: string | null; phone: string | null };
type Asked = { [Field in keyof (Primary & Ways)]?: (Primary & Ways)[Field] | undefined };

export const noWays: Ways & Primary = { email: null, phone: null, emails: [], phones: [], addresses: [], links: [] };

/** A list that is said is the whole of it; `email` or `phone` alone puts another in the first place. Twice the same is once. */
export function waysAfter(was: Ways, asked: Asked): Ways & Primary {
  const emails = distinct(asked.emails ?? firstEmail(was.emails, asked.email), (one) => emailKey(one.address));
  const phones = distinct(asked.phones ?? firstPhone(was.phones, asked.phone), (one) => digitsOf(one.number));
  return {
    emails,
    phones,
    addresses: distinct(asked.addresses ?? was.addresses, addressText),
    links: distinct(asked.links ?? was.links, (one) => one.url),
    email: emails[0]?.address ?? null,
    phone: phones[0]?.number ?? null,
  };
}

function firstEmail(was: readonly Email[], address: string | null | undefined): readonly Email[] {
  if (address === undefined || address === (was[0]?.address ?? null)) return was;
  return address === null ? was.slice(1) : [{ address, label: was[0]?.label ?? null }, ...was.slice(1)];
}

function firstPhone(was: readonly Phone[], number: string | null | undefined): readonly Phone[] {
  if (number === undefined || number === (was[0]?.number ?? null)) return was;
  return number === null ? was.slice(1) : [{ number, label: was[0]?.label ?? null }, ...was.slice(1)];
}

function distinct<One>(all: readonly One[], keyOf: (one: One) => string): One[] {
  return [...new Map(all.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}

/** Lower case, and the host in ASCII: "Info@BÜCHER.example" and "info@xn--bcher-kva.example" are one mailbox. */
export function emailKey(address: string): string {
  const text = address.normalize("NFKC").trim();
  const at = text.lastIndexOf("@");
  return `${text.slice(0, at).toLowerCase()}@${hostOf(text.slice(at + 1))}`;
}

/** The host of a website or of what stands behind the @, in ASCII and without "www."; what is none stays as it is. */
export function hostOf(text: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const host = URL.canParse(address) ? new URL(address).hostname : text.toLowerCase();
  return host.replace(/^www\./, "").replace(/\.$/, "");
}

function digitsOf(number: string): string {
  return number.normalize("NFKC").replace(/[^\d+]/g, "") || number;
}

export function addressText(one: Address): string {
  return [one.street, one.city, one.region, one.postcode, one.country].map((part) => part ?? "").join("\n");
}
