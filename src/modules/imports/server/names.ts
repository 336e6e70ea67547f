import { organizationKeys } from "#modules/contacts/server/public.ts";
import { nameKey } from "#modules/people/person.ts";
import { personRows } from "#modules/people/server/public.ts";
import { readPipelines, readProducts } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Ref } from "../record.ts";

type Named = "person" | "organization" | "product" | "stage";

/** The id of what a row names: the plan's, or that of a record made since, by its name. Null where there is none. */
export type Finder = (kind: Named, ref: Ref | null) => Promise<string | null>;

/** Reads each kind's names once, and only when a row needs them. */
export function finder(tx: Tx): Finder {
  const read = new Map<Named, Promise<Map<string, string>>>();
  const namesOf = (kind: Named) => {
    const known = read.get(kind) ?? readNames(tx, kind);
    read.set(kind, known);
    return known;
  };
  return async (kind, ref) => {
    if (!ref) return null;
    return ref.id ?? (await namesOf(kind)).get(nameKey(ref.name)) ?? null;
  };
}

async function readNames(tx: Tx, kind: Named): Promise<Map<string, string>> {
  if (kind === "organization") return organizationKeys(tx);
  const named =
    kind === "person"
      ? await personRows(tx)
      : kind === "product"
        ? await readProducts(tx)
        : ((await readPipelines(tx))[0]?.stages ?? []);
  return new Map(named.map(({ id, name }) => [nameKey(name), id]));
}
