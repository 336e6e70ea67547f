// What later modules may call of people.

export { likeText } from "#platform/records/likeText.ts";
export { heldOf } from "./erasePerson.ts";
export { actorOf, identifier } from "./identify.ts";
export { invitationLink } from "./invite.ts";
export { addLogin, adminCount, hasAdmin, linkPurpose, setLogin } from "./logins.ts";
export { endAllSessions, removeSecondFactors, resetLink } from "./mendAccess.ts";
export { peopleOn, worksHere } from "./people.ts";
export { setupPurpose } from "./setUp.ts";
export {
  absenceRows,
  addressesOf,
  addressOf,
  deleteImportedTeams,
  deletePersons,
  importedPersons,
  insertPersons,
  insertTeam,
  joinTeam,
  leadsAmong,
  leaveTeam,
  lockPerson,
  namesByLogin,
  personNames,
  personNamesTable,
  personOfUser,
  personRow,
  personRows,
  readCalendar,
  savePerson,
  teamOfDay,
  teamsOn,
} from "./store.ts";
