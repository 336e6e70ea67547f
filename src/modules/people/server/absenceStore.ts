// Who is away, and who covers.
import { sql } from "kysely";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import { actingUser } from "#platform/ground.ts";
import type { Absence, AbsenceId } from "../absence.ts";
import type { PersonId } from "../person.ts";

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
