// What later modules may call of people.

export { likeText } from "#platform/records/likeText.ts";
export { absenceRows } from "./absenceStore.ts";
export { heldOf } from "./erasePerson.ts";
export { actorOf, identifier } from "./identify.ts";
export { invitationLink } from "./invite.ts";
export { addLogin, adminCount, hasAdmin, linkPurpose, setLogin } from "./logins.ts";
export { endAllSessions, removeSecondFactors, resetLink } from "./mendAccess.ts";
export { peopleOn, worksHere } from "./people.ts";
export { setupPurpose } from "./setUp.ts";
export {
  addressesOf,
  addressOf,
  deletePersons,
  importedPersons,
  insertPersons,
  lockPerson,
  namesByLogin,
  personNames,
  personNamesTable,
  personOfUser,
  personRow,
  personRows,
  readCalendar,
  savePerson,
} from "./store.ts";
export { deleteImportedTeams, insertTeam, joinTeam, leadsAmong, leaveTeam, teamOfDay, teamsOn } from "./teamStore.ts";
