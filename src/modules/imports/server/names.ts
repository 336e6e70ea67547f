import { organizationKeys } from "#modules/contacts/server/public.ts";
import { nameKey } from "#modules/people/person.ts";
import { personRows } from "#modules/people/server/public.ts";
import { readPipelines, readProducts } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ref } from "../record.ts";

type Named = "person" | "organization" | "product" | "stage" | "contact" | "deal";

/** The id of what a row names: the plan's, or that of a record made since, by its name. Null where there is none. */
export type Finder = (kind: Named, ref: Ref | null) => Promise<string | null>;

/** Reads each kind's names once, and only when a row needs them. */
export function finder(tx: Tx): Finder {
  const read = new Map<string, Promise<Map<string, string>>>();
  const namesOf = (kind: Exclude<Named, "contact" | "deal">) => {
    const known = read.get(kind) ?? readNames(tx, kind);
    read.set(kind, known);
    return known;
  };
  return async (kind, ref) => {
    if (!ref) return null;
    // Contacts and deals are never made by being named, and two may have one name.
    if (ref.id !== null || kind === "contact" || kind === "deal") return ref.id;
    return (await namesOf(kind)).get(nameKey(ref.name)) ?? null;
  };
}

async function readNames(tx: Tx, kind: Exclude<Named, "contact" | "deal">): Promise<Map<string, string>> {
  if (kind === "organization") return organizationKeys(tx);
  const named =
    kind === "person"
      ? await personRows(tx)
      : kind === "product"
        ? await readProducts(tx)
        : ((await readPipelines(tx))[0]?.stages ?? []);
  return new Map(named.map(({ id, name }) => [nameKey(name), id]));
}
