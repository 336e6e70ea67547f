import { sql } from "kysely";
import type { CivilDate } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import { groundOf } from "#platform/ground.ts";
import { theWorkspace } from "#platform/workspace.ts";
import { type Person, type PersonId, type Team, worksHereOn } from "../person.ts";
import { personRow, personRows } from "./store.ts";
import { teamsOn } from "./teamStore.ts";

/** Everybody, with the team of the day and the login where there is one. */
export async function peopleOn(db: Reads, day: CivilDate): Promise<{ people: Person[]; teams: Team[] }> {
  const [persons, teams, logins] = [await personRows(db), await teamsOn(db, day), await loginRows(db)];
  const teamByPerson = new Map<string, Team>();
  for (const team of teams) if (team.leadId) teamByPerson.set(team.leadId, team);
  for (const team of teams) for (const member of team.members) teamByPerson.set(member, team);
  const loginById = new Map(logins.map((login) => [login.id, login]));
  const people = persons.map((person): Person => {
    const team = teamByPerson.get(person.id);
    const login = person.userId ? loginById.get(person.userId) : undefined;
    return {
      ...person,
      admin: login?.admin ?? false,
      disabledAt: login?.disabledAt ?? null,
      teamId: team?.id ?? null,
      team: team?.name ?? null,
    };
  });
  return { people, teams };
}

/** Whether somebody of this id works here today: nobody else is given anything to own. */
export async function worksHere(tx: Tx, id: PersonId): Promise<boolean> {
  const person = await personRow(tx, id);
  if (!person) return false;
  return worksHereOn(person, groundOf(tx).clock.today((await theWorkspace(tx)).zone));
}

function loginRows(db: Reads) {
  return rows<{ id: string; admin: boolean; disabledAt: string | null }>(
    db,
    sql`select id, admin, disabled_at as "disabledAt" from "user"`,
  );
}
