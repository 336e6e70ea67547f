// The only file that knows the forms and what was sent by them.
import { sql } from "kysely";
import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import type { WebTouch } from "#modules/pipeline/lead.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Form, FormContent, FormId, Written } from "../form.ts";
import type { SpamReason } from "../spam.ts";

const columns = sql.raw(`
  id, token, name, title, lead, language, fields, button, thanks, redirect_to as "redirectTo", receiver, source_id as "sourceId",
  campaign_id as "campaignId", sites, keeps_first as "keepsFirst", turn, archived_at is not null as archived, version`);

export async function readForms(db: Reads): Promise<(Form & { sent: number; held: number })[]> {
  return rows(
    db,
    sql`
    select ${columns},
      (select count(*) from form_submissions where form_id = forms.id and let_in_at is not null) as sent,
      (select count(*) from form_submissions where form_id = forms.id and let_in_at is null and dropped_at is null) as held
    from forms
    order by archived_at is not null, created_at, id`,
  );
}

export async function formByToken(db: Reads, token: string): Promise<Form | undefined> {
  return row<Form>(db, sql`select ${columns} from forms where token = ${token} and archived_at is null`);
}

export async function lockForm(tx: Tx, id: FormId): Promise<Form | undefined> {
  return row<Form>(tx, sql`select ${columns} from forms where id = ${id} for update`);
}

export async function insertForm(tx: Tx, one: FormContent, token: string, now: Instant): Promise<FormId> {
  const id = newId<"form">();
  await sql`
    insert into forms (id, token, name, title, lead, language, fields, button, thanks, redirect_to, receiver, source_id, campaign_id, sites,
      keeps_first, created_at)
    values (${id}, ${token}, ${one.name}, ${one.title}, ${one.lead}, ${one.language}, ${JSON.stringify(one.fields)}::jsonb, ${one.button},
      ${one.thanks}, ${one.redirectTo}, ${JSON.stringify(one.receiver)}::jsonb, ${one.sourceId}, ${one.campaignId}, ${one.sites}::text[],
      ${one.keepsFirst}, ${now})`.execute(tx);
  return id;
}

export async function saveForm(tx: Tx, one: Form, now: Instant): Promise<void> {
  await sql`
    update forms
    set name = ${one.name}, title = ${one.title}, lead = ${one.lead}, language = ${one.language}, fields = ${JSON.stringify(one.fields)}::jsonb,
        button = ${one.button}, thanks = ${one.thanks}, redirect_to = ${one.redirectTo}, receiver = ${JSON.stringify(one.receiver)}::jsonb,
        source_id = ${one.sourceId}, campaign_id = ${one.campaignId}, sites = ${one.sites}::text[], keeps_first = ${one.keepsFirst},
        archived_at = case when ${one.archived} then coalesce(archived_at, ${now}) end, version = version + 1
    where id = ${one.id}`.execute(tx);
}

/** The next turn of a round, for this form alone. */
export async function nextTurn(tx: Tx, id: FormId): Promise<number> {
  const found = await row<{ turn: number }>(
    tx,
    sql`update forms set turn = turn + 1 where id = ${id} returning turn - 1 as turn`,
  );
  return found?.turn ?? 0;
}

export type Submission = {
  id: string;
  formId: FormId;
  at: Instant;
  written: Written | null;
  firstTouch: WebTouch | null;
  lastTouch: WebTouch | null;
  reasons: SpamReason[];
};

export type NewSubmission = Omit<Submission, "id"> & { once: string; addressHash: string; bodyHash: string };

/** Undefined where it was sent before: two clicks of one page are one. */
export async function insertSubmission(tx: Tx, one: NewSubmission): Promise<string | undefined> {
  const made = await row<{ id: string }>(
    tx,
    sql`
    insert into form_submissions (id, form_id, once, at, address_hash, body_hash, written, first_touch, last_touch, reasons)
    values (${newId()}, ${one.formId}, ${one.once}, ${one.at}, ${one.addressHash}, ${one.bodyHash},
      ${one.written && JSON.stringify(one.written)}::jsonb, ${one.firstTouch && JSON.stringify(one.firstTouch)}::jsonb,
      ${one.lastTouch && JSON.stringify(one.lastTouch)}::jsonb, ${one.reasons}::text[])
    on conflict (form_id, once) do nothing
    returning id`,
  );
  return made?.id;
}

