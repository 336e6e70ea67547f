// The only file that knows the tables of people. Longer than most: a table of queries.
import { type RawBuilder, sql } from "kysely";
import { erasedNames } from "#lib/erased.ts";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type KeyScope, liveKey } from "#platform/auth/apiKeys.ts";
import { hasTwo, mustShowTwo } from "#platform/auth/policy.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { soughtIn, standsIn } from "#platform/records/foundBy.ts";
import type { Passed } from "#platform/records/transfer.ts";
import { type Workspace, workspaceColumns } from "#platform/workspace.ts";
import type { Absence, AbsenceId } from "../absence.ts";
import { nameKey, type Person, type PersonId, type Team, type TeamId } from "../person.ts";
import type { Seat, Transfer, TransferId } from "../transfer.ts";

const inForce = (day: CivilDate) =>
  sql`coalesce(from_on, '-infinity') <= ${day}::date and coalesce(to_on, 'infinity') >= ${day}::date`;

type StandingRow = Workspace & {
  userId: string;
  admin: boolean;
  personId: PersonId;
  leads: string[];
  teammates: string[];
  covers: string[];
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
      array(
        select person_id from absences where cover_id = asked.person_id and asked.today between from_on and to_on
      ) as covers,
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
  persons.erased_at as "erasedAt", persons.user_id as "userId", persons.version`);

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
  return row<PersonRow>(
    db,
    sql`select ${personColumns} from persons where user_id = ${userId} or former_user_id = ${userId}`,
  );
}

/** Whose doing it was: the names by login, of logins too that are erased. */
export async function namesByLogin(db: Reads): Promise<Map<string, string>> {
  const found = await rows<{ login: string; name: string }>(
    db,
    sql`
    select coalesce(user_id, former_user_id) as login, name from persons
    where user_id is not null or former_user_id is not null`,
  );
  return new Map(found.map(({ login, name }) => [login, name]));
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
    where erased_at is null and ${standsIn(sql`search_key(name || ' ' || coalesce(email, ''))`, soughtIn(words))}
    order by name limit 6`,
  );
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

/** Invitations for somebody that nobody has accepted yet. */
export async function openInvitationsFor(db: Reads, person: PersonId): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select id from invitations where person_id = ${person} and accepted_at is null`,
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

/** `isTold`: an absence or a transfer tells of them, and would go with them. */
export async function importedPersons(db: Reads, importId: string) {
  return rows<{ id: PersonId; name: string; version: number; userId: string | null; isTold: boolean }>(
    db,
    sql`
    select
      id, name, version, user_id as "userId",
      exists (select 1 from absences where persons.id in (person_id, cover_id))
        or exists (select 1 from transfers where from_id = persons.id)
        or exists (select 1 from transfer_items where to_id = persons.id) as "isTold"
    from persons
    where import_id = ${importId}`,
  );
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

export async function setLastDay(
  tx: Tx,
  id: PersonId,
  last: { leftOn: CivilDate | null; loginEndsOn: CivilDate | null },
): Promise<void> {
  await sql`
    update persons set left_on = ${last.leftOn}, login_ends_on = ${last.loginEndsOn}, version = version + 1
    where id = ${id}`.execute(tx);
}

/** Logins whose last day has passed. */
export async function loginsToEnd(db: Reads, today: CivilDate): Promise<{ id: PersonId; userId: string }[]> {
  return rows(
    db,
    sql`
    select id, user_id as "userId" from persons
    where login_ends_on < ${today}::date and user_id is not null
    order by id`,
  );
}

/** Taking the leave back gives the sign-in back too. */
export async function loginEnded(tx: Tx, id: PersonId): Promise<void> {
  await sql`update persons set login_ends_on = null where id = ${id}`.execute(tx);
  await sql`
    update transfers set ended_login = true
    where from_id = ${id} and last_on is not null and taken_back_at is null`.execute(tx);
}

export async function insertTransfer(tx: Tx, one: Transfer): Promise<void> {
  await sql`
    insert into transfers (id, from_id, last_on, was_left_on, ended_login, seats, by_user, at)
    values (${one.id}, ${one.fromId}, ${one.lastOn}, ${one.wasLeftOn}, ${one.endedLogin}, ${JSON.stringify(one.seats)}::jsonb,
      ${one.by}, ${one.at})`.execute(tx);
}

export async function insertPassed(
  tx: Tx,
  id: TransferId,
  kind: string,
  to: PersonId,
  all: readonly Passed[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into transfer_items (transfer_id, kind, record_id, to_id, version, was)
    select ${id}, ${kind}, record, ${to}, version, was
    from unnest(
      ${all.map((one) => one.record)}::uuid[], ${all.map((one) => one.version)}::int[],
      ${all.map((one) => JSON.stringify(one.was ?? null))}::jsonb[]
    ) as new (record, version, was)`.execute(tx);
}

