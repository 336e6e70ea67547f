// What later modules may call of people.

export { identifier } from "./identify.ts";
export { addLogin } from "./logins.ts";
export { peopleOn } from "./people.ts";
export {
  deleteImported,
  importedPersons,
  insertPersons,
  insertTeam,
  joinTeam,
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
