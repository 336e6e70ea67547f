import type { Money } from "#lib/money.ts";
import { personNames } from "#modules/people/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { MergeKind } from "#platform/records/merge.ts";
import { addressLines } from "../addressLines.ts";
import { contactMergeFields, joinedWays, organizationMergeFields, sideOf } from "../mergeFields.ts";
import { lockBoth, type Merger } from "./mergeRecords.ts";
import { organizationReach } from "./reach.ts";
import { organizationNamesOf, readableOrganizations } from "./store.ts";
import { homeCountry } from "./waysStore.ts";

/** Both beside each other, and what they would be as one. Of what hangs on them nothing is said: some of it may be hidden. */
export async function previewMerge(
  tx: Tx,
  kind: MergeKind,
  who: Merger,
  asked: { survivor: string; absorbed: string },
) {
  const pair = await lockBoth(tx, kind, who, asked);
  const fields: readonly string[] = kind === "contact" ? contactMergeFields : organizationMergeFields;
  const [mine, theirs] = [valuesOf(pair.survivor), valuesOf(pair.absorbed)];
  const name = await namer(tx, who, [mine, theirs]);
  const ways = joinedWays(pair.survivor, pair.absorbed);
  const home = await homeCountry(tx);
  return {
    survivor: { id: pair.survivor.id, name: pair.survivor.name },
    absorbed: { id: pair.absorbed.id, name: pair.absorbed.name },
    fields: fields.map((field) => ({
      field,
      survivor: name(field, mine.get(field)),
      absorbed: name(field, theirs.get(field)),
      stays: sideOf(mine.get(field), theirs.get(field), undefined),
    })),
    emails: ways.emails.map(({ address }) => address),
    phones: ways.phones.map(({ number }) => number),
    addresses: ways.addresses.map((one) => addressLines(one, home).join(", ")),
    links: ways.links.map(({ url }) => url),
  };
}

type Values = ReadonlyMap<string, unknown>;
const valuesOf = (record: object): Values => new Map(Object.entries(record));

/** Ids by their names, as far as they may be read. */
async function namer(tx: Tx, { actor, choices }: Merger, records: readonly Values[]) {
  const idsIn = (...fields: string[]) => [
    ...new Set(
      records.flatMap((values) => fields.map((field) => values.get(field)).filter((id) => typeof id === "string")),
    ),
  ];
  const places = idsIn("organizationId", "parentId");
  const readable = await readableOrganizations(tx, organizationReach(actor, choices), places);
  const organizations = await organizationNamesOf(tx, [...readable]);
  const people = await personNames(tx, idsIn("ownerId"));
  return (field: string, value: unknown): string | number | Money | null => {
    if (typeof value === "number") return value;
    if (typeof value === "string" && field === "ownerId") return people.get(value) ?? null;
    if (typeof value === "string" && (field === "organizationId" || field === "parentId"))
      return organizations.get(value) ?? "?";
    if (typeof value === "string") return value;
    return isMoney(value) ? value : null;
  };
}

function isMoney(value: unknown): value is Money {
  return typeof value === "object" && value !== null && "minor" in value;
}