const transferColumns = sql.raw(`
  id, from_id as "fromId", last_on as "lastOn", was_left_on as "wasLeftOn", ended_login as "endedLogin", seats,
  by_user as by, at, taken_back_at as "takenBackAt"`);

export async function lockTransfer(tx: Tx, id: TransferId): Promise<Transfer | undefined> {
  return row<Transfer>(tx, sql`select ${transferColumns} from transfers where id = ${id} for update`);
}

export async function transfersSince(db: Reads, at: Instant): Promise<Transfer[]> {
  return rows<Transfer>(db, sql`select ${transferColumns} from transfers where at >= ${at} order by at desc, id desc`);
}

export async function passedIn(db: Reads, id: TransferId): Promise<(Passed & { kind: string; to: PersonId })[]> {
  return rows(
    db,
    sql`
    select kind, record_id as record, to_id as to, version, was from transfer_items
    where transfer_id = ${id} order by kind, record_id`,
  );
}

export async function passedCounts(
  db: Reads,
  ids: readonly string[],
): Promise<{ id: string; kind: string; to: PersonId; count: number }[]> {
  return rows(
    db,
    sql`
    select transfer_id as id, kind, to_id as to, count(*) as count from transfer_items
    where transfer_id = any(${[...ids]}::uuid[])
    group by transfer_id, kind, to_id
    order by kind`,
  );
}

/** What has passed on from a person and was not taken back. */
export async function passedBefore(db: Reads, from: PersonId): Promise<Set<string>> {
  const found = await rows<{ record: string }>(
    db,
    sql`
    select record_id as record from transfer_items join transfers on transfers.id = transfer_id
    where from_id = ${from} and taken_back_at is null`,
  );
  return new Set(found.map(({ record }) => record));
}

/** The last day that was said in one step with whom takes what, and not taken back. */
export async function leavingOf(db: Reads, from: PersonId): Promise<CivilDate | undefined> {
  const found = await row<{ lastOn: CivilDate }>(
    db,
    sql`
    select last_on as "lastOn" from transfers
    where from_id = ${from} and last_on is not null and taken_back_at is null
    order by at desc
    limit 1`,
  );
  return found?.lastOn;
}

export async function noteTakenBack(tx: Tx, id: TransferId, at: Instant, by: string): Promise<void> {
  await sql`update transfers set taken_back_at = ${at}, taken_back_by = ${by} where id = ${id}`.execute(tx);
}

const absenceColumns = sql.raw(`
  id, person_id as "personId", from_on as "fromOn", to_on as "toOn", kind, cover_id as "coverId", said_at as "saidAt", version`);

export async function absenceRows(
  db: Reads,
  asked: { people?: readonly string[]; from: CivilDate },
): Promise<Absence[]> {
  const whose = asked.people ? sql`person_id = any(${[...asked.people]}::uuid[])` : sql`true`;
  return rows<Absence>(
    db,
    sql`
    select ${absenceColumns} from absences
    where (${whose}) and to_on >= ${asked.from}::date
    order by from_on, id`,
  );
}

