// The SQL of people and what is held of them. Teams, sessions, absences and passing on have stores of their own.
import { type RawBuilder, sql } from "kysely";
import { erasedNames } from "#lib/erased.ts";
import { newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import { soughtIn, standsIn } from "#platform/records/foundBy.ts";
import { nameKey, type Person, type PersonId } from "../person.ts";

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

export async function deletePersons(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from persons where id = any(${[...ids]}::uuid[]) and user_id is null`.execute(tx);
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
