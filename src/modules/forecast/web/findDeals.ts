import { dealsRoute } from "#modules/pipeline/api.ts";
import { call } from "#ui/call.ts";
import type { Option } from "#ui/parts/Combobox.tsx";
import type { Finder } from "#ui/parts/useFound.ts";

/** Open deals by what is typed, to choose one. */
export const findDeals: Finder<Option> = async (text, signal) => {
  const query = { ...(text ? { q: text } : {}), status: "open", limit: 8 } as const;
  const { rows } = await call(dealsRoute, { query }, { signal });
  return rows.map(({ id, name, organization, owner }) => ({
    id,
    label: name,
    hint: [organization, owner].filter(Boolean).join(", "),
  }));
};