export async function coveredBy(db: Reads, person: PersonId, from: CivilDate): Promise<Absence[]> {
  return rows<Absence>(
    db,
    sql`
    select ${absenceColumns} from absences
    where cover_id = ${person} and to_on >= ${from}::date
    order by from_on, id`,
  );
}

export async function lockAbsence(tx: Tx, id: AbsenceId): Promise<Absence | undefined> {
  return row<Absence>(tx, sql`select ${absenceColumns} from absences where id = ${id} for update`);
}

/** An absence of this person that shares a day with the span. */
export async function absenceIn(
  db: Reads,
  person: PersonId,
  span: { fromOn: CivilDate; toOn: CivilDate },
  except: AbsenceId | null,
): Promise<Absence | undefined> {
  return row<Absence>(
    db,
    sql`
    select ${absenceColumns} from absences
    where person_id = ${person} and from_on <= ${span.toOn}::date and to_on >= ${span.fromOn}::date
      and id is distinct from ${except}::uuid
    order by from_on
    limit 1`,
  );
}

export async function saveAbsence(tx: Tx, one: Absence, now: Instant): Promise<void> {
  await sql`
    insert into absences (id, person_id, from_on, to_on, kind, cover_id, created_by, created_at, said_at)
    values (${one.id}, ${one.personId}, ${one.fromOn}, ${one.toOn}, ${one.kind}, ${one.coverId}, ${actingUser(tx)}, ${now}, ${now})
    on conflict (id) do update
    set said_at = case
          when (absences.from_on, absences.to_on) is distinct from (excluded.from_on, excluded.to_on) then excluded.said_at
          else absences.said_at
        end,
        from_on = excluded.from_on, to_on = excluded.to_on, kind = excluded.kind, cover_id = excluded.cover_id,
        version = absences.version + 1`.execute(tx);
}

export async function deleteAbsence(tx: Tx, id: AbsenceId): Promise<void> {
  await sql`delete from absences where id = ${id}`.execute(tx);
}

/** The addresses by which a person was written to. */
export async function addressesOf(db: Reads, id: PersonId): Promise<string[]> {
  const found = await rows<{ email: string }>(
    db,
    sql`
    select email from persons where id = ${id} and email is not null
    union
    select email from invitations where person_id = ${id}`,
  );
  return found.map((one) => one.email);
}

/** Where to write to somebody who may sign in, and in which language. */
export async function addressOf(db: Reads, id: string): Promise<{ email: string; locale: string | null } | undefined> {
  return row(
    db,
    sql`
    select "user".email, "user".locale from persons join "user" on "user".id = persons.user_id
    where persons.id = ${id} and "user".disabled_at is null`,
  );
}

/** Leaves of a person the id, the dates that figures rest on, and a name that is nobody's. */
export async function blankPerson(tx: Tx, id: PersonId, now: Instant): Promise<void> {
  await sql`
    update persons
    set name = ${erasedNames.person}, name_key = ${nameKey(erasedNames.person)}, email = null, title = null,
        former_user_id = coalesce(user_id, former_user_id), user_id = null, login_ends_on = null,
        erased_at = coalesce(erased_at, ${now}), version = version + 1
    where id = ${id}`.execute(tx);
  await sql`delete from invitations where person_id = ${id}`.execute(tx);
  // The days stay, since quotas are shared out by them; why somebody was away is nobody's business any more.
  await sql`update absences set kind = 'other' where person_id = ${id}`.execute(tx);
}

