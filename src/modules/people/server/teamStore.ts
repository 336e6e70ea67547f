// Teams, who leads them and who sits in them, from which day to which.
import { type RawBuilder, sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, rows, type Tx } from "#platform/db/db.ts";
import type { PersonId, Team, TeamId } from "../person.ts";
import type { Seat } from "../transfer.ts";
import { heldOn } from "./standingStore.ts";

const inForce = (day: CivilDate) =>
  sql`coalesce(from_on, '-infinity') <= ${day}::date and coalesce(to_on, 'infinity') >= ${day}::date`;

/** Teams with who leads them and who is in them on a day. */
export async function teamsOn(db: Reads, day: CivilDate): Promise<Team[]> {
  return rows<Team>(
    db,
    sql`
    with lead as (
      select distinct on (team_id) team_id, person_id from team_leads where ${inForce(day)} order by team_id, from_on desc nulls last
    )
    select
      teams.id,
      coalesce(teams.name, persons.name, '') as name,
      teams.parent_id as "parentId",
      lead.person_id as "leadId",
      array(select distinct person_id from memberships where memberships.team_id = teams.id and ${inForce(day)}) as members
    from teams
    left join lead on lead.team_id = teams.id
    left join persons on persons.id = lead.person_id
    order by 2, teams.id`,
  );
}

export type NewTeam = {
  id?: TeamId;
  name: string | null;
  parentId: TeamId | null;
  leadId: PersonId | null;
  importId?: string | null;
};

export async function insertTeam(tx: Tx, team: NewTeam, now: Instant): Promise<TeamId> {
  const id = team.id ?? newId<"team">();
  await sql`
    insert into teams (id, name, parent_id, import_id, created_at)
    values (${id}, ${team.name}, ${team.parentId}, ${team.importId ?? null}, ${now})`.execute(tx);
  if (team.leadId) await sql`insert into team_leads (team_id, person_id) values (${id}, ${team.leadId})`.execute(tx);
  return id;
}

/** Puts people into a team. A first team counts for all days before; a change counts from `from` on. */
export async function joinTeam(
  tx: Tx,
  teamId: TeamId,
  people: readonly PersonId[],
  from: CivilDate | null,
): Promise<void> {
  await sql`
    insert into memberships (team_id, person_id, from_on)
    select ${teamId}, person_id, ${from}::date from unnest(${[...people]}::uuid[]) as new (person_id)`.execute(tx);
}

/** Ends today's membership the day before `from`. True when there was one. */
export async function leaveTeam(tx: Tx, person: PersonId, from: CivilDate): Promise<boolean> {
  const ended = await rows(
    tx,
    sql`
    update memberships set to_on = ${from}::date - 1
    where person_id = ${person} and to_on is null
    returning person_id`,
  );
  await sql`delete from memberships where person_id = ${person} and to_on < from_on`.execute(tx);
  return ended.length > 0;
}

/** The team a person was in on a day, as part of a later module's query: membership, else the team they led. */
export function teamOfDay(person: RawBuilder<unknown>, day: RawBuilder<unknown>): RawBuilder<unknown> {
  const newest = sql`order by from_on desc nulls last limit 1`;
  return sql`coalesce(
    (select team_id from memberships where memberships.person_id = ${person} and ${heldOn(day)} ${newest}),
    (select team_id from team_leads where team_leads.person_id = ${person} and ${heldOn(day)} ${newest}))`;
}

/** Who of these leads a team, and whether anybody is in it. */
export async function leadsAmong(db: Reads, ids: readonly string[]): Promise<Map<string, { followed: boolean }>> {
  const found = await rows<{ id: string; followed: boolean }>(
    db,
    sql`
    select person_id as id, bool_or(exists (select 1 from memberships where memberships.team_id = team_leads.team_id)) as followed
    from team_leads
    where person_id = any(${[...ids]}::uuid[])
    group by person_id`,
  );
  return new Map(found.map(({ id, followed }) => [id, { followed }]));
}

/** Removes the teams that an import brought and nobody is in, from the smallest up. */
export async function deleteImportedTeams(tx: Tx, importId: string): Promise<void> {
  for (let removed = 1; removed > 0; )
    removed = (
      await rows(
        tx,
        sql`
        delete from teams
        where import_id = ${importId}
          and not exists (select 1 from memberships where team_id = teams.id)
          and not exists (select 1 from team_leads where team_id = teams.id)
          and not exists (select 1 from teams as child where child.parent_id = teams.id)
        returning id`,
      )
    ).length;
}

/** The seats a person holds beyond a day: in teams, and at their head. */
export async function seatsAfter(db: Reads, person: PersonId, day: CivilDate): Promise<Seat[]> {
  return rows<Seat>(
    db,
    sql`
    select 'membership' as kind, team_id as "teamId", from_on as "fromOn", to_on as "toOn"
    from memberships where person_id = ${person} and coalesce(to_on, 'infinity') > ${day}::date
    union all
    select 'lead', team_id, from_on, to_on
    from team_leads where person_id = ${person} and coalesce(to_on, 'infinity') > ${day}::date`,
  );
}

const seatTable = { membership: sql.ref("memberships"), lead: sql.ref("team_leads") } as const;

/** Ends a seat with a day; one that would begin after it never is. */
export async function endSeat(tx: Tx, person: PersonId, seat: Seat, lastOn: CivilDate): Promise<void> {
  const table = seatTable[seat.kind];
  const same = sql`
    person_id = ${person} and team_id = ${seat.teamId} and from_on is not distinct from ${seat.fromOn}::date`;
  await sql`delete from ${table} where ${same} and from_on > ${lastOn}::date`.execute(tx);
  await sql`update ${table} set to_on = ${lastOn} where ${same}`.execute(tx);
}

/** As the seat was before it ended; nothing where the person has a seat there again. */
export async function giveSeatBack(tx: Tx, person: PersonId, seat: Seat, lastOn: CivilDate): Promise<void> {
  const table = seatTable[seat.kind];
  await sql`
    delete from ${table}
    where person_id = ${person} and team_id = ${seat.teamId} and from_on is not distinct from ${seat.fromOn}::date and to_on = ${lastOn}`.execute(
    tx,
  );
  await sql`
    insert into ${table} (team_id, person_id, from_on, to_on)
    select ${seat.teamId}::uuid, ${person}::uuid, ${seat.fromOn}::date, ${seat.toOn}::date
    where not exists (
      select 1 from ${table} as now
      where now.person_id = ${person} and now.team_id = ${seat.teamId} and coalesce(now.to_on, 'infinity') > ${lastOn}::date
    )`.execute(tx);
}

export async function leadTeam(tx: Tx, teamId: TeamId, person: PersonId, from: CivilDate | null): Promise<void> {
  await sql`insert into team_leads (team_id, person_id, from_on) values (${teamId}, ${person}, ${from})`.execute(tx);
}

/** Takes back that somebody leads a team from a day on. */
export async function leadNoMore(tx: Tx, teamId: TeamId, person: PersonId, from: CivilDate): Promise<void> {
  await sql`delete from team_leads where team_id = ${teamId} and person_id = ${person} and from_on = ${from}`.execute(
    tx,
  );
}