export type Recent = { fromAddress: number; toForm: number; isRepeated: boolean };

/** What came within the last hour, and whether the same words came within a day. */
export async function recentlySent(
  tx: Tx,
  { formId, addressHash, bodyHash }: Pick<NewSubmission, "formId" | "addressHash" | "bodyHash">,
  now: Instant,
): Promise<Recent> {
  const found = await row<Recent>(
    tx,
    sql`
    select
      (select count(*) from form_submissions where address_hash = ${addressHash} and at > ${now}::timestamptz - interval '1 hour') as "fromAddress",
      (select count(*) from form_submissions where form_id = ${formId} and at > ${now}::timestamptz - interval '1 hour') as "toForm",
      exists (
        select 1 from form_submissions
        where form_id = ${formId} and body_hash = ${bodyHash} and at > ${now}::timestamptz - interval '1 day') as "isRepeated"`,
  );
  return found!;
}

const held = sql.raw(`
  form_submissions.id, form_id as "formId", at, written, first_touch as "firstTouch", last_touch as "lastTouch", reasons`);

export async function heldBack(db: Reads): Promise<(Submission & { form: string })[]> {
  return rows(
    db,
    sql`
    select ${held}, forms.name as form
    from form_submissions join forms on forms.id = form_id
    where let_in_at is null and dropped_at is null
    order by at desc, form_submissions.id
    limit 200`,
  );
}

export async function lockHeld(tx: Tx, id: string): Promise<Submission | undefined> {
  return row<Submission>(
    tx,
    sql`
    select ${held} from form_submissions
    where id = ${id} and let_in_at is null and dropped_at is null
    for update`,
  );
}

/** What was written, and how the visitor came, is the lead's from now on. */
export async function markLetIn(tx: Tx, id: string, leadId: string, now: Instant): Promise<void> {
  await sql`
    update form_submissions
    set written = null, first_touch = null, last_touch = null, deal_id = ${leadId}, let_in_at = ${now}
    where id = ${id}`.execute(tx);
}

const heldOf = (emails: readonly string[]) => sql`
  let_in_at is null and dropped_at is null and lower(trim(written ->> 'email')) = any(${emails.map((one) => one.toLowerCase())}::text[])`;

/** What was sent from these addresses and is held back. */
export async function heldFrom(db: Reads, emails: readonly string[]): Promise<object[]> {
  return rows<object>(
    db,
    sql`select at, written, first_touch, last_touch from form_submissions where ${heldOf(emails)} order by at, id`,
  );
}

export async function dropFrom(tx: Tx, emails: readonly string[], now: Instant): Promise<void> {
  await sql`
    update form_submissions set written = null, first_touch = null, last_touch = null, dropped_at = ${now}
    where ${heldOf(emails)}`.execute(tx);
}

export async function markDropped(tx: Tx, id: string, now: Instant): Promise<void> {
  await sql`
    update form_submissions set written = null, first_touch = null, last_touch = null, dropped_at = ${now} where id = ${id}`.execute(
    tx,
  );
}

/** What nobody let in within a month is no lead; its words go. */
export async function dropOld(tx: Tx, before: Instant, now: Instant): Promise<void> {
  await sql`
    update form_submissions set written = null, first_touch = null, last_touch = null, dropped_at = ${now}
    where let_in_at is null and dropped_at is null and at < ${before}`.execute(tx);
}

export const formsExports: readonly ExportKind[] = [
  {
    name: "forms",
    tables: ["forms"],
    columns: [
      "id",
      "name",
      "title",
      "language",
      "fields",
      "thanks",
      "redirect_to",
      "source",
      "source_id",
      "created_at",
    ],
    names: { source: { id: "source_id", kind: "source" } },
    rows: sql`
      select id, name, title, language, fields, thanks, redirect_to, source_id, created_at from forms order by created_at, id`,
  },
  {
    name: "form_submissions",
    tables: ["form_submissions"],
    columns: ["id", "form_id", "at", "reasons", "deal_id", "let_in_at", "dropped_at"],
    rows: sql`
      select id, form_id, at, array_to_string(reasons, ', ') as reasons, deal_id, let_in_at, dropped_at
      from form_submissions order by at, id`,
  },
];
