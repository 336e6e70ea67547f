import type { ZodType, z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * A path of the API, written once in a module's `api.ts`: the server checks by it, OpenAPI prints it, and the web's
 * `call` takes its types from it. `who`: `anyone` needs no session; `member` any; `admin` an admin's.
 */
export type Route<
  Params extends ZodType | undefined = ZodType | undefined,
  Query extends ZodType | undefined = ZodType | undefined,
  Body extends ZodType | undefined = ZodType | undefined,
  Answer extends ZodType = ZodType,
> = {
  readonly name: string;
  readonly method: Method;
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly who: "anyone" | "member" | "admin";
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Takes bytes (application/octet-stream) in place of a body, at most so many. */
  readonly bytes?: number;
  readonly answer: Answer;
  /** Answers with a file of this media type, which is sent while it is made; `answer` then describes its text. */
  readonly file?: string;
  /** 200 unless said. */
  readonly status?: 200 | 201 | 202;
  /** Codes of the refusals it may answer with, beside those that every route has. */
  readonly refusals: readonly string[];
  /** By an API key: `never` for signing in itself and for what nothing brings back, `always` for who one is; else by the scope of the key. */
  readonly byKey?: "never" | "always";
  /** Takes or shows what secures a sign-in: its answer is kept nowhere, not even for who asks twice (Idempotency-Key). */
  readonly secret?: true;
  /** Open to who still owes a second factor: the ways to get one, and out. */
  readonly beforeSecondFactor?: true;
};

export function route<
  Answer extends ZodType,
  Params extends ZodType | undefined = undefined,
  Query extends ZodType | undefined = undefined,
  Body extends ZodType | undefined = undefined,
>(definition: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return definition;
}

type There<Schema> = Extract<Schema, ZodType>;
type Of<Schema> = [There<Schema>] extends [never] ? undefined : z.output<There<Schema>>;

/** What a handler is given, and what a caller sends (defaults may be left out). */
export type Given<R extends Route> = { params: Of<R["params"]>; query: Of<R["query"]>; body: Of<R["body"]> };
export type Answered<R extends Route> = z.output<R["answer"]>;
type Part<Name extends string, Schema> = [There<Schema>] extends [never]
  ? { [key in Name]?: undefined }
  : { [key in Name]: z.input<There<Schema>> };
export type Asked<R extends Route> = Part<"params", R["params"]> & Part<"query", R["query"]> & Part<"body", R["body"]>;
