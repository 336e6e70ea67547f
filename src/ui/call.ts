import { erasedNames } from "#lib/erased.ts";
import { newId } from "#lib/id.ts";
import type { Fault } from "#lib/refusal.ts";
import type { Answered, Asked, Route } from "#lib/route.ts";
import { connection } from "#ui/connection.ts";

export type CallOptions = {
  signal?: AbortSignal | undefined;
  ifMatch?: string | undefined /** For a route that takes a file. */;
  bytes?: Blob | undefined;
};

/** The server's no (RFC 9457), with what is needed to say it in the reader's language. */
export class CallRefused extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors: readonly Fault[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly requestId: string;

  constructor(status: number, problem: Problem, requestId: string) {
    super(problem.code ?? `status_${status}`);
    this.name = "CallRefused";
    this.code = problem.code ?? `status_${status}`;
    this.status = status;
    this.errors = problem.errors ?? [];
    this.facts = problem.facts ?? {};
    this.requestId = requestId;
  }
}

/** The server was not reached: nothing is known to have changed. */
export class NoConnection extends Error {
  constructor(cause: unknown) {
    super("no_connection", { cause });
    this.name = "NoConnection";
  }
}

/** What is said in place of a name that was erased, in the reader's language. */
let erasedSaid: ReadonlyMap<string, string> = new Map();
let hasSaidErased = false;

/** Answers whether something was shown in other words before, and should be asked for again. */
export function setErasedWords(said: Readonly<Record<keyof typeof erasedNames, string>>): boolean {
  erasedSaid = new Map([
    [erasedNames.person, said.person],
    [erasedNames.contact, said.contact],
    [erasedNames.text, said.text],
  ]);
  return hasSaidErased;
}

/** Names come in every answer, so they are said here once rather than at each place that shows one. */
function withErasedSaid(json: string): string {
  let text = json;
  for (const [name, said] of erasedSaid) {
    const quoted = JSON.stringify(name);
    if (!text.includes(quoted)) continue;
    hasSaidErased = true;
    text = text.replaceAll(quoted, JSON.stringify(said));
  }
  return text;
}

type Problem = { code?: string; errors?: Fault[]; facts?: Record<string, unknown>; instance?: string };

/** Asks a route of the API. What it answers was checked by the server against the same schema, so it is trusted here. */
export async function call<R extends Route>(
  route: R,
  asked: Asked<R>,
  options: CallOptions = {},
): Promise<Answered<R>> {
  const response = await send(route, asked, options);
  if (response.status !== 503) unanswered.delete(signOf(route, asked));
  if (!response.ok) throw await refusalOf(response);
  connection.reached();
  if (response.status === 204) return undefined as Answered<R>;
  return JSON.parse(withErasedSaid(await response.text())) as Answered<R>;
}

/**
 * Writes of which nobody knows whether they arrived. Asked again in the same words, one is sent by the same key, and the server does
 * it once: a second click after a lost connection makes no second deal.
 */
const unanswered = new Map<string, string>();

function signOf<R extends Route>(route: R, asked: Asked<R>): string {
  return `${route.method} ${addressOf(route, asked)} ${JSON.stringify(asked.body)}`;
}

function keyOf<R extends Route>(route: R, asked: Asked<R>): string {
  const sign = signOf(route, asked);
  const key = unanswered.get(sign) ?? newId();
  unanswered.set(sign, key);
  return key;
}

async function send<R extends Route>(route: R, asked: Asked<R>, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (asked.body !== undefined) headers["content-type"] = "application/json";
  if (options.bytes) headers["content-type"] = "application/octet-stream";
  if (options.ifMatch) headers["if-match"] = options.ifMatch;
  if (route.method === "POST" && !options.bytes) headers["idempotency-key"] = keyOf(route, asked);
  try {
    return await fetch(addressOf(route, asked), {
      method: route.method,
      headers,
      credentials: "same-origin",
      ...(options.bytes ? { body: options.bytes } : {}),
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    connection.lost();
    throw new NoConnection(error);
  }
}

/** `/api/deals/{id}` with its parts filled in and its query behind; lists repeat their name. */
export function addressOf(route: Pick<Route, "path">, asked: { params?: unknown; query?: unknown }): string {
  const params = new Map(Object.entries(asked.params ?? {}));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params.get(name))));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

async function refusalOf(response: Response): Promise<CallRefused> {
  const type = response.headers.get("content-type") ?? "";
  const problem: Problem = type.includes("json") ? await response.json().catch(() => ({})) : {};
  return new CallRefused(response.status, problem, problem.instance ?? response.headers.get("x-request-id") ?? "");
}
