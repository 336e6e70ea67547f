// What later modules may call of contacts.

export { defined } from "./changeOrganizations.ts";
export { organizationFields, organizationRows } from "./listStore.ts";
export { grantOrganizations, mayChange as mayChangeOrganization, organizationReach } from "./reach.ts";
export {
  allContacts,
  allOrganizations,
  contactById,
  contactSeen,
  deleteContacts,
  deleteOrganizations,
  importedContacts,
  importedOrganizations,
  insertContacts,
  insertOrganizations,
  lockContact,
  lockOrganization,
  organizationKeys,
  organizationNames,
  organizationNamesOf,
  organizationSeen,
  readableOrganizations,
  saveContact,
  saveOrganization,
  setBoughtOn,
  setParents,
} from "./store.ts";
