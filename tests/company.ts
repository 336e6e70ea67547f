import { after, before } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Actor } from "#lib/policy/can.ts";
import type { Answered, Asked, Route } from "#lib/route.ts";
import type { PersonId, TeamId } from "#modules/people/person.ts";
import { addLogin } from "#modules/people/server/logins.ts";
import { identifier, insertPersons, insertTeam, joinTeam } from "#modules/people/server/public.ts";
import { startPipeline } from "#modules/pipeline/server/public.ts";
import { openAuth, sessionSecret } from "#platform/auth/auth.ts";
import type { Tx } from "#platform/db/db.ts";
import { actFor, type Ground } from "#platform/ground.ts";
import { makeApp } from "#platform/http/app.ts";
import { deliver } from "#platform/jobs/jobs.ts";
import { openHub } from "#platform/realtime/hub.ts";
import { readSettings } from "#platform/settings.ts";
import { createWorkspace, theWorkspace, type Workspace } from "#platform/workspace.ts";
import { bootGround, root, type Started } from "../src/boot.ts";
import { sentences } from "../src/sentences.ts";
import { openFreshDatabase } from "./database.ts";

/** Who works in the tests' company: Mia leads Ray and Rita; Otto leads Olga; Ada is the admin; Dora is in no team. */
export const names = {
  admin: "Ada Admin",
  manager: "Mia Manager",
  rep: "Ray Rep",
  teammate: "Rita Rep",
  otherManager: "Otto Other",
  otherRep: "Olga Other",
  loner: "Dora Desk",
} as const;
export type Who = keyof typeof names;

export type Company = {
  ground: Ground;
  started: Started;
  app: FastifyInstance;
  person: (who: Who) => PersonId;
  team: (lead: "manager" | "otherManager") => TeamId;
  actor: (who: Who) => Promise<Actor>;
  workspace: () => Promise<Workspace>;
  transact: <Result>(who: Who, work: (tx: Tx) => Promise<Result>) => Promise<Result>;
  /** Calls a route as this person, through HTTP; the answer is held to the route's own schema. */
  ask: <R extends Route>(
    who: Who | null,
    route: R,
    asked: Asked<R>,
    options?: { ifMatch?: number },
  ) => Promise<{ status: number; body: Answered<R>; code: string | undefined; problem: Problem | undefined }>;
  cookie: (who: Who) => string;
  /** Delivers every event of the database to every listener, `times` over, shuffled. */
  deliverAll: (times?: number) => Promise<void>;
};
type Problem = {
  code: string;
  title: string;
  errors?: { pointer: string; code: string }[];
  facts?: Record<string, unknown>;
};

/** `data`: the folder for what is no row; `env`: settings of the start. */
type CompanyOptions = {
  clock?: string;
  workspace?: Partial<Workspace>;
  data?: string;
  env?: Record<string, string>;
};

/** The company on a database of its own, with a clock at noon of 2018-01-02 unless said. */
export function freshCompany(options: CompanyOptions = {}): Company {
  let built: Company & { stop(): Promise<void> };
  let database: Awaited<ReturnType<typeof openFreshDatabase>>;
  before(async () => {
    database = await openFreshDatabase();
    built = await buildCompany(database.url, options);
  });
  after(async () => {
    await built?.stop();
    await database?.close();
  });
  return new Proxy({} as Company, { get: (_target, key) => built[key as keyof Company] });
}

