import assert from "node:assert/strict";
import { test } from "node:test";
import type pg from "pg";
import type { Asked, Route } from "#lib/route.ts";
import { addActivityRoute } from "#modules/activities/api.ts";
import {
  addContactRoute,
  addOrganizationRoute,
  changeContactRoute,
  deleteContactRoute,
} from "#modules/contacts/api.ts";
import { addPersonRoute } from "#modules/people/api.ts";
import {
  changeDealRoute,
  deleteDealRoute,
  loseDealRoute,
  moveDealRoute,
  openDealRoute,
  pipelinesRoute,
  reopenDealRoute,
  winDealRoute,
} from "#modules/pipeline/api.ts";
import { setQuotasRoute } from "#modules/quotas/api.ts";
import { freshCompany } from "../company.ts";
import { everyRow } from "../everyRow.ts";

const company = freshCompany();

type Fault = "refused" | "lost before" | "lost after" | "disk full";
const writing = /^\s*(insert|update|delete|with)\b/i;

/** Which query of the request goes wrong, and how. Counts them all when none does. */
const plan: { at: number; fault: Fault | undefined; asked: number; struck: boolean } = {
  at: 0,
  fault: undefined,
  asked: 0,
  struck: false,
};

type Query = (this: pg.PoolClient, ...asked: unknown[]) => Promise<unknown>;
type Wire = { connection: { stream: { destroy(): void } } };

/** Stands between the driver and the wire, as the network does: each connection's queries pass here. */
function strike(client: pg.PoolClient): void {
  const through = client.query as unknown as Query;
  const wire = client as unknown as Wire;
  client.query = async function (this: pg.PoolClient, ...asked: unknown[]) {
    const [first] = asked;
    const text = typeof first === "string" ? first : (first as { text: string }).text;
    const counts = plan.fault === "disk full" ? writing.test(text) : true;
    if (!plan.fault || plan.struck || !counts || ++plan.asked !== plan.at) return Reflect.apply(through, this, asked);
    plan.struck = true;
    if (plan.fault === "refused") throw Object.assign(new Error("injected"), { code: "XX000" });
    if (plan.fault === "disk full") return Reflect.apply(through, this, [noSpace]);
    if (plan.fault === "lost before") wire.connection.stream.destroy();
    const answer = Reflect.apply(through, this, asked);
    if (plan.fault === "lost before") return answer;
    await answer; // it was done, and its answer never comes
    wire.connection.stream.destroy();
    return Reflect.apply(through, this, ["select 1"]);
  } as typeof client.query;
}

const noSpace = `do $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`;

type Verb = { name: string; route: Route; asked: () => Promise<Asked<Route>> };

async function deal(): Promise<string> {
  const body = { name: "Faulty", value: { minor: 1000, currency: "USD" }, ownerId: company.person("rep") };
  return (await company.ask("admin", openDealRoute, { body })).body.id;
}
const onDeal =
  (body?: object, prepare: (id: string) => Promise<unknown> = async () => {}) =>
  async (): Promise<Asked<Route>> => {
    const id = await deal();
    await prepare(id);
    return { params: { id }, ...(body ? { body } : {}) } as Asked<Route>;
  };
const win = (id: string) => company.ask("admin", winDealRoute, { params: { id: id as never }, body: {} });
const contact = async () => (await company.ask("admin", addContactRoute, { body: { name: "Con Tact" } })).body.id;

