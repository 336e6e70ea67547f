import { z } from "zod";
import { idOf } from "#lib/shapes.ts";
import {
  activitiesByIds,
  removeImportedActivities,
  type StoredActivity,
  withActivities,
} from "#modules/activities/server/public.ts";
import {
  deleteContacts,
  deleteOrganizations,
  importedContacts,
  importedOrganizations,
  setBoughtOn,
} from "#modules/contacts/server/public.ts";
import { deleteValues } from "#modules/fields/server/public.ts";
import { forgetEmptyNights, forgetStands } from "#modules/forecast/server/public.ts";
import { forgetImportedSettings } from "#modules/leads/server/public.ts";
import { recordFactsOf } from "#modules/metrics/server/public.ts";
import { deleteImportedTeams, deletePersons, importedPersons, leadsAmong } from "#modules/people/server/public.ts";
import {
  dealsByIds,
  deleteCampaigns,
  deleteDeals,
  deletePipelines,
  deleteProducts,
  deleteStarted,
  firstWins,
  importedCampaigns,
  importedDeals,
  importedProducts,
  readPipelines,
  startedLists,
  startedRows,
} from "#modules/pipeline/server/public.ts";
import { deleteQuotasOf } from "#modules/quotas/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { forgetEvents } from "#platform/events/emit.ts";
import { actFor, type Ground, touched } from "#platform/ground.ts";
import { job } from "#platform/jobs/jobs.ts";
import { noteSample } from "#platform/workspace.ts";
import type { ImportId } from "../importRun.ts";
import type { TargetKind } from "../targetKinds.ts";
import { deleteUnheld } from "./deleteUnheld.ts";
import { restoreChanges } from "./restoreChanges.ts";
import {
  deleteKeys,
  dropBytes,
  importedActivities,
  importRun,
  insertKept,
  lockImport,
  pipelineOf,
  saveImport,
} from "./store.ts";

const recordsPerBatch = 1000;

export const undoJob = job({
  name: "imports.undo",
  data: z.object({ id: idOf<"import">() }),
  run: async (ground, { id }: { id: ImportId }) => runUndo(ground, id),
});

type Brought = { id: string; name: string; version: number };

/** Of the sample everything goes, also what was changed while looking around. */
type Undoing = { id: ImportId; isSample: boolean };

/** Takes an import back, as if it had never been. What was changed since or is held by other records stays, and is listed. */
export async function runUndo(ground: Ground, id: ImportId): Promise<void> {
  const run = await importRun(ground.db, id);
  if (run?.state !== "undoing") return;
  const undoing: Undoing = { id, isSample: run.kind === "sample" };
  await ground.transact((tx) => during(tx, id, () => restoreChanges(tx, ground, id)));
  const activities = await importedActivities(ground.db, id);
  for (let from = 0; from < activities.length; from += recordsPerBatch)
    await ground.transact((tx) =>
      during(tx, id, () => undoActivities(tx, undoing, activities.slice(from, from + recordsPerBatch))),
    );
  const deals = await importedDeals(ground.db, id);
  for (let from = 0; from < deals.length; from += recordsPerBatch)
    await ground.transact((tx) =>
      during(tx, id, () => undoDeals(tx, undoing, deals.slice(from, from + recordsPerBatch))),
    );
  await ground.transact((tx) => during(tx, id, () => undoOthers(tx, ground, undoing)));
}

async function during(tx: Tx, id: ImportId, work: () => Promise<void>): Promise<void> {
  const run = await lockImport(tx, id);
  if (run?.state !== "undoing") return;
  actFor(tx, run.author);
  await work();
  touched(tx, "imports", "deals", "organizations", "contacts", "people", "pipelines", "figures");
}

async function undoActivities(tx: Tx, undoing: Undoing, ids: readonly string[]): Promise<void> {
  const all = await activitiesByIds(tx, ids);
  const isChanged = ({ version }: StoredActivity) => version !== 1;
  const going = all.filter((one) => !isChanged(one));
  await removeImportedActivities(tx, going);
  await deleteValues(
    tx,
    going.map(({ id }) => id),
  );
  const changed = all.filter(isChanged).map(({ id, subject, version }) => ({ id, name: subject, version }));
  await keep(tx, undoing.id, "activity", changed, "changed");
}

async function undoDeals(tx: Tx, undoing: Undoing, all: readonly Brought[]): Promise<void> {
  const noted = await withActivities(tx, "deal", all.map(idOfBrought));
  const { going, changed } = partsOf(undoing, all, noted);
  const ids = going.map(idOfBrought);
  const organizations = (await dealsByIds(tx, ids)).flatMap((deal) => deal.organizationId ?? []);
  await recordFactsOf(tx, new Map(ids.map((id) => [id, []])));
  await deleteDeals(tx, ids);
  await deleteValues(tx, ids);
  await forgetStands(tx, ids);
  await forgetEvents(tx, ids);
  await setBoughtOn(tx, await firstWins(tx, [...new Set(organizations)]));
  await keep(tx, undoing.id, "deal", changed, "changed");
}

