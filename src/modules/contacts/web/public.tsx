import { call } from "#ui/call.ts";
import type { Option } from "#ui/parts/Combobox.tsx";
import type { Finder } from "#ui/parts/useFound.ts";
import { contactsRoute, organizationsRoute } from "../api.ts";

export { contactDeals, contactTimeline, organizationDeals, organizationTimeline } from "./slots.ts";

/** Organizations by what is typed, for a field that chooses one. */
export const findOrganizations: Finder<Option> = async (text, signal) => {
  const { rows } = await call(organizationsRoute, { query: { ...(text ? { q: text } : {}), limit: 8 } }, { signal });
  return rows.map(({ id, name, industry, country }) => ({
    id,
    label: name,
    hint: [industry, country].filter(Boolean).join(", "),
  }));
};

/** Contacts by what is typed. */
export const findContacts: Finder<Option> = async (text, signal) => {
  const { rows } = await call(contactsRoute, { query: { ...(text ? { q: text } : {}), limit: 8 } }, { signal });
  return rows.map(({ id, name, title, organization }) => ({
    id,
    label: name,
    hint: [title, organization].filter(Boolean).join(", "),
  }));
};
