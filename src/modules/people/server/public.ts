// What later modules may call of people.

export { actorOf, identifier } from "./identify.ts";
export { addLogin } from "./logins.ts";
export { peopleOn } from "./people.ts";
export {
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
