import { Refusal, refuseField } from "#lib/refusal.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { emit } from "#platform/events/emit.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { personJoined, personLeft, teamChanged } from "../events.ts";
import type { Person, PersonId, Team, TeamId } from "../person.ts";
import { peopleOn } from "./people.ts";
import { insertPersons, lockPerson, personRow, savePerson } from "./store.ts";
import { insertTeam, joinTeam, leaveTeam, teamsOn } from "./teamStore.ts";

type Fields = {
  name: string;
  email: string | null;
  title: string | null;
  joinedOn: CivilDate | null;
  leftOn: CivilDate | null;
  teamId: TeamId | null;
};
export type PersonChange = { [Field in keyof Fields]?: Fields[Field] | undefined };

export async function addPerson(
  tx: Tx,
  fields: PersonChange & { name: string },
  now: Instant,
  today: CivilDate,
): Promise<Person> {
  const person = { email: null, title: null, joinedOn: today, leftOn: null, ...defined(fields) };
  checkDates(person);
  const [id] = await refusingTaken(insertPersons(tx, [person], now));
  if (fields.teamId) await enterTeam(tx, id!, fields.teamId, null, today);
  await emit(tx, personJoined, { record: id!, facts: { personId: id!, joinedOn: person.joinedOn } });
  touched(tx, "people");
  return personSeen(tx, id!, today);
}

export async function changePerson(
  tx: Tx,
  id: PersonId,
  fields: PersonChange,
  version: number | undefined,
  today: CivilDate,
): Promise<Person> {
  const was = await lockPerson(tx, id);
  if (!was) throw new Refusal("people.no_such_person", 404);
  if (version !== undefined && version !== was.version) throw new Refusal("http.stale", 412, { version: was.version });
  const became = { ...was, ...defined(fields) };
  checkDates(became);
  await refusingTaken(savePerson(tx, became));
  audit(tx, "person", id, changesBetween(was, became, ["name", "email", "title", "joinedOn", "leftOn"]));
  if (fields.teamId !== undefined) await moveTeam(tx, id, fields.teamId, today);
  if (became.leftOn && became.leftOn !== was.leftOn)
    await emit(tx, personLeft, { record: id, facts: { personId: id, leftOn: became.leftOn } });
  touched(tx, "people");
  return personSeen(tx, id, today);
}

export async function addTeam(
  tx: Tx,
  team: { name: string | null; leadId: PersonId | null; parentId: TeamId | null },
  now: Instant,
  today: CivilDate,
): Promise<Team> {
  if (!team.name && !team.leadId) throw refuseField("people.team_needs_a_name", "/name");
  if (team.leadId && !(await personRow(tx, team.leadId))) throw refuseField("people.no_such_person", "/leadId");
  if (team.parentId && !(await isTeam(tx, team.parentId, today))) throw refuseField("people.no_such_team", "/parentId");
  const id = await insertTeam(tx, team, now);
  touched(tx, "people");
  return (await teamsOn(tx, today)).find((one) => one.id === id)!;
}

async function moveTeam(tx: Tx, id: PersonId, teamId: TeamId | null, today: CivilDate): Promise<void> {
  const had = await leaveTeam(tx, id, today);
  if (teamId) await enterTeam(tx, id, teamId, had ? today : null, today);
  await emit(tx, teamChanged, { record: id, facts: { personId: id, teamId } });
}

async function enterTeam(
  tx: Tx,
  id: PersonId,
  teamId: TeamId,
  from: CivilDate | null,
  today: CivilDate,
): Promise<void> {
  if (!(await isTeam(tx, teamId, today))) throw refuseField("people.no_such_team", "/teamId");
  await joinTeam(tx, teamId, [id], from);
}

async function isTeam(tx: Tx, id: TeamId, today: CivilDate): Promise<boolean> {
  return (await teamsOn(tx, today)).some((team) => team.id === id);
}

async function personSeen(tx: Tx, id: PersonId, today: CivilDate): Promise<Person> {
  return (await peopleOn(tx, today)).people.find((person) => person.id === id)!;
}

function checkDates({ joinedOn, leftOn }: { joinedOn: CivilDate | null; leftOn: CivilDate | null }): void {
  if (joinedOn && leftOn && leftOn < joinedOn) throw refuseField("people.left_before_joined", "/leftOn");
}

async function refusingTaken<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "persons_email")
      throw refuseField("people.address_taken", "/email");
    throw error;
  }
}

function defined<Shape extends object>(shape: Shape): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}