async function buildCompany(url: string, options: CompanyOptions) {
  const settings = readSettings(
    {
      LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
      CLINCH_CLOCK: options.clock ?? "2018-01-02T12:00:00Z",
      ...(options.data ? { CLINCH_DATA: options.data } : {}),
      ...options.env,
    },
    root,
  );
  const started = await bootGround(settings, url, { migrated: true, maxConnections: 4 });
  const { ground } = started;
  const workspace = {
    name: "Test",
    currency: "USD",
    zone: "UTC",
    weekStart: 1,
    fiscalStart: 1,
    locale: "en",
    ...options.workspace,
  };
  const people = new Map<Who, { person: PersonId; user: string }>();
  const teams = new Map<string, TeamId>();
  await ground.transact(async (tx) => {
    await createWorkspace(tx, workspace, ground.clock.now());
    await startPipeline(tx, workspace.locale, [
      { name: "Prospecting", probability: 10 },
      { name: "Engaging", probability: 40 },
    ]);
    for (const who of Object.keys(names) as Who[]) people.set(who, await addWho(tx, who, ground));
    const person = (who: Who) => people.get(who)!.person;
    for (const [lead, members] of [
      ["manager", ["rep", "teammate"]],
      ["otherManager", ["otherRep"]],
    ] as const) {
      const id = await insertTeam(tx, { name: null, parentId: null, leadId: person(lead) }, ground.clock.now());
      await joinTeam(tx, id, members.map(person), null);
      teams.set(lead, id);
    }
  });
  const auth = openAuth({
    secret: await sessionSecret(ground.db),
    origin: "http://localhost",
    tries: settings.signInTries,
  });
  const hub = await openHub(url, ground.log);
  const identify = identifier(ground.clock);
  const app = await makeApp({
    ground,
    auth,
    hub,
    answers: started.modules.flatMap((module) => module.answers ?? []),
    pages: started.modules.flatMap((module) => module.pages ?? []),
    identify,
    sentences: sentences(ground.log),
    settings,
    origins: () => ["http://localhost"],
  });
  const cookies = new Map<Who, string>();
  for (const [who, { user }] of people) cookies.set(who, (await auth.startSession(ground.db, user)).split(";")[0]!);
  const company: Company & { stop(): Promise<void> } = {
    ground,
    started,
    app,
    person: (who) => people.get(who)!.person,
    team: (lead) => teams.get(lead)!,
    actor: async (who) => (await identify(ground.db, { session: auth.tokenIn(cookies.get(who))! }))!.actor,
    workspace: () => theWorkspace(ground.db),
    transact: (who, work) =>
      ground.transact((tx) => {
        actFor(tx, people.get(who)!.user);
        return work(tx);
      }),
    cookie: (who) => cookies.get(who)!,
    ask: async (who, route, asked, { ifMatch } = {}) => {
      const response = await app.inject({
        method: route.method,
        url: pathOf(route.path, asked.params) + queryOf(asked.query),
        headers: {
          ...(who ? { cookie: cookies.get(who)! } : {}),
          ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
        },
        ...(asked.body === undefined ? {} : { payload: asked.body as object }),
      });
      const json: unknown = response.body ? response.json() : undefined;
      const isRefused = response.statusCode >= 400;
      const problem = isRefused ? (json as Problem) : undefined;
      return {
        status: response.statusCode,
        body: (isRefused ? json : route.answer.parse(json)) as never,
        code: problem?.code,
        problem,
      };
    },
    deliverAll: (times = 1) => deliverAll(ground, times),
    stop: async () => {
      await app.close();
      await hub.stop();
      await started.stop();
    },
  };
  return company;
}

async function addWho(tx: Tx, who: Who, ground: Ground) {
  const [person] = await insertPersons(
    tx,
    [{ name: names[who], email: null, title: null, joinedOn: null, leftOn: null }],
    ground.clock.now(),
  );
  const user = await addLogin(tx, {
    personId: person!,
    name: names[who],
    email: `${who.toLowerCase()}@clinch.test`,
    password: "correct horse battery",
    admin: who === "admin",
  });
  return { person: person!, user };
}

async function deliverAll(ground: Ground, times: number): Promise<void> {
  const { rows } = await ground.pool.query<{ id: string; name: string }>(
    "select id, name from events order by recorded_at, id",
  );
  const deliveries = rows.flatMap((event) =>
    (ground.listeners.get(event.name) ?? []).flatMap((listener) =>
      Array.from({ length: times }, () => ({ listener, id: event.id })),
    ),
  );
  for (const { listener, id } of shuffled(deliveries)) await deliver(ground, listener, { events: [id] });
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const copy = [...items];
  let seed = 7;
  for (let at = copy.length - 1; at > 0; at--) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const other = seed % (at + 1);
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}

function pathOf(path: string, params: unknown): string {
  return path.replace(/\{(\w+)\}/g, (_all, key: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[key])),
  );
}

function queryOf(query: unknown): string {
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}
