import { money } from "#lib/money.ts";
import { insertOrganizations } from "#modules/contacts/server/public.ts";
import { personJoined } from "#modules/people/events.ts";
import { nameKey, type PersonId } from "#modules/people/person.ts";
import { insertPersons } from "#modules/people/server/public.ts";
import { insertProducts, insertStage, readPipelines, startPipeline } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { emitAll } from "#platform/events/emit.ts";
import { sampleStages } from "../sampleStages.ts";
import type { Applying } from "./applyRows.ts";
import { notePipeline } from "./store.ts";

/** Half-way, until somebody says better: a stage that a file names has no probability of its own. */
const unsaidProbability = 50;

/** Makes what the rows name and nothing holds: managers, and names that a person chose to create. */
export async function makeImplied(tx: Tx, applying: Omit<Applying, "find">): Promise<void> {
  const { plan, importId, author, now } = applying;
  const { persons, organizations, products } = plan.implied;
  if (persons.length > 0) {
    const bare = persons.map(({ name, email, title }) => ({
      name,
      email,
      title,
      joinedOn: null,
      leftOn: null,
      importId,
    }));
    await tellJoined(tx, await insertPersons(tx, bare, now));
  }
  const ownerId = author.isConsole || author.actor.admin ? null : (author.actor.personId as PersonId);
  if (organizations.length > 0)
    await insertOrganizations(
      tx,
      organizations.map(({ name }) => ({ ...bareOrganization, name, ownerId, importId })),
      now,
    );
  if (products.length > 0)
    await insertProducts(
      tx,
      products.map(({ name }) => ({ name, series: null, price: money(0, author.workspace.currency), importId })),
    );
  if (plan.kind === "deal") await makeStages(tx, applying);
}

export async function tellJoined(tx: Tx, ids: readonly PersonId[]): Promise<void> {
  await emitAll(
    tx,
    personJoined,
    ids.map((personId) => ({ record: personId, facts: { personId, joinedOn: null } })),
  );
}

/** The first pipeline, where there is none; then the stages that rows name and it lacks. */
async function makeStages(tx: Tx, { plan, importId, author }: Omit<Applying, "find">): Promise<void> {
  const asked = plan.implied.stages;
  const before = (await readPipelines(tx))[0];
  const id = before?.id ?? (await startPipeline(tx, author.workspace.locale, sampleStages(asked)));
  if (!before) await notePipeline(tx, importId, id);
  const there = new Set((await readPipelines(tx))[0]!.stages.map(({ name }) => nameKey(name)));
  for (const name of asked.filter((one) => !there.has(nameKey(one))))
    await insertStage(tx, { pipelineId: id, name, probability: unsaidProbability });
}

const bareOrganization = {
  industry: null,
  country: null,
  website: null,
  phone: null,
  foundedYear: null,
  employees: null,
  annualRevenue: null,
  parentId: null,
};
