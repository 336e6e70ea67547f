import type { FastifyInstance } from "fastify";
import { Secret, TOTP } from "otpauth";
import type { Ground } from "#platform/ground.ts";

/** A visitor's browser as far as signing in is concerned: it keeps cookies and sends them. */
export type Visitor = {
  ask(method: string, url: string, body?: object, headers?: Record<string, string>): Promise<Answered>;
  /** What was kept under this name, or undefined. */
  cookie(name: string): string | undefined;
};
type Answered = { status: number; code: string | undefined; body: Record<string, unknown>; headers: Headers };
type Headers = Record<string, unknown>;

export const password = "correct horse battery";

export function visitorOf(app: FastifyInstance, cookies = new Map<string, string>()): Visitor {
  return {
    cookie: (name) => cookies.get(`clinch.${name}`),
    ask: async (method, url, body, headers = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await app.inject({
        method: method as "GET",
        url,
        headers: { ...(cookie ? { cookie } : {}), ...headers },
        ...(body ? { payload: body } : {}),
      });
      for (const set of [response.headers["set-cookie"] ?? []].flat()) keep(cookies, set);
      const json = response.body ? response.json() : {};
      return { status: response.statusCode, code: json.code, body: json, headers: response.headers };
    },
  };
}

function keep(cookies: Map<string, string>, set: string): void {
  const [pair = "", ...attributes] = set.split("; ");
  const [name = "", value = ""] =
    pair.split("=", 2).length === 2 ? [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] : [];
  if (attributes.includes("Max-Age=0")) cookies.delete(name);
  else cookies.set(name, value);
}

/** A visitor who has signed in by a password. */
export async function signedIn(app: FastifyInstance, email: string): Promise<Visitor> {
  const visitor = visitorOf(app);
  await visitor.ask("POST", "/api/sign-in", { email, password });
  return visitor;
}

/** An authenticator app: the code of now, or of so many steps of thirty seconds later. */
export function codeOf(secret: string, later = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  return totp.generate({ timestamp: Date.now() + later * 30_000 });
}

/** Sets an app up and answers its secret and recovery codes. The code of now isn't spent by it: the clock is put back, so to say. */
export async function setUpApp(
  { pool }: Ground,
  visitor: Visitor,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const started = await visitor.ask("POST", "/api/second-factor", { password });
  const secret = String(started.body.secret);
  const confirmed = await visitor.ask("POST", "/api/second-factor/confirm", { code: codeOf(secret) });
  if (confirmed.status !== 200) throw new Error(`The app was not confirmed: ${confirmed.code}`);
  await pool.query("update authenticators set last_step = 0");
  return { secret, recoveryCodes: confirmed.body.recoveryCodes as string[] };
}