/** What deals may hold comes after them: contacts before their organizations, people last. */
async function undoOthers(tx: Tx, ground: Ground, undoing: Undoing): Promise<void> {
  const { id, isSample } = undoing;
  const contacts = await importedContacts(tx, id);
  const told = await withActivities(tx, "contact", contacts.map(idOfBrought));
  await undoKind(tx, undoing, "contact", contacts, deleteContacts, told);
  const organizations = await importedOrganizations(tx, id);
  const noted = await withActivities(tx, "organization", organizations.map(idOfBrought));
  await undoKind(tx, undoing, "organization", organizations, deleteOrganizations, noted);
  await undoKind(tx, undoing, "product", await importedProducts(tx, id), deleteProducts);
  if (isSample) {
    await undoQuotas(tx, id);
    await forgetEmptyNights(tx);
  }
  await undoPersons(tx, undoing);
  await deleteImportedTeams(tx, id);
  if (isSample) await undoOrigins(tx, id);
  const pipeline = await pipelineOf(tx, id);
  if (pipeline) await undoPipeline(tx, pipeline);
  await deleteKeys(tx, id);
  await dropBytes(tx, id);
  if (isSample) await noteSample(tx, null);
  const run = await lockImport(tx, id);
  await saveImport(tx, { ...run!, state: "undone", undoneAt: ground.clock.now() });
}

async function undoQuotas(tx: Tx, id: ImportId): Promise<void> {
  const people = await importedPersons(tx, id);
  await forgetEvents(tx, await deleteQuotasOf(tx, people.map(idOfBrought)));
  touched(tx, "quotas");
}

/** Where the sample's leads came from, and how they were scored. */
async function undoOrigins(tx: Tx, id: ImportId): Promise<void> {
  await deleteUnheld(tx, await importedCampaigns(tx, id), deleteCampaigns);
  await forgetImportedSettings(tx, id);
  touched(tx, "leads", "sources", "lead_rules");
}

/** The pipeline that an import began, and with the last one the lists that began with it, as far as nothing holds them. */
async function undoPipeline(tx: Tx, pipeline: string): Promise<void> {
  await deleteUnheld(tx, [pipeline], deletePipelines);
  if ((await readPipelines(tx)).length > 0) return;
  for (const list of startedLists)
    await deleteUnheld(tx, await startedRows(tx, list), (within, ids) => deleteStarted(within, list, ids));
}

/** Those who follow first: whoever leads someone that stays is held by them, as the team bears their name. */
async function undoPersons(tx: Tx, undoing: Undoing): Promise<void> {
  const { id } = undoing;
  const all = await importedPersons(tx, id);
  const isHeld = ({ userId, isTold }: (typeof all)[number]) => userId !== null || (isTold && !undoing.isSample);
  const persons = all.filter((one) => !isHeld(one));
  await keep(tx, id, "person", all.filter(isHeld), "held");
  const leads = await leadsAmong(tx, persons.map(idOfBrought));
  const followers = persons.filter((person) => !leads.has(person.id));
  await undoKind(tx, undoing, "person", followers, deletePersons);
  const after = await leadsAmong(tx, [...leads.keys()]);
  const isFollowed = (person: Brought) => after.get(person.id)?.followed === true;
  const leading = persons.filter((person) => leads.has(person.id));
  const free = leading.filter((person) => !isFollowed(person));
  await undoKind(tx, undoing, "person", free, deletePersons);
  await keep(tx, id, "person", leading.filter(isFollowed), "held");
}

async function undoKind(
  tx: Tx,
  undoing: Undoing,
  kind: TargetKind,
  all: readonly Brought[],
  remove: (tx: Tx, ids: readonly string[]) => Promise<void>,
  noted: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { going, changed } = partsOf(undoing, all, noted);
  const held = await deleteUnheld(tx, going.map(idOfBrought), remove);
  const gone = going.map(idOfBrought).filter((one) => !held.has(one));
  await forgetEvents(tx, gone);
  await deleteValues(tx, gone);
  await keep(tx, undoing.id, kind, changed, "changed");
  await keep(
    tx,
    undoing.id,
    kind,
    going.filter(({ id }) => held.has(id)),
    "held",
  );
}

/** A record as the import wrote it has its first version, and nobody has noted anything on it. */
function partsOf(
  { isSample }: Undoing,
  all: readonly Brought[],
  noted: ReadonlySet<string>,
): { going: Brought[]; changed: Brought[] } {
  const isChanged = ({ id, version }: Brought) => !isSample && (version !== 1 || noted.has(id));
  return { going: all.filter((one) => !isChanged(one)), changed: all.filter(isChanged) };
}

async function keep(
  tx: Tx,
  importId: ImportId,
  kind: TargetKind,
  all: readonly Brought[],
  why: "changed" | "held",
): Promise<void> {
  await insertKept(
    tx,
    importId,
    all.map(({ id, name }) => ({ kind, id, name, why })),
  );
}

function idOfBrought({ id }: Brought): string {
  return id;
}
