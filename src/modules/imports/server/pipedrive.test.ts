import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Answered } from "#lib/route.ts";
import { freshCompany } from "#tests/company.ts";
import { root } from "../../../boot.ts";
import {
  addImportFieldRoute,
  dryRunRoute,
  importRoute,
  setMappingRoute,
  startImportRoute,
  undoImportRoute,
} from "../api.ts";
import type { ImportId } from "../importRun.ts";
import { runImport } from "./runImport.ts";
import { runUndo } from "./undoImport.ts";

const company = freshCompany();
const rows = async (text: string): Promise<Record<string, unknown>[]> => (await company.ground.pool.query(text)).rows;

async function upload(name: string): Promise<Answered<typeof importRoute>> {
  const response = await company.app.inject({
    method: "POST",
    url: `/api/imports?name=${name}`,
    headers: { cookie: company.cookie("admin"), "content-type": "application/octet-stream" },
    payload: fs.readFileSync(path.join(root, "tests/pipedrive", name)),
  });
  assert.equal(response.statusCode, 201, response.body);
  return importRoute.answer.parse(response.json());
}

const planOf = async (id: ImportId) => (await company.ask("admin", dryRunRoute, { params: { id } })).body;

async function take(id: ImportId) {
  const started = await company.ask("admin", startImportRoute, { params: { id } });
  assert.equal(started.status, 202, JSON.stringify(started.body));
  await runImport(company.ground, id);
  const { body } = await company.ask("admin", importRoute, { params: { id } });
  assert.equal(body.state, "done", String(body.problem));
  return body;
}

async function undo(id: ImportId): Promise<void> {
  await company.ask("admin", undoImportRoute, { params: { id } });
  await runUndo(company.ground, id);
}

test("a team's Pipedrive export comes in with its activities and notes", async () => {
  // In any order: each is planned as if those before it had gone in.
  const notes = await upload("notes.csv");
  const activities = await upload("activities.csv");
  const deals = await upload("deals.csv");
  const people = await upload("people.csv");
  const organizations = await upload("organizations.csv");
  assert.deepEqual(
    [notes, activities, deals, people, organizations].map(({ kind }) => kind),
    ["activity", "activity", "deal", "contact", "organization"],
  );
  const dealsPlan = await planOf(deals.id);
  const stage = dealsPlan.causes.find(({ code }) => code === "unknown_stage");
  assert.equal(stage?.value, "Negotiations Started", "the pipeline has no such stage, so it is asked");
  await company.ask("admin", setMappingRoute, {
    params: { id: deals.id },
    body: { settled: { [stage!.id]: "create" } },
  });
  const columnOf = (head: string) => dealsPlan.columns.findIndex((column) => column.head === head);
  for (const head of ["Deal - Contract kind", "Deal - Seats", "Deal - Label"])
    assert.equal(
      (await company.ask("admin", addImportFieldRoute, { params: { id: deals.id }, body: { column: columnOf(head) } }))
        .status,
      201,
    );
  const before = await planOf(activities.id);
  assert.deepEqual(before.counts, { create: 5, update: 0, same: 0, problem: 0 }, JSON.stringify(before.causes));

  assert.deepEqual((await take(organizations.id)).counts, { create: 3, update: 0, same: 0, problem: 0 });
  assert.deepEqual((await take(people.id)).counts, { create: 4, update: 0, same: 0, problem: 0 });
  assert.deepEqual((await take(deals.id)).counts, { create: 4, update: 0, same: 0, problem: 0 });
  assert.deepEqual((await take(activities.id)).counts, { create: 5, update: 0, same: 0, problem: 0 });
  assert.deepEqual((await take(notes.id)).counts, { create: 2, update: 0, same: 0, problem: 0 });

  assert.deepEqual(
    await rows(`
      select deals.name, status, organizations.name as organization, stages.name as stage, opened_on::text as opened,
        closed_on::text as closed, reason_text as reason
      from deals join organizations on organizations.id = organization_id join stages on stages.id = stage_id order by key`),
    [
      {
        name: "Dock planning",
        status: "open",
        organization: "Hafen Logistik GmbH",
        stage: "Engaging",
        opened: "2017-10-02",
        closed: null,
        reason: null,
      },
      {
        name: "Yard cameras",
        status: "won",
        organization: "Hafen Logistik GmbH",
        stage: "Engaging",
        opened: "2017-06-01",
        closed: "2017-09-15",
        reason: null,
      },
      {
        name: "Audit pilot",
        status: "lost",
        organization: "Northwind Traders",
        stage: "Prospecting",
        opened: "2017-07-10",
        closed: "2017-11-03",
        reason: "Went with another vendor",
      },
      {
        name: "Cold chain",
        status: "open",
        organization: "Aoba Foods",
        stage: "Negotiations Started",
        opened: "2017-11-20",
        closed: null,
        reason: null,
      },
    ],
  );
  assert.deepEqual(await rows("select label, type from fields order by position"), [
    { label: "Contract kind", type: "choice" },
    { label: "Seats", type: "number" },
    { label: "Label", type: "choice" },
  ]);
  assert.deepEqual(
    await rows(`
      select activities.subject, activities.kind, activities.body, deals.name as deal, contacts.name as contact, organizations.name as organization,
        to_char(due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as due, all_day, done_at is not null as done, length_minutes as minutes,
        meeting_outcome as outcome, activity_types.name as type
      from activities
      left join deals on deals.id = deal_id
      left join contacts on contacts.id = contact_id
      left join organizations on organizations.id = activities.organization_id
      left join activity_types on activity_types.id = type_id
      order by activities.kind, activities.subject`),
    [
      {
        subject: "First call",
        kind: "call",
        body: "Wants a plan by dock.\n\n- 12 docks\n- 3 shifts",
        deal: "Dock planning",
        contact: "Jana Krüger",
        organization: "Hafen Logistik GmbH",
        due: "2017-10-03 09:30",
        all_day: false,
        done: true,
        minutes: 15,
        outcome: null,
        type: null,
      },
      {
        subject: "Send the offer",
        kind: "mail",
        body: null,
        deal: "Dock planning",
        contact: "Jana Krüger",
        organization: "Hafen Logistik GmbH",
        due: "2018-01-05 23:59",
        all_day: true,
        done: false,
        minutes: null,
        outcome: null,
        type: null,
      },
      {
        subject: "On site",
        kind: "meeting",
        body: null,
        deal: "Dock planning",
        contact: "Jana Krüger",
        organization: "Hafen Logistik GmbH",
        due: "2017-11-08 14:00",
        all_day: false,
        done: true,
        minutes: 90,
        outcome: "held",
        type: null,
      },
      {
        subject: "Budget is set & signed off.",
        kind: "note",
        body: null,
        deal: "Dock planning",
        contact: null,
        organization: "Hafen Logistik GmbH",
        due: null,
        all_day: false,
        done: true,
        minutes: null,
        outcome: null,
        type: null,
      },
      {
        subject: "Prefers mornings",
        kind: "note",
        body: null,
        deal: null,
        contact: "Priya Nair",
        organization: null,
        due: null,
        all_day: false,
        done: true,
        minutes: null,
        outcome: null,
        type: null,
      },
      {
        subject: "Lunch at the fair",
        kind: "other",
        body: null,
        deal: null,
        contact: "Priya Nair",
        organization: "Northwind Traders",
        due: "2017-12-01 12:00",
        all_day: false,
        done: true,
        minutes: 60,
        outcome: null,
        type: "Lunch",
      },
      {
        subject: "Ask for figures",
        kind: "task",
        body: null,
        deal: "Cold chain",
        contact: null,
        organization: "Aoba Foods",
        due: "2018-01-09 23:59",
        all_day: true,
        done: false,
        minutes: null,
        outcome: null,
        type: null,
      },
    ],
  );
  assert.deepEqual(
    await rows(
      "select metric, count(*)::int as n from facts where metric in ('calls_made', 'meetings_held', 'activities_done') group by 1 order by 1",
    ),
    [
      { metric: "activities_done", n: 3 },
      { metric: "calls_made", n: 1 },
      { metric: "meetings_held", n: 1 },
    ],
  );
  assert.deepEqual(await rows("select name, next_step from deals where next_step is not null order by name"), [
    { name: "Cold chain", next_step: "Ask for figures" },
    { name: "Dock planning", next_step: "Send the offer" },
  ]);
  const [jana] = await rows(
    "select (select count(*)::int from emails where contact_id = contacts.id) as mails, (select count(*)::int from phones where contact_id = contacts.id) as phones from contacts where name = 'Jana Krüger'",
  );
  assert.deepEqual(jana, { mails: 2, phones: 2 });
});

