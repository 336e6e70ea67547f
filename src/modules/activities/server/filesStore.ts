// The only file that knows which files are attached to what.
import { sql } from "kysely";
import { type Id, newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { type Reads, row, rows, type Tx } from "#platform/db/db.ts";
import type { ExportKind } from "#platform/records/exportKind.ts";
import type { Activity, RecordName } from "../activity.ts";
import type { OnRecord } from "./readable.ts";

export type FileId = Id<"file">;
export type StoredFile = {
  id: FileId;
  sha256: string;
  name: string;
  mediaType: string;
  bytes: number;
  dealId: string | null;
  organizationId: string | null;
  contactId: string | null;
  activityId: string | null;
  authorId: PersonId;
  createdAt: Instant;
  deletedAt: Instant | null;
};

const columns = sql.raw(`
  files.id, files.sha256, name, media_type as "mediaType", bytes, deal_id as "dealId", organization_id as "organizationId",
  contact_id as "contactId", activity_id as "activityId", author_id as "authorId", created_at as "createdAt", deleted_at as "deletedAt"`);
const columnOf = { deal: "deal_id", organization: "organization_id", contact: "contact_id" } as const;

/** Says before they are written that these bytes are wanted. */
export async function askBytes(tx: Tx, sha256: string, bytes: number, now: Instant): Promise<void> {
  await sql`
    insert into file_bytes (sha256, bytes, asked_at) values (${sha256}, ${bytes}, ${now})
    on conflict (sha256) do update set asked_at = excluded.asked_at`.execute(tx);
}

export async function insertFile(
  tx: Tx,
  { record, id }: OnRecord,
  file: Pick<StoredFile, "sha256" | "name" | "mediaType" | "activityId" | "authorId" | "createdAt">,
): Promise<FileId> {
  const fileId = newId<"file">();
  await sql`
    insert into files (id, sha256, name, media_type, ${sql.ref(columnOf[record])}, activity_id, author_id, created_at)
    values (${fileId}, ${file.sha256}, ${file.name}, ${file.mediaType}, ${id}, ${file.activityId}, ${file.authorId}, ${file.createdAt})`.execute(
    tx,
  );
  return fileId;
}

export async function filesOn(db: Reads, { record, id }: OnRecord): Promise<StoredFile[]> {
  return rows<StoredFile>(
    db,
    sql`
    select ${columns} from files join file_bytes using (sha256)
    where ${sql.ref(columnOf[record])} = ${id} and deleted_at is null
      -- What was attached to a note lies in the trash with it.
      and not exists (select 1 from activities where activities.id = files.activity_id and activities.deleted_at is not null)
    order by created_at desc, id desc
    limit 500`,
  );
}

/** What was attached to any of these activities, the first first. */
export async function filesOfActivities(db: Reads, ids: readonly string[]): Promise<StoredFile[]> {
  return rows<StoredFile>(
    db,
    sql`
    select ${columns} from files join file_bytes using (sha256)
    where activity_id = any(${[...ids]}::uuid[]) and deleted_at is null
    order by created_at, id`,
  );
}

type Noted = Pick<Activity, "id" | "dealId" | "organizationId" | "contactId">;

/** Puts files that their author attached to the same record with what is noted on it. Answers those it took. */
export async function takeAlong(tx: Tx, on: Noted, ids: readonly FileId[], author: PersonId): Promise<FileId[]> {
  const taken = await rows<{ id: FileId }>(
    tx,
    sql`
    update files set activity_id = ${on.id}
    where id = any(${[...ids]}::uuid[])
      and author_id = ${author}
      and activity_id is null
      and deleted_at is null
      and (deal_id = ${on.dealId} or organization_id = ${on.organizationId} or contact_id = ${on.contactId})
    returning id`,
  );
  return taken.map(({ id }) => id);
}

export async function fileById(db: Reads, id: string): Promise<StoredFile | undefined> {
  return row<StoredFile>(db, sql`select ${columns} from files join file_bytes using (sha256) where id = ${id}`);
}

export async function setFileDeleted(tx: Tx, id: string, at: Instant | null): Promise<void> {
  await sql`update files set deleted_at = ${at} where id = ${id}`.execute(tx);
}

export async function dropFilesOn(tx: Tx, record: RecordName, ids: readonly string[]): Promise<void> {
  await sql`delete from files where ${sql.ref(columnOf[record])} = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function dropDeletedFiles(tx: Tx, before: Instant): Promise<void> {
  await sql`delete from files where deleted_at < ${before}`.execute(tx);
}

/** Lets go of bytes that no file names any more and nobody asked for since; they are removed after the commit. */
export async function letGoOfBytes(tx: Tx, before: Instant): Promise<string[]> {
  const found = await rows<{ sha256: string }>(
    tx,
    sql`
    delete from file_bytes
    where asked_at < ${before} and not exists (select 1 from files where files.sha256 = file_bytes.sha256)
    returning sha256`,
  );
  return found.map(({ sha256 }) => sha256);
}

export async function areBytesWanted(db: Reads, sha256: string): Promise<boolean> {
  return (await row(db, sql`select 1 from file_bytes where sha256 = ${sha256}`)) !== undefined;
}

export async function filesOf(db: Reads, about: { author: string } | { contact: string }): Promise<object[]> {
  const which = "author" in about ? sql`author_id = ${about.author}` : sql`contact_id = ${about.contact}`;
  return rows<object>(db, sql`select name, media_type, created_at from files where ${which} order by created_at`);
}

export const filesExports: readonly ExportKind[] = [
  {
    name: "files",
    tables: ["files", "file_bytes"],
    columns: [
      ...["id", "name", "file", "media_type", "bytes", "sha256", "deal", "deal_id", "organization", "organization_id"],
      ...["contact", "contact_id", "activity_id", "author", "author_id", "created_at", "deleted_at"],
    ],
    names: {
      deal: { id: "deal_id", kind: "deal" },
      organization: { id: "organization_id", kind: "organization" },
      contact: { id: "contact_id", kind: "contact" },
      author: { id: "author_id", kind: "person" },
    },
    bytes: { path: "file", sha256: "sha256" },
    rows: sql`
      select id, name, 'files/' || id || '-' || right(regexp_replace(name, '[^[:alnum:]._-]+', '_', 'g'), 80) as file, media_type, bytes, sha256, deal_id, organization_id, contact_id, activity_id, author_id, created_at, deleted_at
      from files join file_bytes using (sha256)
      order by created_at, id`,
  },
];
