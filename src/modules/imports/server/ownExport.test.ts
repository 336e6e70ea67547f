import assert from "node:assert/strict";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { addActivityRoute } from "#modules/activities/api.ts";
import { addContactRoleRoute, addContactRoute, addOrganizationRoute } from "#modules/contacts/api.ts";
import { addFieldRoute } from "#modules/fields/api.ts";
import type { FieldedRecord, FieldValue } from "#modules/fields/field.ts";
import { readFields, saveValues } from "#modules/fields/server/public.ts";
import { addLeadRoute, disqualifyLeadRoute, originsRoute, qualifyLeadRoute } from "#modules/leads/api.ts";
import {
  addProductRoute,
  changeDealRoute,
  loseDealRoute,
  openDealRoute,
  pipelinesRoute,
  putDealContactRoute,
  setCurrencyRatesRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { freshCompany } from "#tests/company.ts";
import { dryRunRoute, importRoute, startImportRoute, undoImportRoute } from "../api.ts";
import type { ImportId } from "../importRun.ts";
import { runImport } from "./runImport.ts";
import { runUndo } from "./undoImport.ts";

const company = freshCompany();
const decoder = new TextDecoder();

async function fetched(url: string): Promise<Buffer> {
  const sent = await company.app.inject({ url, headers: { cookie: company.cookie("admin") } });
  assert.equal(sent.statusCode, 200, sent.body);
  return sent.rawPayload;
}

async function upload(name: string, payload: Uint8Array) {
  const response = await company.app.inject({
    method: "POST",
    url: `/api/imports?name=${name}`,
    headers: { cookie: company.cookie("admin"), "content-type": "application/octet-stream" },
    payload: Buffer.from(payload),
  });
  assert.equal(response.statusCode, 201, response.body);
  return importRoute.answer.parse(response.json());
}

const planOf = async (id: ImportId) => (await company.ask("admin", dryRunRoute, { params: { id } })).body;

async function fill(): Promise<void> {
  const made = async <Body>(asked: Promise<{ status: number; body: Body }>): Promise<Body> => {
    const { status, body } = await asked;
    assert.ok(status < 300, JSON.stringify(body));
    return body;
  };
  for (const record of ["deal", "organization", "contact", "activity"] as const) {
    const field = (
      label: string,
      type: "choice" | "choices" | "number" | "money" | "date" | "yes_no" | "text",
      choices: string[] = [],
    ) => made(company.ask("admin", addFieldRoute, { body: { record, label, type, choices } }));
    await field("Tier", "choice", ["Gold", "Silver, old"]);
    await field("Regions", "choices", ["North", "South"]);
    await field("Seats", "number");
    await field("Fee", "money");
    await field("Reviewed", "date");
    await field("Signed up", "yes_no");
    await field("Remark", "text");
  }
  const product = await made(
    company.ask("admin", addProductRoute, {
      body: { name: "GTX", series: null, price: { minor: 10_000, currency: "USD" } },
    }),
  );
  await made(
    company.ask("admin", setCurrencyRatesRoute, {
      body: { rates: [{ from: "EUR", on: "2018-01-01", rate: "1.0843" }] },
    }),
  );
  const organization = await made(
    company.ask("admin", addOrganizationRoute, {
      body: {
        ...{
          name: "=Dynamic & Söhne",
          industry: "Retail",
          country: "Germany",
          website: "https://d.example",
          foundedYear: 1999,
        },
        annualRevenue: { minor: 123_456_78, currency: "USD" },
        ...{
          emails: [{ address: "info@d.example", label: "work" }],
          phones: [{ number: "+49 40 5550100", label: null }],
        },
        addresses: [
          { label: "head", street: "Kai 7", city: "Hamburg", region: null, postcode: "20457", country: "DE" },
        ],
      },
    }),
  );
  const contact = await made(
    company.ask("admin", addContactRoute, {
      body: {
        ...{
          name: "山田 太郎",
          reading: "ヤマダ タロウ",
          title: "部長",
          department: "営業",
          organizationId: organization.id,
        },
        emails: [
          { address: "a@d.example", label: "work" },
          { address: "b@d.example", label: null },
        ],
        phones: [
          { number: "+49 40 5550101", label: "direct" },
          { number: "+49 170 5550102", label: "mobile" },
        ],
      },
    }),
  );
  const [pipeline] = (await company.ask("admin", pipelinesRoute, {})).body.pipelines;
  const opened = (name: string) =>
    made(
      company.ask("admin", openDealRoute, {
        body: {
          name,
          organizationId: organization.id,
          value: { minor: 5_000, currency: "USD" },
          expectedCloseOn: "2018-05-31",
        },
      }),
    );
  const deal = await made(
    company.ask("admin", openDealRoute, {
      body: {
        ...{ name: "Renewal, “big”", stageId: pipeline!.stages[1]!.id, organizationId: organization.id },
        ...{
          ownerId: company.person("rep"),
          value: { minor: 123_400, currency: "USD" },
          expectedCloseOn: "2018-03-31",
        },
        lines: [{ productId: product.id, quantity: 2, priceMinor: 61_700 }],
      },
    }),
  );
  await made(
    company.ask("admin", addActivityRoute, {
      body: {
        ...{ kind: "call", subject: "Ring back", body: "Line one\nline two", dealId: deal.id, contactId: contact.id },
        ...{ dueAt: "2018-01-05T10:30:00.000Z", lengthMinutes: 20, ownerId: company.person("rep") },
      },
    }),
  );
  await made(
    company.ask("admin", changeDealRoute, {
      params: { id: deal.id },
      body: {
        lines: [
          { productId: product.id, quantity: 2, priceMinor: 61_700, discount: { percent: 12.5 }, taxPercent: 10 },
          {
            productId: product.id,
            quantity: 1,
            priceMinor: 500,
            discount: { minor: 55 },
            recurs: "monthly",
            periods: 12,
          },
        ],
      },
    }),
  );
  const [part] = (await company.ask("admin", pipelinesRoute, {})).body.parts;
  await made(
    company.ask("admin", putDealContactRoute, {
      params: { id: deal.id, contact: contact.id },
      body: { partId: part!.id },
    }),
  );
  const former = await made(company.ask("admin", addOrganizationRoute, { body: { name: "Former Ltd" } }));
  await made(
    company.ask("admin", addContactRoleRoute, {
      params: { id: contact.id },
      body: { organizationId: former.id, title: "Clerk", fromOn: "2010-04-01", toOn: "2015-03-31" },
    }),
  );
  const [source] = (await company.ask("admin", originsRoute, {})).body.sources;
  const leadBody = { sourceId: source!.id, message: "Tell me\nmore", organizationId: organization.id };
  const lead = await made(company.ask("admin", addLeadRoute, { body: { name: "Interested", ...leadBody } }));
  await company.transact("admin", async (tx) => saveValues(tx, "deal", lead.id, await ownValues("deal")));
  await made(company.ask("admin", disqualifyLeadRoute, { params: { id: lead.id }, body: { reason: "A student" } }));
  const qualified = await made(company.ask("admin", addLeadRoute, { body: { name: "Grew up", ...leadBody } }));
  await made(company.ask("admin", qualifyLeadRoute, { params: { id: qualified.id }, body: {} }));
  const [won, lost] = [await opened("Won one"), await opened("Lost one")];
  await made(company.ask("admin", winDealRoute, { params: { id: won.id }, body: {} }));
  await made(company.ask("admin", loseDealRoute, { params: { id: lost.id }, body: { reasonText: "No budget" } }));
  for (const [record, id] of [
    ["deal", deal.id],
    ["organization", organization.id],
    ["contact", contact.id],
  ] as const)
    await company.transact("admin", async (tx) => saveValues(tx, record, id, await ownValues(record)));
  await made(
    company.ask("admin", addActivityRoute, { body: { kind: "note", subject: "Likes tea", contactId: contact.id } }),
  );
}

/** A value for every field of a kind of record. */
async function ownValues(record: FieldedRecord): Promise<Record<string, FieldValue>> {
  const fields = await readFields(company.ground.db, record);
  return Object.fromEntries(
    fields.map(({ key, type, choices }): [string, FieldValue] => {
      if (type === "choice") return [key, choices[1]!.id];
      if (type === "choices") return [key, choices.map(({ id }) => id)];
      if (type === "money") return [key, { minor: 9_900, currency: "EUR" }];
      if (type === "yes_no") return [key, true];
      return [key, type === "number" ? 12.5 : type === "date" ? "2018-02-01" : "- dash first"];
    }),
  );
}

test("its own export comes in again unchanged", async () => {
  await fill();
  const files = unzipSync(await fetched("/api/export"));
  const kinds = {
    people: "person",
    organizations: "organization",
    products: "product",
    contacts: "contact",
    deals: "deal",
    activities: "activity",
    contact_roles: "role",
    deal_lines: "line",
    deal_contacts: "dealContact",
    leads: "lead",
    currency_rates: "rate",
  };
  for (const [name, kind] of Object.entries(kinds)) {
    const bytes = files[`${name}.csv`];
    assert.ok(bytes, Object.keys(files).join(" "));
    const { id, kind: seen } = await upload(`${name}.csv`, bytes);
    const plan = await planOf(id);
    const lines = decoder.decode(bytes).trim().split("\r\n").length - 1;
    assert.ok(
      (plan.counts?.same ?? 0) > 0,
      `${name}: ${lines} lines ${JSON.stringify([plan.kind, plan.lacks, plan.counts, plan.rows, plan.columns.map(({ head, field }) => [head, field])])}`,
    );
    assert.deepEqual(
      { name, kind: seen, create: plan.counts?.create, update: plan.counts?.update, problem: plan.counts?.problem },
      { name, kind, create: 0, update: 0, problem: 0 },
      JSON.stringify(plan.rows.filter(({ outcome }) => outcome !== "same")),
    );
  }
});

test("a list's own file comes in again unchanged, its own fields too, as CSV and as a workbook", async () => {
  for (const list of ["deals", "organizations", "contacts", "leads"] as const)
    for (const as of ["csv", "xlsx"] as const) {
      const described = await company.app.inject({
        url: `/api/lists/${list}`,
        headers: { cookie: company.cookie("admin") },
      });
      const fields: { id: string; of: unknown; hidden: boolean }[] = described.json().fields;
      const columns = fields.filter(({ of, hidden }) => !of && !hidden).map(({ id }) => id);
      const bytes = await fetched(`/api/lists/${list}/file?as=${as}&columns=${columns.join(",")}`);
      const { id } = await upload(`${list}.${as}`, bytes);
      const plan = await planOf(id);
      assert.ok(
        plan.columns.filter(({ field }) => field?.startsWith("custom.")).length >= 7,
        JSON.stringify(plan.columns.map(({ head, field }) => [head, field])),
      );
      assert.deepEqual(
        { list, as, ...plan.counts },
        {
          list,
          as,
          create: 0,
          update: 0,
          same: { deals: 4, organizations: 2, contacts: 1, leads: 1 }[list],
          problem: 0,
        },
        JSON.stringify([
          plan.rows.filter(({ outcome }) => outcome !== "same"),
          plan.columns.map(({ head, field }) => [head, field]),
        ]),
      );
    }
});

test("a cell changed in an export changes that record alone, and the undo puts it back, own fields too", async () => {
  const bytes = await fetched(
    "/api/lists/deals/file?as=csv&columns=name,value,status,stageId,ownerId,custom.seats,custom.tier",
  );
  const text = decoder.decode(bytes).replace("12.5", "40").replace("Silver, old", "Platinum");
  const { id } = await upload("changed.csv", new TextEncoder().encode(text));
  const plan = await planOf(id);
  assert.deepEqual(plan.counts, { create: 0, update: 1, same: 3, problem: 0 }, JSON.stringify(plan.rows));
  assert.deepEqual(
    plan.causes.filter(({ choices }) => choices.includes("create")).map(({ code, value }) => [code, value]),
    [["unknown_choice", "Platinum"]],
  );
  const values = async () =>
    (
      await company.ground.pool.query(
        "select amount::float, word_key from field_values join fields on fields.id = field_id join deals on deals.id = record_id and lead_state is null where fields.key in ('seats', 'tier') order by fields.key",
      )
    ).rows;
  const before = await values();
  await company.ask("admin", startImportRoute, { params: { id } });
  await runImport(company.ground, id);
  assert.equal((await values())[0]?.amount, 40);
  await company.ask("admin", undoImportRoute, { params: { id } });
  await runUndo(company.ground, id);
  assert.deepEqual(await values(), before);
});
