import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { addOrganizationRoute } from "#modules/contacts/api.ts";
import { addFieldRoute } from "#modules/fields/api.ts";
import { changesRoute } from "#modules/integrations/api.ts";
import { listRowsRoute } from "#modules/lists/api.ts";
import { dealRoute, openDealRoute } from "#modules/pipeline/api.ts";
import { root } from "../../src/boot.ts";
import { freshCompany } from "../company.ts";
import { installFromDebian } from "../debianPackages.ts";
import { password, visitorOf } from "../door.ts";

const company = freshCompany();
const run = promisify(execFile);
const page = fs.readFileSync(path.join(root, "docs/api.md"), "utf8");
const examples = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

/** What the page names and every workspace calls otherwise. */
const stated = {
  address: "http://127.0.0.1:3000",
  key: "clinch_…",
  person: "0190f5fe-7c00-7a00-8000-000000000001",
  organization: "0190f5fe-7c00-7a00-8000-000000000002",
};

const names = ["address", "key", "person", "organization"] as const;

async function made<Body>(asked: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await asked;
  assert.ok(status < 300, JSON.stringify(body));
  return body;
}

/** A deal of Japan and one of nowhere, and the fields of the workspace's own that the page fills. */
async function fill() {
  const field = (record: "deal" | "organization", label: string, type: "number" | "money" | "date") =>
    made(company.ask("admin", addFieldRoute, { body: { record, label, type } }));
  await field("deal", "Seats", "number");
  await field("organization", "Seats", "number");
  await field("organization", "Budget", "money");
  await field("organization", "Renews", "date");
  const body = { name: "Umi", country: "Japan" };
  const { id: organizationId } = await made(company.ask("rep", addOrganizationRoute, { body }));
  const japan = await made(company.ask("rep", openDealRoute, { body: { name: "Harbour", organizationId } }));
  const other = await made(company.ask("rep", openDealRoute, { body: { name: "Quay" } }));
  return { organizationId, japan: japan.id, other: other.id };
}

async function keyOf(who: "manager"): Promise<string> {
  const [name = "", value = ""] = company.cookie(who).split("=", 2);
  const session = new Map([[name, value]]);
  const asked = { name: "Examples", days: 30, password, writes: true };
  const { status, body } = await visitorOf(company.app, session).ask("POST", "/api/api-keys", asked);
  assert.equal(status, 201, JSON.stringify(body));
  return String(body.key);
}

type Answer = { status: number; replayed: boolean; body: Record<string, unknown> };

/** Runs the page's commands in one shell, as they stand; each call's answer by what it called, in order. */
async function answersOf(commands: string): Promise<Map<string, Answer[]>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clinch-examples-"));
  const kept = `number=0
curl() {
  number=$((number + 1))
  command curl --silent --show-error --output "${folder}/$number.body" --dump-header "${folder}/$number.head" \\
    --write-out '%{http_code} %{method} %{url}\\n' "$@"
}
`;
  const { stdout } = await run("sh", ["-euc", kept + commands]);
  const answers = stdout
    .trim()
    .split("\n")
    .map((line, at) => {
      const [status = "", method = "", url = ""] = line.split(" ");
      const read = (kind: string) => fs.readFileSync(path.join(folder, `${at + 1}.${kind}`), "utf8");
      const replayed = /^idempotency-replayed: true/im.test(read("head"));
      const answer: Answer = { status: Number(status), replayed, body: JSON.parse(read("body")) };
      return { called: `${method} ${new URL(url).pathname}`, answer };
    });
  fs.rmSync(folder, { recursive: true });
  const byCall = Map.groupBy(answers, ({ called }) => called);
  return new Map([...byCall].map(([called, all]) => [called, all.map(({ answer }) => answer)]));
}

before(() => {
  const hasCurl = () => spawnSync("curl", ["--version"]).status === 0;
  if (!hasCurl()) installFromDebian("curl");
  assert.ok(hasCurl(), "The page's examples are run by curl: install it.");
});

test("each example of docs/api.md does what the page says, as it stands", async () => {
  const { organizationId, japan, other } = await fill();
  const address = await company.app.listen({ port: 0, host: "127.0.0.1" });
  const { next } = await made(company.ask("manager", changesRoute, { query: {} }));
  const real: Record<keyof typeof stated, string> = {
    ...{ address, key: await keyOf("manager"), person: company.person("teammate"), organization: organizationId },
  };
  assert.ok(examples.length >= 6, `${examples.length} examples`);
  let commands = examples.join("\n");
  for (const name of names) {
    assert.ok(commands.includes(stated[name]), `the page states ${stated[name]}`);
    commands = commands.replaceAll(stated[name], real[name]);
  }
  const twice = examples.find((text) => text.includes("Idempotency-Key")) ?? "";
  const again = twice.replaceAll(stated.address, address);
  const answers = await answersOf(`NEXT=${next}\n${commands}\n${again}`);
  const said = [...answers].flatMap(([called, all]) => all.map(({ status, body }) => ({ called, status, body })));
  assert.deepEqual(
    said.filter(({ status }) => status >= 300),
    [],
  );
  assert.deepEqual([...answers.keys()].toSorted(), [
    "GET /api/changes",
    "GET /api/deals",
    "GET /api/lists/deals/rows",
    "GET /api/session",
    `PATCH /api/organizations/${organizationId}`,
    "POST /api/deals",
    "POST /api/lists/deals/changes",
    "POST /api/organizations",
  ]);
  const [first, second] = answers.get("POST /api/deals") ?? [];
  assert.deepEqual([first?.replayed, second?.replayed, first?.body.id === second?.body.id], [false, true, true]);
  const { rows } = listRowsRoute.answer.parse(answers.get("GET /api/lists/deals/rows")?.[0]?.body);
  assert.deepEqual(
    rows.map(({ title }) => title),
    ["Harbour"],
  );
  assert.notEqual(answers.get("GET /api/changes")?.[0]?.body.next, undefined);
  const ownerOf = async (id: typeof japan) =>
    (await made(company.ask("manager", dealRoute, { params: { id } }))).ownerId;
  assert.deepEqual(
    [await ownerOf(japan), await ownerOf(other)],
    [company.person("teammate"), company.person("rep")],
    "what the filter finds is changed, and nothing else",
  );
  assert.deepEqual(answers.get(`PATCH /api/organizations/${organizationId}`)?.[0]?.body.custom, {
    seats: 25,
    budget: { minor: 1_200_000, currency: "USD" },
    renews: "2026-03-31",
  });
});
