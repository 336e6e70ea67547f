import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Refusal } from "#lib/refusal.ts";
import { idOf } from "#lib/shapes.ts";
import { firstActivityId } from "#modules/activities/server/public.ts";
import { allContacts, allOrganizations } from "#modules/contacts/server/public.ts";
import { startLabels } from "#modules/fields/server/public.ts";
import { nameKey } from "#modules/people/person.ts";
import { addLogin, hasAdmin, insertPersons, linkPurpose, personRows, teamsOn } from "#modules/people/server/public.ts";
import {
  deletePipelines,
  firstDealId,
  readPipelines,
  readProducts,
  startPipeline,
} from "#modules/pipeline/server/public.ts";
import { issueToken } from "#platform/auth/auth.ts";
import { setPassword } from "#platform/auth/logins.ts";
import type { Reads, Tx } from "#platform/db/db.ts";
import { actFor, type Ground, groundOf, lockFor, touched } from "#platform/ground.ts";
import { enqueue, job } from "#platform/jobs/jobs.ts";
import { createWorkspace, noteSample, readWorkspace, theWorkspace } from "#platform/workspace.ts";
import type { ImportId } from "../importRun.ts";
import { generateSample } from "../sample/generateSample.ts";
import { sampleCompanyName, sampleCredit, shownPeople } from "../sample/sampleWords.ts";
import { deleteUnheld } from "./deleteUnheld.ts";
import { fillLeads } from "./fillLeads.ts";
import { fillNights } from "./fillNights.ts";
import { fillQuotas } from "./fillQuotas.ts";
import { type Filling, fillActivities, fillBase, fillDeals } from "./fillSample.ts";
import { type ImportRun, importRun, importRuns, insertImport, lockImport, saveImport } from "./store.ts";
import { undoJob } from "./undoImport.ts";

const rowsPerBatch = 1000;
const seed = "clinch";

export const sampleJob = job({
  name: "imports.sample",
  data: z.object({ id: idOf<"import">() }),
  run: async (ground, { id }: { id: ImportId }) => fillSample(ground, id),
});

/** Nothing is sold here yet: people, their logins and a pipeline may be there. */
export async function isEmptyWorkspace(db: Reads): Promise<boolean> {
  if ((await firstDealId(db)) || (await allOrganizations(db)).length > 0) return false;
  return (await allContacts(db)).length === 0 && (await readProducts(db)).length === 0;
}

export async function sampleRun(db: Reads): Promise<ImportRun | undefined> {
  return (await importRuns(db, undefined)).find(({ kind, state }) => kind === "sample" && state !== "undone");
}

/** Begins to fill an empty workspace; a second click finds it begun. */
export async function startSample(tx: Tx, ground: Ground, author: string | null, afterSeconds = 0): Promise<ImportId> {
  await lockFor(tx, "start");
  if ((await sampleRun(tx)) || !(await isEmptyWorkspace(tx))) throw new Refusal("imports.not_empty", 409);
  // A pipeline in which nothing stands gives way to the sample's own.
  await deleteUnheld(
    tx,
    (await readPipelines(tx)).map(({ id }) => id),
    deletePipelines,
  );
  const run = { fileName: sampleCredit, kind: "sample", bytes: null, state: "queued", author } as const;
  const id = await insertImport(tx, run, ground.clock.now());
  await noteSample(tx, sampleCredit);
  await enqueue(tx, sampleJob, { id }, { afterSeconds });
  touched(tx, "imports", "workspace");
  return id;
}

export async function startEmpty(tx: Tx): Promise<void> {
  await lockFor(tx, "start");
  if ((await sampleRun(tx)) || !(await isEmptyWorkspace(tx))) throw new Refusal("imports.not_empty", 409);
  const { locale } = await theWorkspace(tx);
  await startPipeline(tx, locale);
  await startLabels(tx, locale, groundOf(tx).clock.now());
  touched(tx, "pipelines", "deals");
}

/** Removes all that the sample brought, also what was changed; only what one's own records hold stays. */
export async function removeSample(tx: Tx, afterSeconds = 0): Promise<ImportId> {
  const found = await sampleRun(tx);
  const run = found && (await lockImport(tx, found.id));
  if (!run || run.state === "undoing" || run.state === "undone") throw new Refusal("imports.no_sample", 409);
  await saveImport(tx, { ...run, state: "undoing" });
  await enqueue(tx, undoJob, { id: run.id }, { afterSeconds });
  touched(tx, "imports", "workspace");
  return run.id;
}

/** Goes on where it was: the company of one day is always the same. */
export async function fillSample(ground: Ground, id: ImportId): Promise<void> {
  const run = await importRun(ground.db, id);
  if (!run || (run.state !== "queued" && run.state !== "running")) return;
  const workspace = await theWorkspace(ground.db);
  const [now, today] = [ground.clock.now(), ground.clock.today(workspace.zone)];
  const company = generateSample(sampleFiles(), { seed, today });
  const filling: Filling = { id, company, workspace, now, today };
  while (await ground.transact((tx) => fillBatch(tx, filling)));
}

