import { type Actor, type Choices, canAboutPerson } from "#lib/policy/can.ts";
import type { CivilDate } from "#lib/time.ts";
import { type Person, peopleUnder, type Team, type TeamId, teamsUnder, worksHereOn } from "#modules/people/person.ts";
import { peopleOn } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import type { QuotaOwner } from "../quota.ts";

export type Staff = { people: ReadonlyMap<string, Person>; teams: readonly Team[] };

export async function staffOn(db: Reads, today: CivilDate): Promise<Staff> {
  const { people, teams } = await peopleOn(db, today);
  return { people: new Map(people.map((person) => [person.id, person])), teams };
}

/** People whose quotas one may read; of a team, whose total is anyone's who is in it or leads all of it. */
export function mayRead(actor: Actor, choices: Choices, owner: QuotaOwner, { teams }: Staff): boolean {
  if (owner.kind === "person") return canAboutPerson(actor, "quota", "r", owner.person, choices);
  return (
    actor.admin || leadsAll(actor, owner.team, teams) || peopleUnder(teams, owner.team).has(actor.personId as never)
  );
}

/** Nobody sets their own; a team's is set by who leads it or by an admin. */
export function maySet(
  actor: Actor,
  choices: Choices,
  owner: QuotaOwner,
  { teams }: Staff,
  verb: "w" | "d" = "w",
): boolean {
  if (owner.kind === "person") return canAboutPerson(actor, "quota", verb, owner.person, choices);
  return actor.admin || leadsAll(actor, owner.team, teams);
}

/** A lead leads everybody under the team but themselves. */
function leadsAll(actor: Actor, team: TeamId, teams: readonly Team[]): boolean {
  const others = [...peopleUnder(teams, team)].filter((person) => person !== actor.personId);
  const isMember = teams.some((one) => one.id === team && one.members.includes(actor.personId as never));
  return !isMember && others.length > 0 && others.every((person) => actor.leads.includes(person));
}

/** The members of a team's own, by name, who still work here. */
export function membersOf(team: Team, { people }: Staff, today: CivilDate): Person[] {
  const found = team.members.flatMap((id) => people.get(id) ?? []);
  return found.filter((person) => worksHereOn(person, today)).toSorted((a, b) => a.name.localeCompare(b.name));
}

export function teamsIn(teams: readonly Team[], top: string | undefined): Team[] {
  const under = top ? teamsUnder(teams, top as TeamId) : undefined;
  return teams.filter((team) => !under || under.has(team.id));
}