const verbs: Verb[] = [
  { name: "open a deal", route: openDealRoute, asked: async () => ({ body: { name: "Faulty" } }) as never },
  { name: "change a deal", route: changeDealRoute, asked: onDeal({ value: { minor: 5, currency: "USD" } }) },
  {
    name: "move a deal",
    route: moveDealRoute,
    asked: async () => {
      const { pipelines } = (await company.ask("admin", pipelinesRoute, {})).body;
      return onDeal({ stageId: pipelines[0]!.stages[1]!.id })();
    },
  },
  { name: "win a deal", route: winDealRoute, asked: onDeal({}) },
  { name: "lose a deal", route: loseDealRoute, asked: onDeal({ reasonText: "price" }) },
  { name: "reopen a deal", route: reopenDealRoute, asked: onDeal(undefined, win) },
  { name: "delete a deal", route: deleteDealRoute, asked: onDeal() },
  { name: "add a contact", route: addContactRoute, asked: async () => ({ body: { name: "Con Tact" } }) as never },
  {
    name: "change a contact",
    route: changeContactRoute,
    asked: async () => ({ params: { id: await contact() }, body: { title: "CFO" } }) as never,
  },
  {
    name: "delete a contact",
    route: deleteContactRoute,
    asked: async () => ({ params: { id: await contact() } }) as never,
  },
  { name: "add an organization", route: addOrganizationRoute, asked: async () => ({ body: { name: "Org" } }) as never },
  {
    name: "note something down",
    route: addActivityRoute,
    asked: async () => ({ body: { kind: "note", subject: "Faulty", dealId: await deal(), done: true } }) as never,
  },
  {
    name: "set a quota",
    route: setQuotasRoute,
    asked: async () => {
      await company.ground.pool.query("delete from quotas");
      const owner = { kind: "person", person: company.person("rep") };
      return {
        body: { metric: "revenue_won", period: "2018-02", quotas: [{ owner, amount: 100, reason: "x" }] },
      } as never;
    },
  },
  { name: "add a person", route: addPersonRoute, asked: async () => ({ body: { name: "New Hire" } }) as never },
];

const faults: readonly Fault[] = ["refused", "lost before", "lost after", "disk full"];
const expected: Record<Fault, { status: number; code: string }> = {
  refused: { status: 500, code: "http.our_fault" },
  "lost before": { status: 503, code: "http.database_away" },
  "lost after": { status: 503, code: "http.database_away" },
  "disk full": { status: 507, code: "http.disk_full" },
};

/** Connections that were open before are replaced by those that can be struck. */
let replaced: Promise<void> | undefined;
async function replaceConnections(): Promise<void> {
  const { pool } = company.ground;
  pool.on("connect", strike);
  await pool.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'clinch' and datname = current_database() and pid <> pg_backend_pid()`);
  await pool.query("select pg_terminate_backend(pg_backend_pid())").catch(() => {});
  await pool.query("select pg_sleep(0.2)");
}

/** The verb, with its n-th query going wrong. Answers whether there was one. */
async function tried({ name, route, asked }: Verb, fault: Fault, at: number): Promise<boolean> {
  const given = await asked();
  const was = await everyRow(company.ground.pool);
  Object.assign(plan, { at, fault, asked: 0, struck: false });
  const { status, code } = await company.ask("admin", route, given);
  plan.fault = undefined;
  const is = await everyRow(company.ground.pool);
  const say = `${name}, query ${at} ${fault}: ${status} ${code ?? ""}`;
  if (status < 300) {
    assert.notEqual(is, was, `${say}: what was acknowledged is kept`);
    assert.ok(!plan.struck || fault === "lost after", `${say}: it can't have gone well`);
    return plan.struck;
  }
  assert.deepEqual({ status, code }, expected[fault], say);
  assert.equal(is, was, `${say}: what was refused has left nothing behind`);
  return true;
}

for (const verb of verbs)
  test(`${verb.name}: whichever of its queries fails, or loses its connection, or finds the disk full, it is done whole or not at all`, async () => {
    replaced ??= replaceConnections();
    await replaced;
    for (const fault of faults) {
      let at = 1;
      while (await tried(verb, fault, at)) at++;
      assert.ok(at > (fault === "disk full" ? 1 : 4), `${verb.name} was struck ${at - 1} times`);
    }
  });

test("a win whose connection is lost at the commit is answered as done, because the database says that it was", async () => {
  const given = await onDeal({})();
  Object.assign(plan, { at: 0, fault: "lost after", asked: 0, struck: false });
  let last = 0;
  for (let at = 1; ; at++) {
    Object.assign(plan, { at, fault: "lost after", asked: 0, struck: false });
    const { status } = await company.ask("admin", winDealRoute, given as never);
    if (plan.struck && status === 200) last = at;
    if (status === 200) break;
  }
  plan.fault = undefined;
  assert.ok(last > 5, "the lost one was the commit, after all others");
});
