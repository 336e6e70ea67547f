// What later modules may call of people.

export { heldOf } from "./erasePerson.ts";
export { actorOf, identifier } from "./identify.ts";
export { invitationLink } from "./invite.ts";
export { addLogin, adminCount, hasAdmin, linkPurpose } from "./logins.ts";
export { peopleOn, worksHere } from "./people.ts";
export { setupPurpose } from "./setUp.ts";
export {
  absenceRows,
  addressesOf,
  deleteImportedTeams,
  deletePersons,
  importedPersons,
  insertPersons,
  insertTeam,
  joinTeam,
  leadsAmong,
  leaveTeam,
  likeText,
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
