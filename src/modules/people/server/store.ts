// The only file that knows the tables of people. Longer than most: a table of queries.
import { type RawBuilder, sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type KeyScope, liveKey } from "#platform/auth/apiKeys.ts";
import { hasTwo, mustShowTwo } from "#platform/auth/policy.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { type Workspace, workspaceColumns } from "#platform/workspace.ts";
import { nameKey, type Person, type PersonId, type Team, type TeamId } from "../person.ts";

const inForce = (day: CivilDate) =>
  sql`coalesce(from_on, '-infinity') <= ${day}::date and coalesce(to_on, 'infinity') >= ${day}::date`;

type StandingRow = Workspace & {
  userId: string;
  admin: boolean;
  personId: PersonId;
  leads: string[];
  teammates: string[];
  /** The company asks for a second factor, and this session has not shown one. */
  owesFactor: boolean;
  /** What the API key may do, where it is one. */
  scope: (KeyScope & { usedToday: boolean }) | null;
};

/** Whose a session is, in which workspace, and where that person stands on the day it is there: one query, at every request. */
export async function sessionOf(db: Reads, token: string, now: Instant): Promise<StandingRow | undefined> {
  return standingOf(db, now, {
    which: sql`join session on session."userId" = "user".id where session.token = ${token} and session."expiresAt" > now()`,
    owes: sql`${mustShowTwo} and session.proof in ('password', 'link')`,
  });
}

/** As `sessionOf`, of whoever made an API key. */
export async function keyHolderOf(db: Reads, key: string, now: Instant): Promise<StandingRow | undefined> {
  return standingOf(db, now, {
    which: sql`join api_keys on api_keys.user_id = "user".id where ${liveKey(key)}`,
    owes: sql`${mustShowTwo} and not ${hasTwo}`,
    scope: sql`json_build_object('writes', api_keys.writes, 'admin', api_keys.admin, 'areas', api_keys.areas,
      'usedToday', api_keys.used_on is not distinct from current_date)`,
  });
}

/** As `sessionOf`, of a login, for work that is done in its name later. */
export async function loginOf(db: Reads, userId: string, now: Instant): Promise<StandingRow | undefined> {
  return standingOf(db, now, { which: sql`where "user".id = ${userId}` });
}

type Shown = { which: RawBuilder<unknown>; owes?: RawBuilder<unknown>; scope?: RawBuilder<unknown> };

/** Who leads nobody is found by one light query; the teams under those one leads take a second. */
async function standingOf(
  db: Reads,
  now: Instant,
  { which, owes = sql`false`, scope = sql`null::json` }: Shown,
): Promise<StandingRow | undefined> {
  const found = await row<Omit<StandingRow, "leads"> & { ledTeams: TeamId[]; today: CivilDate }>(
    db,
    sql`
    select
      asked.user_id as "userId", asked.admin, asked.person_id as "personId", asked.today, asked.owes as "owesFactor", asked.scope,
      array(select team_id from team_leads where person_id = asked.person_id and ${heldOn(sql`asked.today`)}) as "ledTeams",
      array(
        select distinct others.person_id
        from (${seatsOn(sql`asked.today`)}) as mine
        join (${seatsOn(sql`asked.today`)}) as others on others.team_id = mine.team_id
        where mine.person_id = asked.person_id and others.person_id <> asked.person_id
      ) as teammates,
      ${workspaceColumns}
    from (
      select
        "user".id as user_id, "user".admin, persons.id as person_id, ${owes} as owes, ${scope} as scope,
        (${now}::timestamptz at time zone workspace.zone)::date as today
      from workspace
      cross join "user"
      join persons on persons.user_id = "user".id
      ${which} and "user".disabled_at is null
    ) as asked
    cross join workspace`,
  );
  if (!found) return undefined;
  const { ledTeams, today, ...standing } = found;
  return { ...standing, leads: ledTeams.length > 0 ? await peopleLedIn(db, ledTeams, standing.personId, today) : [] };
}

