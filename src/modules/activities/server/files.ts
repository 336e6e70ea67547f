import { can } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import { addDays, startOfDay } from "#lib/time.ts";
import type { PersonId } from "#modules/people/person.ts";
import { personNames } from "#modules/people/server/public.ts";
import { type FileStore, sha256Of } from "#platform/files/fileStore.ts";
import { lookedAtAs, mediaTypeOf } from "#platform/files/mediaType.ts";
import { type Ground, touched } from "#platform/ground.ts";
import { type Ask, FileSent } from "#platform/http/answer.ts";
import { trashDays } from "#platform/records/trash.ts";
import { readWorkspace } from "#platform/workspace.ts";
import type { ActivityId } from "../activity.ts";
import type { FileShape } from "../api.ts";
import {
  areBytesWanted,
  askBytes,
  dropDeletedFiles,
  type FileId,
  fileById,
  filesOfActivities,
  filesOn,
  insertFile,
  letGoOfBytes,
  type StoredFile,
  setFileDeleted,
} from "./filesStore.ts";
import { isReadable, type Looking, type OnRecord, recordOf, requireReadable } from "./readable.ts";
import { activitiesByIds } from "./store.ts";

export type Keeping = { files: FileStore; maxBytes: number };
type Uploaded = { name: string; bytes: Uint8Array; activityId: string | undefined };

/** Keeps a file with a record that one reads: what it is, is judged by its content. The same bytes are kept once. */
export async function attachFile(ask: Ask, { files, maxBytes }: Keeping, on: OnRecord, uploaded: Uploaded) {
  const { name, bytes, activityId } = uploaded;
  await requireReadable(ask, on);
  if (bytes.length > maxBytes)
    throw new Refusal("activities.file_too_large", 413, { megabytes: Math.floor(maxBytes / 1024 / 1024) });
  if (activityId) await requireOn(ask, activityId, on);
  const mediaType = mediaTypeOf(bytes, name);
  if (!mediaType) throw refuseField("activities.file_kind", "/name", { name });
  const sha256 = sha256Of(bytes);
  // Wanted first, written then, named last: whoever collects what nobody wants finds it wanted all the time.
  await ask.transact((tx) => askBytes(tx, sha256, bytes.length, ask.now));
  await files.keep(sha256, bytes);
  const authorId = ask.actor.personId as PersonId;
  const id = await ask.transact(async (tx) => {
    touched(tx, `${on.record}:${on.id}`);
    return insertFile(tx, on, {
      sha256,
      name,
      mediaType,
      activityId: activityId ?? null,
      authorId,
      createdAt: ask.now,
    });
  });
  const [shown] = await shownFiles(ask, [(await fileById(ask.db, id))!]);
  return shown!;
}

async function requireOn(ask: Ask, activityId: string, { record, id }: OnRecord): Promise<void> {
  const [one] = await activitiesByIds(ask.db, [activityId]);
  const links = one && { deal: one.dealId, organization: one.organizationId, contact: one.contactId };
  if (!one || one.deletedAt || links?.[record] !== id) throw new Refusal("activities.no_such_activity", 404);
}

export async function seeFiles(ask: Ask, on: OnRecord): Promise<FileShape[]> {
  await requireReadable(ask, on);
  return shownFiles(ask, await filesOn(ask.db, on));
}

async function shownFiles(
  { db, actor }: Pick<Looking, "db" | "actor">,
  all: readonly StoredFile[],
): Promise<FileShape[]> {
  const names = await personNames(
    db,
    all.map(({ authorId }) => authorId),
  );
  return all.map((file) => ({
    ...{ id: file.id, name: file.name, mediaType: file.mediaType, bytes: file.bytes, createdAt: file.createdAt },
    activityId: file.activityId,
    author: names.get(file.authorId) ?? null,
    looked: lookedAtAs(file.mediaType),
    mayDelete: mayDelete(actor, file),
  }));
}

/** What is attached to these activities, as far as one may read the records it is kept with: who only attends reads no file. */
export async function filesWith(looking: Looking, activities: readonly { id: ActivityId }[]): Promise<FileShape[]> {
  const found = await filesOfActivities(
    looking.db,
    activities.map(({ id }) => id),
  );
  const records = new Map(found.map((file) => [keyOf(file), recordOf(file as never)]));
  for (const [key, on] of records) if (!(await isReadable(looking, on))) records.delete(key);
  return shownFiles(
    looking,
    found.filter((file) => records.has(keyOf(file))),
  );
}

const keyOf = ({ dealId, organizationId, contactId }: StoredFile) => `${dealId} ${organizationId} ${contactId}`;

function mayDelete(actor: Ask["actor"], { authorId }: StoredFile): boolean {
  const rels = [...(authorId === actor.personId ? ["author"] : []), ...(actor.admin ? ["admin"] : []), "coworker"];
  return can("file", "d", { rels, holds: () => false });
}

/** As its record: who may not read that, finds no file. */
async function fileSeen(ask: Ask, id: FileId, trashed: boolean): Promise<StoredFile> {
  const file = await fileById(ask.db, id);
  const isThere = file && (file.deletedAt !== null) === trashed;
  if (!isThere || !(await isReadable(ask, recordOf(file as never)))) throw new Refusal("activities.no_such_file", 404);
  if (file.activityId && (await activitiesByIds(ask.db, [file.activityId]))[0]?.deletedAt)
    throw new Refusal("activities.no_such_file", 404);
  return file;
}

export async function sendFile(ask: Ask, files: FileStore, id: FileId): Promise<FileSent> {
  const file = await fileSeen(ask, id, false);
  const content = await files.read(file.sha256);
  if (!content) throw new Refusal("activities.no_such_file", 404);
  return new FileSent(file.name, content, { type: file.mediaType });
}

/** A PDF for a frame of ours; pictures are drawn without it. */
export async function sendPdf(ask: Ask, files: FileStore, id: FileId): Promise<FileSent> {
  const file = await fileSeen(ask, id, false);
  const content = lookedAtAs(file.mediaType) === "pdf" ? await files.read(file.sha256) : undefined;
  if (!content) throw new Refusal("activities.no_such_file", 404);
  return new FileSent(file.name, content, { inFrame: true });
}

/** Deleted and brought back by its author or an admin; for good it goes after the days of the trash. */
export async function setDeleted(ask: Ask, id: FileId, isDeleted: boolean): Promise<void> {
  const file = await fileSeen(ask, id, !isDeleted);
  if (!mayDelete(ask.actor, file)) throw new Refusal("activities.may_not_delete_file", 403);
  await ask.transact(async (tx) => {
    await setFileDeleted(tx, id, isDeleted ? ask.now : null);
    const { record, id: of } = recordOf(file as never);
    touched(tx, `${record}:${of}`);
  });
}

/** By night: what lay in the trash long enough goes, and bytes that nothing names go a day after. */
export async function collectFiles(ground: Ground, files: FileStore): Promise<void> {
  const workspace = await readWorkspace(ground.db);
  if (!workspace) return;
  const today = ground.clock.today(workspace.zone);
  const ago = (days: number) => startOfDay(addDays(today, -days), workspace.zone);
  const free = await ground.transact(async (tx) => {
    await dropDeletedFiles(tx, ago(trashDays));
    return letGoOfBytes(tx, ago(1));
  });
  for (const sha256 of free) if (!(await areBytesWanted(ground.db, sha256))) await files.remove(sha256);
}
