import { readAddresses, readEmails, readPhones } from "#modules/contacts/waysText.ts";
import type { ContactRecord, OrganizationRecord } from "../record.ts";

/** What a row says of how somebody is reached: whole lists, or only the first of them. */
export function waysSaid({ email, phone, emails, phones, addresses }: ContactRecord | OrganizationRecord) {
  return {
    ...(emails ? { emails: readEmails(emails) } : { email }),
    ...(phones ? { phones: readPhones(phones) } : { phone }),
    ...(addresses ? { addresses: readAddresses(addresses) } : {}),
  };
}