export async function heldOfPerson(db: Reads, id: PersonId): Promise<Record<string, readonly object[]>> {
  const all = (query: RawBuilder<unknown>) => rows<Record<string, unknown>>(db, sql`${query}`);
  return {
    persons: await all(
      sql`select id, name, email, title, joined_on, left_on, created_at from persons where id = ${id}`,
    ),
    memberships: await all(
      sql`
      select teams.name as team, from_on, to_on from memberships join teams on teams.id = team_id
      where person_id = ${id}`,
    ),
    team_leads: await all(
      sql`
      select teams.name as team, from_on, to_on from team_leads join teams on teams.id = team_id
      where person_id = ${id}`,
    ),
    absences: await all(sql`select from_on, to_on, kind, cover_id from absences where person_id = ${id}`),
    invitations: await all(sql`select email, admin, at, accepted_at from invitations where person_id = ${id}`),
    transfers: await all(sql`select at, last_on, taken_back_at from transfers where from_id = ${id}`),
  };
}

/** What later modules join to name and sort by a person, without knowing the table. */
export const personNamesTable = sql`(select id, name from persons)`;

const teamAndPerson = { team: { id: "team_id", kind: "team" }, person: { id: "person_id", kind: "person" } };

/** What of people leaves with an export of everything. */
export const peopleExports: readonly ExportKind[] = [
  {
    name: "people",
    tables: ["persons"],
    columns: ["id", "name", "email", "title", "joined_on", "left_on", "login", "created_at"],
    rows: sql`
      select persons.id, persons.name, persons.email, title, joined_on, left_on, "user".email as login, created_at
      from persons
      left join "user" on "user".id = persons.user_id
      order by persons.name, persons.id`,
  },
  {
    name: "teams",
    tables: ["teams"],
    columns: ["id", "name", "parent", "parent_id", "created_at"],
    names: { name: { id: "id", kind: "team" }, parent: { id: "parent_id", kind: "team" } },
    rows: sql`select id, parent_id, created_at from teams order by created_at, id`,
  },
  {
    name: "team_leads",
    tables: ["team_leads"],
    columns: ["team", "team_id", "person", "person_id", "from_on", "to_on"],
    names: teamAndPerson,
    rows: sql`select team_id, person_id, from_on, to_on from team_leads order by team_id, from_on nulls first, person_id`,
  },
  {
    name: "absences",
    tables: ["absences"],
    columns: ["id", "person", "person_id", "from_on", "to_on", "kind", "cover", "cover_id", "created_at"],
    names: { person: { id: "person_id", kind: "person" }, cover: { id: "cover_id", kind: "person" } },
    rows: sql`select id, person_id, from_on, to_on, kind, cover_id, created_at from absences order by from_on, id`,
  },
  {
    name: "transfers",
    tables: ["transfers", "transfer_items"],
    columns: [
      "transfer_id",
      "at",
      "person",
      "from_id",
      "last_on",
      "kind",
      "record",
      "record_id",
      "taker",
      "to_id",
      "taken_back_at",
    ],
    names: {
      person: { id: "from_id", kind: "person" },
      taker: { id: "to_id", kind: "person" },
      record: { id: "record_id", kindIn: "kind" },
    },
    rows: sql`
      select transfers.id as transfer_id, at, from_id, last_on, kind, record_id, to_id, taken_back_at
      from transfers
      left join transfer_items on transfer_id = transfers.id
      order by at, transfers.id, kind, record_id`,
  },
  {
    name: "memberships",
    tables: ["memberships"],
    columns: ["team", "team_id", "person", "person_id", "from_on", "to_on"],
    names: teamAndPerson,
    rows: sql`select team_id, person_id, from_on, to_on from memberships order by team_id, from_on nulls first, person_id`,
  },
  {
    name: "working_calendar",
    tables: ["working_calendar"],
    columns: ["workweek"],
    rows: sql`select to_jsonb(workweek) as workweek from working_calendar`,
  },
  {
    name: "holidays",
    tables: ["holidays"],
    columns: ["day", "name"],
    rows: sql`select day, name from holidays order by day`,
  },
  {
    name: "invitations",
    tables: ["invitations"],
    columns: ["id", "email", "person", "person_id", "admin", "at", "accepted_at"],
    names: { person: { id: "person_id", kind: "person" } },
    rows: sql`select id, email, person_id, admin, at, accepted_at from invitations order by at, id`,
  },
];
