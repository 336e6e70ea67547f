import type { Reads } from "#platform/db/db.ts";
import { addressLines } from "../addressLines.ts";
import type { Ways } from "../ways.ts";
import { phoneKey, phoneShown } from "./phoneNumber.ts";
import { countries, homeCountry, type OwnerKind } from "./waysStore.ts";

/** How a record is reached as it is shown here: numbers as one dials them, addresses in the order of their country. */
export async function withShownWays<Seen extends Ways & { id: string }>(db: Reads, kind: OwnerKind, record: Seen) {
  const home = await homeCountry(db);
  const own = (await countries(db, kind, [record.id]))(record.id);
  return {
    ...record,
    emails: record.emails.map((one, at) => ({ ...one, primary: at === 0 })),
    phones: record.phones.map((one, at) => {
      const e164 = phoneKey(one.number, own);
      return { ...one, primary: at === 0, e164, shown: phoneShown(e164 ?? one.number, home) };
    }),
    addresses: record.addresses.map((one, at) => ({ ...one, primary: at === 0, lines: addressLines(one, home) })),
    links: [...record.links],
  };
}
