import type { Readable } from "node:stream";
import type { Actor, Choices } from "#lib/policy/can.ts";
import type { Answered, Given, Route } from "#lib/route.ts";
import type { CivilDate, Instant } from "#lib/time.ts";
import type { Auth } from "../auth/auth.ts";
import type { Reads, Tx } from "../db/db.ts";
import type { Ground } from "../ground.ts";
import type { Workspace } from "../workspace.ts";

/** What a handler is given. Readers use `db`; writers ask for a `tx` by `transact`. */
type Asked<R extends Route> = Given<R> & {
  readonly ground: Ground;
  /** What was sent to a route that takes bytes. */
  readonly bytes: Uint8Array;
  readonly auth: Auth;
  readonly db: Reads;
  readonly now: Instant;
  readonly host: string;
  readonly headers: Headers;
  /** The version in If-Match, where the caller wants to change only what it has seen. */
  readonly ifMatch: number | undefined;
  transact<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  setCookies(cookies: readonly string[]): void;
};

/** With a session: who asks, in which workspace, on which day of business. */
export type Ask<R extends Route = Route> = Asked<R> & {
  readonly actor: Actor;
  readonly workspace: Workspace & Choices;
  readonly today: CivilDate;
  /** Null for a request by an API key. */
  readonly sessionToken: string | null;
};

export type AskOfAnyone<R extends Route = Route> = Asked<R> & { readonly workspace: Workspace | undefined };

export type Answer = {
  readonly route: Route;
  readonly handle: (ask: never) => Promise<unknown>;
};

/** Binds a route to the verb that answers it. */
export function answer<R extends Route>(route: R, handle: (ask: Ask<R>) => Promise<Answered<R>>): Answer {
  return { route, handle };
}

/** As `answer`, for routes that ask for no session. */
export function answerAnyone<R extends Route>(route: R, handle: (ask: AskOfAnyone<R>) => Promise<Answered<R>>): Answer {
  return { route, handle };
}

/** A file on its way, under the name that it is to be kept by. */
export class FileSent {
  readonly name: string;
  readonly content: Readable;
  /** Where it isn't the route's. */
  readonly type: string | undefined;
  /** To be looked at in a frame of ours, of the route's type alone. */
  readonly inFrame: boolean;

  constructor(name: string, content: Readable, { type, inFrame = false }: { type?: string; inFrame?: boolean } = {}) {
    this.name = name;
    this.content = content;
    this.type = type;
    this.inFrame = inFrame;
  }
}

/** As `answer`, for routes that answer with a file. */
export function answerFile<R extends Route>(route: R, handle: (ask: Ask<R>) => Promise<FileSent>): Answer {
  return { route, handle };
}
