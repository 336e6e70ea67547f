import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { peopleRoute } from "#modules/people/api.ts";
import { addAbsenceRoute, erasePersonRoute, leaveRoute, transferRoute } from "#modules/people/comingAndGoing.ts";
import { dealsRoute, deleteDealRoute } from "#modules/pipeline/api.ts";
import { restoreRoute } from "#modules/trash/api.ts";
import { freshCompany } from "../../../../tests/company.ts";
import { authorOf } from "./author.ts";
import { undoImport } from "./changeImport.ts";
import { importFolder } from "./importFolder.ts";
import { importRuns, keptOf } from "./store.ts";
import { runUndo } from "./undoImport.ts";

const company = freshCompany();

async function imported(files: Record<string, string>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-undo-"));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const told: string[] = [];
  await importFolder(company.ground, folder, ({ fileName, state }) => void told.push(`${fileName} ${state}`));
  fs.rmSync(folder, { recursive: true });
  assert.deepEqual(
    told.toSorted(),
    Object.keys(files)
      .map((name) => `${name} done`)
      .toSorted(),
  );
}

/** Undoes the import of a kind; answers what stayed, by name and why. */
async function undone(kind: "deal" | "person"): Promise<string[]> {
  const { ground } = company;
  const { id } = (await importRuns(ground.db, undefined)).findLast((run) => run.kind === kind)!;
  const by = await authorOf(ground, ground.db, null);
  await ground.transact((tx) => undoImport(tx, by, id));
  await runUndo(ground, id);
  return (await keptOf(ground.db, id)).map(({ name, why }) => `${name}: ${why}`).toSorted();
}

const personNamed = async (name: string) =>
  (await company.ask("admin", peopleRoute, {})).body.people.find((one) => one.name === name)!.id;
const dealNamed = async (name: string) =>
  (await company.ask("admin", dealsRoute, { query: { limit: 200 } })).body.rows.find((one) => one.name === name)!.id;

test("an import that is undone keeps what was handed over, trashed or erased since, and says so; the rest goes", async () => {
  await imported({
    "team.csv":
      "Name,Email,Role\nAya,aya@clinch.test,AE\nBen,ben@clinch.test,AE\nCleo,cleo@clinch.test,AE\nDan,dan@clinch.test,AE\n",
    "deals.csv":
      "Deal name,Owner,Stage,Value\nGiven,Aya,Prospecting,5\nThrown,Ben,Prospecting,6\nBrought back,Ben,Prospecting,7\nAs it was,Ray Rep,Prospecting,8\n",
  });
  const [aya, cleo, dan] = await Promise.all(["Aya", "Cleo", "Dan"].map(personNamed));
  await company.ask("admin", transferRoute, {
    params: { id: aya! },
    body: { takers: { deal: company.person("rep") } },
  });
  const [thrown, back] = await Promise.all(["Thrown", "Brought back"].map(dealNamed));
  for (const id of [thrown!, back!]) await company.ask("admin", deleteDealRoute, { params: { id } });
  await company.ask("admin", restoreRoute, { params: { kind: "deal", id: back! } });
  await company.ask("admin", addAbsenceRoute, {
    body: { personId: dan!, fromOn: "2018-01-08", toOn: "2018-01-09", kind: "sick", coverId: null },
  });
  await company.ask("admin", leaveRoute, { params: { id: cleo! }, body: { lastOn: "2018-01-01", takers: {} } });
  const erased = await company.ask("admin", erasePersonRoute, { params: { id: cleo! }, body: { name: "Cleo" } });
  assert.equal(erased.status, 200);

  assert.deepEqual(await undone("deal"), ["Brought back: changed", "Given: changed", "Thrown: changed"]);
  assert.deepEqual(await undone("person"), ["Aya: held", "Ben: held", "Dan: held", "[former colleague]: held"]);
  const { rows } = await company.ground.pool.query(
    `select name from deals union all select name from persons where import_id is not null
     union all select 'an absence' from absences union all select 'a transfer' from transfer_items order by 1`,
  );
  assert.deepEqual(rows.map(({ name }) => name).toSorted(), [
    "Aya",
    "Ben",
    "Brought back",
    "Dan",
    "Given",
    "Thrown",
    "[former colleague]",
    "a transfer",
    "an absence",
  ]);
});
