// Whose a session, an API key or a login is, and where that person stands: read at every request.
import { type RawBuilder, sql } from "kysely";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type KeyScope, liveKey } from "#platform/auth/apiKeys.ts";
import { hasTwo, mustShowTwo } from "#platform/auth/policy.ts";
import { type Reads, row, rows } from "#platform/db/db.ts";
import { type Workspace, workspaceColumns } from "#platform/workspace.ts";
import type { PersonId, TeamId } from "../person.ts";

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

export const heldOn = (day: RawBuilder<unknown>) =>
  sql`coalesce(from_on, '-infinity') <= ${day} and coalesce(to_on, 'infinity') >= ${day}`;

const seatsOn = (day: RawBuilder<unknown>) => sql`
  select team_id, person_id from memberships where ${heldOn(day)}
  union all
  select team_id, person_id from team_leads where ${heldOn(day)}`;
