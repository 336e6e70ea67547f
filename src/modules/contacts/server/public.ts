// What later modules may call of contacts.

export { defined } from "./changeOrganizations.ts";
export { grantOrganizations, organizationReach } from "./reach.ts";
export {
  allOrganizations,
  contactNames,
  contactSeen,
  deleteContacts,
  deleteOrganizations,
  importedContacts,
  importedOrganizations,
  insertContacts,
  insertOrganizations,
  listContacts,
  lockOrganization,
  organizationKeys,
  organizationNames,
  organizationNamesOf,
  organizationSeen,
  organizationsWithContacts,
  readableOrganizations,
  saveOrganization,
  setBoughtOn,
} from "./store.ts";