async function fillBatch(tx: Tx, filling: Filling): Promise<boolean> {
  const { company, id, now } = filling;
  const run = await lockImport(tx, id);
  if (run?.state !== "queued" && run?.state !== "running") return false;
  actFor(tx, run.author);
  const base = 1;
  const deals = base + company.deals.length;
  const activities = deals + company.activities.length;
  const leads = activities + 1;
  const all = leads + 1;
  const from = run.rowsDone;
  const end = [base, deals, activities, leads].find((one) => from < one) ?? all;
  const to = Math.min(end, from + rowsPerBatch);
  if (from < base) await fillBase(tx, filling);
  else if (from < deals) await fillDeals(tx, filling, from - base, to - base);
  else if (from < activities) await fillActivities(tx, filling, from - deals, to - deals);
  else if (from < leads) await fillLeads(tx, filling);
  else {
    await fillQuotas(tx, filling);
    await fillNights(tx, filling);
  }
  const isDone = to >= all;
  const state = isDone ? "done" : "running";
  await saveImport(tx, { ...run, state, rowsTotal: all, rowsDone: to, finishedAt: isDone ? now : null });
  touched(
    tx,
    "imports",
    "people",
    "pipelines",
    "organizations",
    "contacts",
    "deals",
    "activities",
    "figures",
    "quotas",
  );
  return !isDone;
}

function sampleFiles() {
  const read = (name: string) => fs.readFileSync(path.join(import.meta.dirname, "../sample", name));
  return {
    accounts: read("accounts.csv"),
    products: read("products.csv"),
    salesTeams: read("sales_teams.csv"),
    salesPipeline: read("sales_pipeline.csv"),
  };
}

/** For the console: names a workspace that has no name yet, fills it, and waits until it is full. */
export async function fillWithSample(ground: Ground): Promise<void> {
  const there = await sampleRun(ground.db);
  if (!there && !(await readWorkspace(ground.db)))
    await ground.transact((tx) => createWorkspace(tx, sampleWorkspace, ground.clock.now()));
  const id = there?.id ?? (await ground.transact((tx) => startSample(tx, ground, null, 60)));
  await fillSample(ground, id);
}

const sampleWorkspace = {
  ...{ name: sampleCompanyName, currency: "USD", zone: "UTC", weekStart: 1, fiscalStart: 1, locale: "en" },
};

/** Links that sign in the sample's manager and one of the reps, once each; for loopback only. */
export async function sampleLinks(ground: Ground, origin: string): Promise<{ manager: string; rep: string }> {
  const link = async (name: string) => {
    const { userId } = await ground.transact((tx) => loginFor(tx, name, null));
    return `${origin}/sign-in/link?token=${await issueToken(ground.db, linkPurpose, userId, 24)}`;
  };
  return { manager: await link(shownPeople.manager), rep: await link(shownPeople.rep) };
}

export type SampleLogin = { email: string; password: string };

/** Logins with new random passwords, for programs; the admin's only where there was none. */
export async function sampleLogins(
  ground: Ground,
): Promise<{ admin: SampleLogin | null; manager: SampleLogin; rep: SampleLogin }> {
  const login = async (name: string) => {
    const password = randomPassword();
    const { email } = await ground.transact((tx) => loginFor(tx, name, password));
    return { email, password };
  };
  return {
    admin: await adminLogin(ground),
    manager: await login(shownPeople.manager),
    rep: await login(shownPeople.rep),
  };
}

async function adminLogin(ground: Ground): Promise<SampleLogin | null> {
  return ground.transact(async (tx) => {
    await lockFor(tx, "setup");
    if (await hasAdmin(tx)) return null;
    const [name, email, password] = ["Admin", "admin@maventech.example", randomPassword()];
    const person = { name, email: null, title: null, joinedOn: null, leftOn: null };
    const [personId] = await insertPersons(tx, [person], ground.clock.now());
    await addLogin(tx, { personId: personId!, name, email, password, admin: true });
    return { email, password };
  });
}

/** The id of one record of each kind, for programs to begin with. */
export async function sampleIds({ db, clock }: Ground): Promise<Record<string, string>> {
  const pipeline = (await readPipelines(db))[0];
  const rep = (await personRows(db)).find(({ name }) => name === shownPeople.rep);
  const team = (await teamsOn(db, clock.today((await theWorkspace(db)).zone))).find(({ members }) =>
    members.some((id) => id === rep?.id),
  );
  const records = {
    ...{ person: rep?.id, team: team?.id, pipeline: pipeline?.id, stage: pipeline?.stages[0]?.id },
    ...{ organization: (await allOrganizations(db))[0]?.id, contact: (await allContacts(db))[0]?.id },
    ...{ product: (await readProducts(db))[0]?.id, deal: await firstDealId(db), activity: await firstActivityId(db) },
  };
  return Object.fromEntries(Object.entries(records).flatMap(([kind, id]) => (id ? [[kind, id as string]] : [])));
}

function randomPassword(): string {
  return randomBytes(15).toString("base64url");
}

/** The login of a person of the sample, with that password if one is given; made where there is none yet. */
async function loginFor(tx: Tx, name: string, password: string | null) {
  const person = (await personRows(tx)).find((one) => nameKey(one.name) === nameKey(name));
  if (!person?.email) throw new Error(`${name} of the sample company is not here`);
  const { id, email, userId } = person;
  if (userId && password) await setPassword(tx, userId, password);
  if (userId) return { email, userId };
  const login = { personId: id, name: person.name, email, password: password ?? randomPassword(), admin: false };
  return { email, userId: await addLogin(tx, login) };
}
