import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import websocket from "@fastify/websocket";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { newId } from "#lib/id.ts";
import type { Actor } from "#lib/policy/can.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Route } from "#lib/route.ts";
import { type KeyScope, mayKeyAsk } from "../auth/apiKeys.ts";
import { type Auth, hashOf } from "../auth/auth.ts";
import type { Reads } from "../db/db.ts";
import { actFor, type Ground } from "../ground.ts";
import type { Hub } from "../realtime/hub.ts";
import type { Settings } from "../settings.ts";
import { readWorkspace, type Workspace } from "../workspace.ts";
import { type Answer, type Ask, type AskOfAnyone, FileSent } from "./answer.ts";
import { docsPage, docsStyle } from "./docsPage.ts";
import { type OnceKey, onceKey, type Remembered, rememberOnce, takeOnce } from "./idempotency.ts";
import { liveSocket } from "./liveSocket.ts";
import { addPages, type Page } from "./pages.ts";
import { closeSlowBodies, patience } from "./patience.ts";
import { problemHandler, problemShape, type Sentences } from "./problem.ts";
import { logRequests } from "./requestLog.ts";
import { watchers } from "./watchers.ts";

/** What a request shows of who it is from: a session's token, or an API key. */
export type Credential = { readonly session: string } | { readonly key: string };

/** Who that belongs to, in which workspace, and what holds them back; undefined when it is over. */
export type Identified = {
  readonly actor: Actor;
  readonly workspace: Workspace;
  /** The company asks for a second factor, and none was shown yet. */
  readonly owesFactor: boolean;
  readonly scope: KeyScope | null;
};
export type Identify = (db: Reads, credential: Credential) => Promise<Identified | undefined>;

export type AppParts = {
  ground: Ground;
  auth: Auth;
  hub: Hub;
  answers: readonly Answer[];
  pages?: readonly Page[];
  identify: Identify;
  sentences: Sentences;
  /** Origins whose pages may write here. */
  origins: () => readonly string[];
  settings: Settings;
  /** Said from when the process was asked to end: it answers what it has, and is sent nothing new. */
  isEnding?: () => boolean;
  /** Development only: Vite writes a script into the page. */
  inlineScripts?: boolean;
};

const bodyLimit = 1024 * 1024;

