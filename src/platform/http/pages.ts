import type { FastifyInstance, FastifyReply } from "fastify";
import type { Instant } from "#lib/time.ts";
import type { Ground } from "../ground.ts";

/** What a visitor without a sign-in asks for, outside of the API. */
export type PageAsk = {
  readonly ground: Ground;
  readonly now: Instant;
  /** The address it came from. */
  readonly from: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The fields of a form that was sent. */
  readonly fields: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Where the visitor came from, as the browser says it. */
  readonly referrer: string | null;
  /** The page was opened for itself, and not within another. */
  readonly alone: boolean;
};

export type PageAnswer = {
  readonly status?: number;
  readonly type: "text/html" | "text/css" | "text/javascript";
  readonly body: string;
  /** Origins whose pages may show it within themselves; nobody's unless said. */
  readonly framedBy?: readonly string[];
  /** An address that its form may lead to. */
  readonly leadsTo?: string;
  readonly redirect?: string;
  readonly cookie?: string;
  /** Used by pages of any origin, such as a script. */
  readonly forAnyOrigin?: true;
};

/** A page of a module for visitors, rendered by the server. */
export type Page = {
  readonly method: "GET" | "POST";
  readonly path: `/${string}`;
  readonly answer: (ask: PageAsk) => Promise<PageAnswer>;
};

/** So many bytes a visitor's form may have. */
const formBytes = 64 * 1024;

/** Forms of plain HTML are read here alone: the API takes none. */
export async function addPages(app: FastifyInstance, ground: Ground, pages: readonly Page[]): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: formBytes },
      (_request, text, done) => done(null, fieldsOf(new URLSearchParams(String(text)))),
    );
    for (const { method, path, answer } of pages)
      scope.route({
        method,
        url: path,
        schema: { hide: true },
        handler: async (request, reply) => {
          const answered = await answer({
            ground,
            now: ground.clock.now(),
            from: request.ip,
            params: textsOf(request.params),
            query: textsOf(request.query),
            fields: textsOf(request.body),
            cookies: cookiesIn(request.headers.cookie),
            referrer: request.headers.referer ?? null,
            alone: request.headers["sec-fetch-dest"] !== "iframe",
          });
          return send(reply, answered);
        },
      });
  });
}

function send(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  const { status = 200, type, body, framedBy, leadsTo, redirect, cookie, forAnyOrigin } = answer;
  const actions = ["'self'", ...(leadsTo ? [new URL(leadsTo).origin] : [])];
  reply.header(
    "content-security-policy",
    [
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'",
      `form-action ${actions.join(" ")}`,
      `frame-ancestors ${framedBy && framedBy.length > 0 ? ["'self'", ...framedBy].join(" ") : "'none'"}`,
    ].join("; "),
  );
  // With no referrer at all, a browser says of its own form only that it comes from "null".
  reply.header("referrer-policy", "same-origin");
  // A browser that knows frame-ancestors goes by it; the older header can't name an origin.
  if (framedBy && framedBy.length > 0) reply.removeHeader("x-frame-options");
  if (forAnyOrigin) reply.header("cross-origin-resource-policy", "cross-origin");
  if (cookie) reply.header("set-cookie", cookie);
  reply.header("cache-control", type === "text/html" ? "no-store" : "public, max-age=300");
  if (redirect) return reply.code(303).header("location", redirect).send("");
  return reply.code(status).type(`${type}; charset=utf-8`).send(body);
}

function fieldsOf(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...params].map(([key, value]) => [key, value.replaceAll("\u0000", "")]));
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      typeof one === "string" ? [[key, one.replaceAll("\u0000", "")]] : [],
    ),
  );
}

function cookiesIn(header: string | undefined): Record<string, string> {
  const pairs = (header ?? "").split(";").flatMap((pair): [string, string][] => {
    const at = pair.indexOf("=");
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
  return Object.fromEntries(pairs);
}