test("the people of a deal come with it", async () => {
  assert.deepEqual(
    await rows(
      "select deals.name as deal, contacts.name as contact from deal_contacts join deals on deals.id = deal_id join contacts on contacts.id = deal_contacts.contact_id order by key",
    ),
    [
      { deal: "Dock planning", contact: "Jana Krüger" },
      { deal: "Yard cameras", contact: "Tom Ashby" },
      { deal: "Audit pilot", contact: "Priya Nair" },
      { deal: "Cold chain", contact: "Sato Yuki" },
    ],
  );
});

test("the same export once more changes nothing", async () => {
  for (const name of ["organizations.csv", "people.csv", "deals.csv", "activities.csv", "notes.csv"]) {
    const file = await upload(name);
    const { counts, rows: planned } = await planOf(file.id);
    assert.deepEqual(
      { name, update: counts?.update, create: counts?.create, problem: counts?.problem },
      { name, update: 0, create: 0, problem: 0 },
      JSON.stringify(planned.filter(({ outcome }) => outcome !== "same")),
    );
    assert.equal(file.remembered, true);
  }
});

test("people of the new form of the export come in with all their addresses, and Japanese heads are known", async () => {
  const people = await upload("people-new-form.csv");
  assert.equal(people.kind, "contact");
  await take(people.id);
  assert.deepEqual(
    await rows(
      "select address from emails join contacts on contacts.id = contact_id where name = 'Lena Vogt' order by address",
    ),
    [{ address: "lena.vogt@hafen.example" }, { address: "lena@home.example" }],
  );
  const deals = await upload("deals-ja.csv");
  assert.equal(deals.kind, "deal");
  await take(deals.id);
  const activities = await upload("activities-ja.csv");
  assert.equal(activities.kind, "activity");
  await take(activities.id);
  assert.deepEqual(
    await rows(
      "select deals.name, value_minor::int as value, next_step, next_step_kind as kind from deals where key = '905'",
    ),
    [{ name: "冷凍庫の更新", value: 350_000, next_step: "見積の電話", kind: "call" }],
  );
});

test("activities that were brought in go again with an undo, and deals lose the next steps that came with them", async () => {
  const [run] = await rows("select id from imports where file_name = 'activities.csv' and state = 'done'");
  await undo(run?.id as ImportId);
  assert.deepEqual(await rows("select kind, count(*)::int as n from activities group by 1 order by 1"), [
    { kind: "call", n: 1 },
    { kind: "note", n: 2 },
  ]);
  assert.deepEqual(await rows("select next_step from deals where key in ('901', '904')"), [
    { next_step: null },
    { next_step: null },
  ]);
  assert.deepEqual(await rows("select count(*)::int as n from facts where metric in ('calls_made', 'meetings_held')"), [
    { n: 0 },
  ]);
});
