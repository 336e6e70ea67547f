// The SQL of meetings: notes by date, the decisions taken in them, and help asked for on deals.
import { type RawBuilder, sql } from "kysely";
import { type Id, newId } from "#lib/id.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Held } from "../meeting.ts";

type Whose = Pick<Held, "kind" | "id">;

function of({ kind, id }: Whose): RawBuilder<unknown> {
  if (kind === "company") return sql`team_id is null and person_id is null`;
  return kind === "team" ? sql`team_id = ${id}` : sql`person_id = ${id}`;
}

export type StoredMeeting = { id: string; heldOn: CivilDate; notes: string; version: number; decisions: string[] };

/** Today's, and those before it; the newest first. */
export async function meetingsOf(db: Reads, whose: Whose, limit: number): Promise<StoredMeeting[]> {
  return rows<StoredMeeting>(
    db,
    sql`
    select id, held_on as "heldOn", notes, version,
      (select coalesce(json_agg(activity_id order by decided_at, activity_id), '[]') from meeting_decisions where meeting_id = meetings.id) as decisions
    from meetings
    where ${of(whose)}
    order by held_on desc
    limit ${limit}`,
  );
}

/** Today's meeting, begun by the first note or decision; held for the transaction. */
export async function meetingToday(
  tx: Tx,
  { kind, id }: Whose,
  day: CivilDate,
): Promise<{ id: string; version: number }> {
  await sql`
    insert into meetings (id, team_id, person_id, held_on)
    values (${newId()}, ${kind === "team" ? id : null}, ${kind === "person" ? id : null}, ${day})
    on conflict do nothing`.execute(tx);
  const found = await row<{ id: string; version: number }>(
    tx,
    sql`select id, version from meetings where ${of({ kind, id })} and held_on = ${day} for update`,
  );
  return found!;
}

export async function saveNotes(tx: Tx, id: string, notes: string): Promise<number> {
  const saved = await row<{ version: number }>(
    tx,
    sql`update meetings set notes = ${notes}, version = version + 1 where id = ${id} returning version`,
  );
  return saved!.version;
}

export async function noteDecision(tx: Tx, meetingId: string, activityId: string, at: Instant): Promise<void> {
  await sql`
    insert into meeting_decisions (activity_id, meeting_id, decided_at) values (${activityId}, ${meetingId}, ${at})`.execute(
    tx,
  );
}

export type Help = {
  id: Id<"help">;
  dealId: Id<"deal">;
  askerId: Id<"person">;
  askedId: Id<"person"> | null;
  words: string;
  askedAt: Instant;
  answer: string | null;
  answererId: Id<"person"> | null;
  answeredAt: Instant | null;
};

const helpColumns = sql`
  id, deal_id as "dealId", asker_id as "askerId", asked_id as "askedId", words, asked_at as "askedAt", answer,
  answerer_id as "answererId", answered_at as "answeredAt"`;

export async function helpOn(db: Reads, dealId: string): Promise<Help[]> {
  return rows<Help>(
    db,
    sql`select ${helpColumns} from help_notes where deal_id = ${dealId} order by asked_at desc, id`,
  );
}

/** What waits for an answer, on these deals; what was asked first is first. */
export async function openHelp(db: Reads, deals: RawBuilder<unknown>): Promise<Help[]> {
  return rows<Help>(
    db,
    sql`
    select ${helpColumns} from help_notes
    where answered_at is null and deal_id in (${deals})
    order by asked_at, id
    limit 100`,
  );
}

/** False when something is asked on the deal already. */
export async function insertHelp(
  tx: Tx,
  asked: Pick<Help, "dealId" | "askerId" | "askedId" | "words">,
  at: Instant,
): Promise<boolean> {
  const added = await row(
    tx,
    sql`
    insert into help_notes (id, deal_id, asker_id, asked_id, words, asked_at)
    values (${newId()}, ${asked.dealId}, ${asked.askerId}, ${asked.askedId}, ${asked.words}, ${at})
    on conflict do nothing
    returning id`,
  );
  return added !== undefined;
}

export async function lockOpenHelp(tx: Tx, dealId: string): Promise<Help | undefined> {
  return row<Help>(
    tx,
    sql`select ${helpColumns} from help_notes where deal_id = ${dealId} and answered_at is null for update`,
  );
}

export async function saveAnswer(tx: Tx, id: string, { by, answer, at }: { by: string; answer: string; at: Instant }) {
  await sql`
    update help_notes set answer = ${answer}, answerer_id = ${by}, answered_at = ${at} where id = ${id}`.execute(tx);
}

/** What was noted in talks with somebody goes with them. */
export async function forgetMeetingsWith(tx: Tx, person: string): Promise<void> {
  await sql`delete from meetings where person_id = ${person}`.execute(tx);
}

export async function meetingsHeld(db: Reads, person: string): Promise<Record<string, object[]>> {
  return {
    one_to_ones: await rows<object>(
      db,
      sql`select held_on, notes from meetings where person_id = ${person} order by held_on`,
    ),
    help_notes: await rows<object>(
      db,
      sql`
      select deal_id, words, asked_at, answer, answered_at from help_notes
      where asker_id = ${person} or asked_id = ${person} or answerer_id = ${person}
      order by asked_at, id`,
    ),
  };
}

export async function hasMeeting(db: Reads): Promise<boolean> {
  return (await row(db, sql`select 1 from meetings limit 1`)) !== undefined;
}

export const meetingsExports: readonly ExportKind[] = [
  {
    name: "meetings",
    tables: ["meetings", "meeting_decisions"],
    columns: ["id", "held_on", "team", "team_id", "person", "person_id", "notes", "decisions"],
    names: { team: { id: "team_id", kind: "team" }, person: { id: "person_id", kind: "person" } },
    rows: sql`
      select id, held_on, team_id, person_id, notes,
        (select string_agg(activity_id::text, ' ' order by decided_at) from meeting_decisions where meeting_id = meetings.id) as decisions
      from meetings
      order by held_on, id`,
  },
  {
    name: "help_notes",
    tables: ["help_notes"],
    columns: ["id", "deal", "deal_id", "asker", "asked", "words", "asked_at", "answerer", "answer", "answered_at"],
    names: {
      deal: { id: "deal_id", kind: "deal" },
      asker: { id: "asker_id", kind: "person" },
      asked: { id: "asked_id", kind: "person" },
      answerer: { id: "answerer_id", kind: "person" },
    },
    rows: sql`
      select id, deal_id, asker_id, asked_id, words, asked_at, answerer_id, answer, answered_at from help_notes
      order by asked_at, id`,
  },
];
