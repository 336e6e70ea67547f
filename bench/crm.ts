// npm run bench -- crm: customer relations at a size, beside the same statements through the driver alone, and beside 9,000 deals.
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { inTurn, type Line, percentile, statementsOf } from "./bench.ts";
import { type BenchServer, openBenchServer } from "./benchServer.ts";
import { benchBrowser } from "./browser.ts";
import { type CrmSize, fillCrm } from "./fillCrm.ts";

const sized = (deals: number): CrmSize => ({
  deals,
  contacts: deals,
  organizations: Math.ceil(deals / 3),
  activities: Math.ceil(deals * 6.67),
  people: 50,
});

export const crmSizes = { small: sized(9000), often: sized(100_000), full: sized(300_000) };

/** What a screen asks, and how long it may take at the 95th of a hundred. */
type Asked = { address: (server: BenchServer) => Promise<string>; limit: number };

const openOnes = { field: "status", is: "anyOf", value: ["open"] };
const filters = {
  relationAndField: {
    all: [
      openOnes,
      { field: "organization.country", is: "is", value: "Japan" },
      { field: "custom.seats", is: "atLeast", value: 250 },
    ],
  },
  groups: {
    all: [
      openOnes,
      {
        any: [
          { field: "idle", is: "atLeast", value: 60 },
          { field: "value", is: "atLeast", value: 2_000_000 },
        ],
      },
    ],
  },
};
const listOf = (filter: object, sort: string) =>
  `/api/lists/deals/rows?${new URLSearchParams({ filter: JSON.stringify(filter), columns: "organizationId,status,stageId,value,weighted,ownerId,nextStep,idle,expectedCloseOn,product", sort, order: "desc" })}`;
const firstDeal = async (server: BenchServer) =>
  (await server.json<{ rows: { id: string }[] }>("/api/deals?limit=1&status=open")).rows[0]!.id;

const screens: Record<string, Asked> = {
  "board, first paint": { address: async () => "/api/board", limit: 300 },
  "list, first page": { address: async () => listOf({ all: [] }, "openedOn"), limit: 300 },
  "list, by a field of one's own and a relation": {
    address: async () => listOf(filters.relationAndField, "value"),
    limit: 300,
  },
  "list, by groups": { address: async () => listOf(filters.groups, "openedOn"), limit: 300 },
  "people by name": {
    address: async () => "/api/lists/contacts/rows?columns=name,title,organizationId,email&sort=name",
    limit: 300,
  },
  "count of a filter": {
    address: async () => `/api/lists/deals/count?filter=${encodeURIComponent(JSON.stringify(filters.groups))}`,
    limit: 300,
  },
  search: { address: async () => "/api/search?q=okafor", limit: 200 },
  "search, three letters": { address: async () => "/api/search?q=pum", limit: 200 },
  "search, a slip": { address: async () => "/api/search?q=lindqivst", limit: 200 },
  "a deal": { address: async (server) => `/api/deals/${await firstDeal(server)}`, limit: 300 },
  "a deal's timeline": {
    address: async (server) => `/api/timeline?record=deal&id=${await firstDeal(server)}`,
    limit: 300,
  },
  "a figure of the quarter by person": {
    address: async () => "/api/metrics/revenue_won?from=2017-10-01&to=2017-12-31&by=person",
    limit: 300,
  },
};

type Measured = { p50: number; p95: number; bare: number };

/** Every line at a size, with the growth since 9,000 deals. The browser is asked at the size that a board of 2,000 cards needs. */
export async function benchCrm(size: CrmSize): Promise<Line[]> {
  const small = await measure("small", crmSizes.small);
  const large = await measure("large", size);
  const name = (what: string) => `${what}, ${size.deals.toLocaleString("en")} deals`;
  const lines: Line[] = [];
  for (const [what, { p50, p95, bare }] of large.screens) {
    const before = small.screens.get(what)!;
    lines.push(
      { name: `${name(what)}: p95`, value: p95, unit: "ms (p95)", limit: screens[what]!.limit },
      {
        name: `${name(what)}: against bare`,
        value: p50,
        unit: "ms (p50)",
        limit: Math.max(2.5 * bare, bare + 2),
        bare,
      },
      // Of what takes a few milliseconds the growth says nothing.
      {
        name: `${name(what)}: against 9,000`,
        value: p50,
        unit: "ms (p50)",
        limit: Math.max(3 * before.p50, before.p50 + 25),
        bare: before.p50,
      },
    );
  }
  lines.push({ name: `${name("a move")}: p95`, value: large.move.p95, unit: "ms (p95)", limit: 50 });
  lines.push({
    name: `${name("a move")}: against 9,000`,
    value: large.move.p50,
    unit: "ms (p50)",
    limit: Math.max(3 * small.move.p50, small.move.p50 + 25),
    bare: small.move.p50,
  });
  return [...lines, ...small.browser];
}

async function measure(name: string, size: CrmSize) {
  const server = await openBenchServer(`crm-${name}`, (ground, url) => fillCrm(ground, url, size));
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const found = new Map<string, Measured>();
    for (const [what, { address }] of Object.entries(screens))
      found.set(what, await measureOne(server.app, client, server.cookie, await address(server)));
    await client.end();
    const move = await measureMoves(server);
    const browser = name === "small" ? await benchBrowser(server) : [];
    return { screens: found, move, browser };
  } finally {
    await server.close();
  }
}

async function measureOne(app: FastifyInstance, client: pg.Client, cookie: string, address: string): Promise<Measured> {
  const ask = async () => {
    const answer = await app.inject({ method: "GET", url: address, headers: { cookie } });
    if (answer.statusCode !== 200) throw new Error(`${address}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  };
  await ask();
  const statements = await statementsOf(ask);
  const bare = async () => {
    for (const { text, values } of statements) await client.query(text, values);
  };
  const times = await inTurn(40, ask, bare);
  return { p50: percentile(times.ours, 0.5), p95: percentile(times.ours, 0.95), bare: percentile(times.bare, 0.5) };
}

/** Open deals, each moved to the stage it isn't in. */
async function measureMoves({ app, cookie, json, origin }: BenchServer) {
  const { pipelines } = await json<{ pipelines: { stages: { id: string }[] }[] }>("/api/pipelines");
  const stages = pipelines[0]!.stages.map(({ id }) => id);
  const { rows } = await json<{ rows: { id: string; stageId: string }[] }>("/api/deals?limit=120&status=open");
  const times: number[] = [];
  for (const deal of rows) {
    const stageId = stages.find((id) => id !== deal.stageId)!;
    const began = performance.now();
    const answer = await app.inject({
      ...{ method: "POST", url: `/api/deals/${deal.id}/move`, payload: { stageId } },
      headers: { cookie, origin },
    });
    times.push(performance.now() - began);
    if (answer.statusCode !== 200) throw new Error(`a move: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  }
  const warm = times.slice(10);
  return { p50: percentile(warm, 0.5), p95: percentile(warm, 0.95) };
}