export async function makeApp(parts: AppParts): Promise<FastifyInstance> {
  const { ground, hub, answers, settings } = parts;
  const app = fastify({
    logger: false,
    bodyLimit,
    genReqId: () => newId(),
    trustProxy: settings.trustProxy ?? false,
    connectionTimeout: patience.idleMs,
    requestTimeout: 0, // a large file on a slow line takes its time: see patience
    http: { headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.checkMs },
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(problemHandler(parts.sentences, ground.log));
  app.setNotFoundHandler(() => {
    throw new Refusal("http.no_such_path", 404);
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        ...contentPolicy,
        ...(parts.inlineScripts ? developing : {}),
        connectSrc: ["'self'", ...socketsOf(settings.publicUrl)],
      },
    },
    strictTransportSecurity: isHttps(settings.publicUrl) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  await app.register(rateLimit, {
    max: settings.requestsPerMinute,
    timeWindow: "1 minute",
    keyGenerator: rateKey(parts.auth),
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Clinch", version: "1", description: "Everything the screens do, by the same routes." },
      components: { securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key." } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, bytes, done) =>
    done(null, bytes),
  );
  logRequests(app, ground.log);
  closeSlowBodies(app);
  app.addHook("onRequest", refuseForeignPages(parts.origins));
  app.addHook("onSend", async (request, reply) => void reply.header("x-request-id", request.id));
  watchers(app, { ground, hub, metricsToken: settings.metricsToken, isEnding: parts.isEnding ?? (() => false) });
  for (const one of answers) addRoute(app, one, parts);
  await addPages(app, ground, parts.pages ?? []);
  liveSocket(app, parts);
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  app.get("/api/docs.css", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/css").send(docsStyle),
  );
  app.get("/api/docs", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/html").send(docsPage(app.swagger())),
  );
  return app;
}

/**
 * Only what we serve ourselves runs or is shown. Style attributes are React's (widths of bars and columns); a style sheet or a
 * script that somebody slipped into a page is none of ours and does nothing.
 */
const contentPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  styleSrcAttr: ["'unsafe-inline'"],
  imgSrc: ["'self'", "data:", "blob:"],
  fontSrc: ["'self'"],
  manifestSrc: ["'self'"],
  // Of our own only what says that it may be: the preview of a web form.
  frameSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** Vite writes a script and styles into the page. */
const developing = { scriptSrc: ["'self'", "'unsafe-inline'"], styleSrc: ["'self'", "'unsafe-inline'"] };

/** Older browsers don't take 'self' for the socket of the same origin. */
function socketsOf(publicUrl: string | undefined): string[] {
  return publicUrl ? [publicUrl.replace(/^http/, "ws")] : [];
}

function isHttps(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith("https:") ?? false;
}

/** A session and a key count for themselves, so that an office behind one address isn't one visitor. */
function rateKey(auth: Auth) {
  return (request: FastifyRequest) => {
    const shown = credentialOf(request, auth);
    if (!shown) return request.ip;
    return "key" in shown ? `key:${hashOf(shown.key)}` : shown.session;
  };
}

/** A request that names a key has no other authority: its cookies don't count, also where the key is no good. */
export function credentialOf({ headers }: FastifyRequest, auth: Auth): Credential | undefined {
  if (headers.authorization !== undefined) {
    const key = auth.keyIn(headers.authorization);
    return key === null ? undefined : { key };
  }
  const session = auth.tokenIn(headers.cookie);
  return session === null ? undefined : { session };
}

/** A write that a page of another origin asks for is refused: a session's cookie alone proves nothing. */
function refuseForeignPages(origins: () => readonly string[]) {
  return async (request: FastifyRequest): Promise<void> => {
    if (request.method === "GET" || request.method === "HEAD") return;
    const site = request.headers["sec-fetch-site"];
    if (site && site !== "same-origin" && site !== "none") throw new Refusal("http.foreign_page", 403);
    const { origin } = request.headers;
    if (origin && !origins().includes(origin)) throw new Refusal("http.foreign_page", 403);
  };
}

const problemAnswers = Object.fromEntries(
  [400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 500, 503].map((status) => [status, problemShape]),
);

function addRoute(app: FastifyInstance, { route, handle }: Answer, parts: AppParts): void {
  const schema = {
    operationId: route.name,
    summary: route.summary,
    tags: [route.path.split("/")[2] ?? "api"],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    response: { [route.status ?? 200]: route.answer, ...problemAnswers },
  };
  app.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ":$1"),
    schema,
    ...(route.bytes
      ? {
          bodyLimit: Math.min(route.bytes, parts.settings.uploadMaxBytes),
          // Nobody unknown may send a hundred megabytes first.
          onRequest: async (request: FastifyRequest) => void (await memberAsking(request, route, parts)),
        }
      : {}),
    // Before the input is looked at: who may not ask learns nothing about what could be asked.
    preValidation: async (request) => {
      members.set(request, await memberAsking(request, route, parts));
      refuseNul({ ...ofObject(request.params), ...ofObject(request.query), ...ofObject(request.body) });
    },
    handler: async (request, reply) => {
      const isBytes = Buffer.isBuffer(request.body);
      if (route.bytes && !isBytes) throw new Refusal("http.not_bytes", 415);
      if (!route.bytes && isBytes) throw new Refusal("http.not_json", 415);
      const member = members.get(request);
      const asked = await askedBy(request, reply, member, parts);
      const run = handle as (ask: Ask | AskOfAnyone) => Promise<unknown>;
      const key = member && !route.secret && onceKey(member.actor.userId, request.headers["idempotency-key"], request);
      if (!key) {
        const body = await run(asked);
        if (body instanceof FileSent) return sendFile(reply, route.file ?? "application/octet-stream", body);
        return reply.code(route.status ?? 200).send(body);
      }
      const { status, body, isRepeated } = await answerOnce(asked, key, route.status ?? 200, run);
      return reply
        .code(status)
        .headers(isRepeated ? { "idempotency-replayed": "true" } : {})
        .send(body);
    },
  });
}

/** The whole of the handler in one transaction with the key: what it reads, what it writes, and the answer that is remembered. */
async function answerOnce(
  asked: Ask | AskOfAnyone,
  key: OnceKey,
  status: number,
  run: (ask: Ask | AskOfAnyone) => Promise<unknown>,
): Promise<Remembered & { isRepeated: boolean }> {
  return asked.transact(async (tx) => {
    const before = await takeOnce(tx, key);
    if (before) return { ...before, isRepeated: true };
    const body = await run({ ...asked, db: tx, transact: (work) => work(tx) });
    await rememberOnce(tx, key, { status, body });
    return { status, body, isRepeated: false };
  });
}

/** A file is kept, or looked at in a frame of ours: whatever it holds, no browser runs it on this origin. */
function sendFile(reply: FastifyReply, usual: string, file: FileSent): FastifyReply {
  const { name, content, type = usual, inFrame } = file;
  const plain = name.replace(/[^\w.-]/g, "_");
  const disposition = inFrame ? "inline" : "attachment";
  return reply
    .header("content-type", type)
    .header("content-disposition", `${disposition}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header("cache-control", "no-store")
    .header("content-security-policy", `default-src 'none'; sandbox${inFrame ? "; frame-ancestors 'self'" : ""}`)
    .send(content);
}

const ofObject = (value: unknown): object =>
  value && typeof value === "object" && !Buffer.isBuffer(value) ? value : {};

/** PostgreSQL keeps no NUL in a text; whoever sends one is told where it stands. */
function refuseNul(value: object, at = ""): void {
  for (const [key, one] of Object.entries(value)) {
    const pointer = `${at}/${key}`;
    if (typeof one === "string" && one.includes("\u0000")) throw refuseField("http.nul_character", pointer);
    if (one && typeof one === "object") refuseNul(one, pointer);
  }
}

type Member = { actor: Actor; workspace: Workspace; sessionToken: string | null };

const members = new WeakMap<FastifyRequest, Member | undefined>();

/** Who asks, where they may ask this; undefined for a route that asks for nobody. */
async function memberAsking(
  request: FastifyRequest,
  route: Route,
  { ground, auth, identify }: AppParts,
): Promise<Member | undefined> {
  if (route.who === "anyone") return undefined;
  const shown = credentialOf(request, auth);
  const found = shown && (await identify(ground.db, shown));
  if (!found) throw await refuseStranger(ground.db, request);
  const { actor, workspace, owesFactor, scope } = found;
  if (owesFactor && !route.beforeSecondFactor) throw new Refusal("people.second_factor_first", 403);
  if (scope && !mayKeyAsk(scope, route)) throw new Refusal("people.key_may_not", 403);
  if (route.who === "admin" && !actor.admin) throw new Refusal("people.admins_only", 403);
  return { actor, workspace, sessionToken: "session" in shown ? shown.session : null };
}

async function askedBy(
  request: FastifyRequest,
  reply: FastifyReply,
  member: Member | undefined,
  { ground, auth }: AppParts,
): Promise<Ask | AskOfAnyone> {
  const common = {
    ground,
    auth,
    db: ground.db,
    now: ground.clock.now(),
    host: request.ip,
    headers: headersOf(request),
    ifMatch: versionIn(request.headers["if-match"]),
    params: request.params as never,
    query: request.query as never,
    body: request.body as never,
    bytes: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    setCookies: (cookies: readonly string[]) => void reply.header("set-cookie", cookies),
  };
  if (!member) return { ...common, transact: ground.transact, workspace: await readWorkspace(ground.db) };
  return {
    ...common,
    ...member,
    today: ground.clock.today(member.workspace.zone),
    transact: (work) =>
      ground.transact((tx) => {
        actFor(tx, member.actor.userId);
        return work(tx);
      }),
  };
}

function headersOf(request: FastifyRequest): Headers {
  return new Headers(
    Object.entries(request.headers).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value] as [string, string]] : [],
    ),
  );
}

async function refuseStranger(db: Reads, { headers }: FastifyRequest): Promise<Refusal> {
  if (headers.authorization !== undefined) return new Refusal("people.key_unknown", 401);
  return (await readWorkspace(db)) ? new Refusal("people.sign_in_first", 401) : new Refusal("people.not_set_up", 409);
}

function versionIn(header: string | undefined): number | undefined {
  const match = /^"?(\d+)"?$/.exec(header ?? "");
  return match ? Number(match[1]) : undefined;
}