/** Everybody in these teams and in those under them on a day, but the one who leads them. */
async function peopleLedIn(db: Reads, teams: readonly TeamId[], leader: PersonId, day: CivilDate): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    with recursive led (team_id) as (
      select id from teams where id = any(${[...teams]}::uuid[])
      union
      select teams.id from teams join led on teams.parent_id = led.team_id
    )
    select distinct person_id as id
    from (${seatsOn(sql`${day}::date`)}) as seats
    where team_id in (select team_id from led) and person_id <> ${leader}`,
  );
  return found.map((one) => one.id);
}

const heldOn = (day: RawBuilder<unknown>) =>
  sql`coalesce(from_on, '-infinity') <= ${day} and coalesce(to_on, 'infinity') >= ${day}`;

const seatsOn = (day: RawBuilder<unknown>) => sql`
  select team_id, person_id from memberships where ${heldOn(day)}
  union all
  select team_id, person_id from team_leads where ${heldOn(day)}`;

const personColumns = sql.raw(`
  persons.id, persons.name, persons.email, persons.title, persons.joined_on as "joinedOn", persons.left_on as "leftOn",
  persons.user_id as "userId", persons.version`);

type PersonRow = Omit<Person, "admin" | "disabledAt" | "teamId" | "team">;

export async function personRows(db: Reads): Promise<PersonRow[]> {
  return rows<PersonRow>(db, sql`select ${personColumns} from persons order by name, id`);
}

export async function personRow(db: Reads, id: PersonId): Promise<PersonRow | undefined> {
  return row<PersonRow>(db, sql`select ${personColumns} from persons where id = ${id}`);
}

export async function lockPerson(tx: Tx, id: PersonId): Promise<PersonRow | undefined> {
  return row<PersonRow>(tx, sql`select ${personColumns} from persons where id = ${id} for update`);
}

export async function personOfUser(db: Reads, userId: string): Promise<PersonRow | undefined> {
  return row<PersonRow>(db, sql`select ${personColumns} from persons where user_id = ${userId}`);
}

export async function personByEmail(db: Reads, email: string): Promise<PersonRow | undefined> {
  return row<PersonRow>(db, sql`select ${personColumns} from persons where lower(email) = ${email.toLowerCase()}`);
}

export type NewPerson = Pick<Person, "name" | "email" | "title" | "joinedOn" | "leftOn"> & {
  id?: PersonId;
  importId?: string | null;
};

export async function insertPersons(tx: Tx, people: readonly NewPerson[], now: Instant): Promise<PersonId[]> {
  const ids = people.map((person) => person.id ?? newId<"person">());
  await sql`
    insert into persons (id, name, name_key, email, title, joined_on, left_on, import_id, created_at)
    select id, name, name_key, email, title, joined_on, left_on, import_id, ${now}::timestamptz
    from unnest(
      ${ids}::uuid[], ${people.map((one) => one.name)}::text[], ${people.map((one) => nameKey(one.name))}::text[],
      ${people.map((one) => one.email)}::text[], ${people.map((one) => one.title)}::text[],
      ${people.map((one) => one.joinedOn)}::date[], ${people.map((one) => one.leftOn)}::date[],
      ${people.map((one) => one.importId ?? null)}::uuid[]
    ) as new (id, name, name_key, email, title, joined_on, left_on, import_id)`.execute(tx);
  return ids;
}

export async function savePerson(tx: Tx, person: PersonRow): Promise<number> {
  const saved = await row<{ version: number }>(
    tx,
    sql`
    update persons
    set name = ${person.name}, name_key = ${nameKey(person.name)}, email = ${person.email}, title = ${person.title},
        joined_on = ${person.joinedOn}, left_on = ${person.leftOn}, version = version + 1
    where id = ${person.id}
    returning version`,
  );
  return saved!.version;
}

export async function giveLogin(tx: Tx, id: PersonId, userId: string, email: string): Promise<boolean> {
  const given = await row(
    tx,
    sql`
    update persons set user_id = ${userId}, email = ${email.toLowerCase()}, version = version + 1
    where id = ${id} and user_id is null
    returning id`,
  );
  return given !== undefined;
}

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

export async function personNames(db: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    db,
    sql`select id, name from persons where id = any(${[...ids]}::uuid[])`,
  );
  return new Map(found.map((one) => [one.id, one.name]));
}

export async function searchPersons(db: Reads, words: string) {
  return rows<{ id: string; name: string; title: string | null }>(
    db,
    sql`
    select id, name, title from persons
    where name ilike ${`%${likeText(words)}%`} or email ilike ${`%${likeText(words)}%`}
    order by name limit 6`,
  );
}

export function likeText(words: string): string {
  return words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

export async function readCalendar(
  db: Reads,
): Promise<{ workweek: number[]; holidays: { day: CivilDate; name: string }[] }> {
  const week = await row<{ workweek: number[] }>(db, sql`select workweek from working_calendar`);
  const holidays = await rows<{ day: CivilDate; name: string }>(db, sql`select day, name from holidays order by day`);
  return { workweek: week?.workweek ?? [1, 2, 3, 4, 5], holidays };
}

export async function saveCalendar(
  tx: Tx,
  workweek: readonly number[],
  holidays: readonly { day: CivilDate; name: string }[],
): Promise<void> {
  await sql`update working_calendar set workweek = ${[...workweek]}::int[]`.execute(tx);
  await sql`delete from holidays`.execute(tx);
  await sql`
    insert into holidays (day, name)
    select day, name from unnest(${holidays.map((one) => one.day)}::date[], ${holidays.map((one) => one.name)}::text[]) as new (day, name)`.execute(
    tx,
  );
}

export async function insertInvitation(
  tx: Tx,
  invitation: { id: string; email: string; personId: PersonId; admin: boolean; by: string | null },
  now: Instant,
): Promise<void> {
  const { id, email, personId, admin, by } = invitation;
  await sql`
    insert into invitations (id, email, person_id, admin, invited_by, at)
    values (${id}, ${email}, ${personId}, ${admin}, ${by}, ${now})`.execute(tx);
}

export async function invitationById(db: Reads, id: string) {
  return row<{ id: string; email: string; personId: PersonId; admin: boolean; name: string }>(
    db,
    sql`
    select invitations.id, invitations.email, person_id as "personId", admin, persons.name
    from invitations join persons on persons.id = person_id
    where invitations.id = ${id} and accepted_at is null`,
  );
}

/** Invitations that nobody has accepted yet: those this login sent, and those for its own person. */
export async function openInvitationsOf(db: Reads, userId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`
    select invitations.id
    from invitations join persons on persons.id = person_id
    where accepted_at is null and (invited_by = ${userId} or persons.user_id = ${userId})`,
  );
  return found.map((one) => one.id);
}

export async function acceptedInvitation(tx: Tx, id: string, now: Instant): Promise<void> {
  await sql`update invitations set accepted_at = ${now} where id = ${id}`.execute(tx);
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

export async function deletePersons(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from persons where id = any(${[...ids]}::uuid[]) and user_id is null`.execute(tx);
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

export async function importedPersons(db: Reads, importId: string) {
  return rows<{ id: PersonId; name: string; version: number; userId: string | null }>(
    db,
    sql`
    select id, name, version, user_id as "userId" from persons where import_id = ${importId}`,
  );
}

/** What later modules join to name and sort by a person, without knowing the table. */
export const personNamesTable = sql`(select id, name from persons)`;
