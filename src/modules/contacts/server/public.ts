// What later modules may call of contacts.

export { defined } from "./changeOrganizations.ts";
export { grantOrganizations, mayChange as mayChangeOrganization, organizationReach } from "./reach.ts";
export {
  allContacts,
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
  lockContact,
  lockOrganization,
  organizationKeys,
  organizationNames,
  organizationNamesOf,
  organizationSeen,
  organizationsWithContacts,
  readableOrganizations,
  saveContact,
  saveOrganization,
  setBoughtOn,
  setParents,
} from "./store.ts";
