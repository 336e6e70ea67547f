// Invitations.
import { sql } from "kysely";
import type { Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { PersonId } from "../person.ts";

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
