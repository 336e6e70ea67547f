// What later modules may call of contacts.

export { defined } from "./changeOrganizations.ts";
export { duplicatesOf } from "./duplicates.ts";
export { withSameEmail, withSameHost } from "./duplicatesStore.ts";
export { importRoles } from "./importRoles.ts";
export { contactRows, organizationFields, organizationRows, organizationsUnder } from "./listStore.ts";
export { recordFamily } from "./mergeStore.ts";
export { pairSoon } from "./pairSoon.ts";
export { grantOrganizations, mayChange as mayChangeOrganization, organizationReach } from "./reach.ts";
export { rolesOfAll } from "./rolesStore.ts";
export { organizationsFound } from "./searchStore.ts";
export {
  allContacts,
  allOrganizations,
  contactById,
  contactNames,
  contactSeen,
  contactsAt,
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
  organizationOwner,
  organizationSeen,
  readableOrganizations,
  saveContact,
  saveOrganization,
  setBoughtOn,
  setParents,
} from "./store.ts";
