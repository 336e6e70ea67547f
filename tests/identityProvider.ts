import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** Somebody at the provider: what it tells of them. */
export type Account = { sub: string; email?: string; email_verified?: unknown };

export type RealProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  accounts: Map<string, Account>;
  /** Whoever comes next is this account. */
  comes(sub: string): void;
  /** Goes where the browser would be sent, as this account, and answers what stands in the address on the way back. */
  walk(address: string, sub: string): Promise<string>;
  /** Spoils the signature of the ID tokens from now on, as whoever sits in between would. */
  forge(isForging: boolean): void;
  stop(): Promise<void>;
  start(): Promise<void>;
};

/** A certified identity provider on loopback, with one client and a sign-in page that asks nothing. */
export async function openProvider(back: string): Promise<RealProvider> {
  const accounts = new Map<string, Account>();
  let server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const [clientId, clientSecret] = ["clinch", "the client's secret"];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [back] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/walk/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: async () => ({ ...account }) };
    },
    cookies: { keys: ["a test's cookie key"] },
  });
  let who = "";
  let isForging = false;
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith("/walk/")) return void agree(provider, request, response, who);
    if (isForging && request.url === "/token") spoilSignature(response);
    void provider.callback()(request, response);
  };
  server.on("request", handle);
  return {
    issuer,
    clientId,
    clientSecret,
    accounts,
    comes: (sub) => {
      who = sub;
    },
    walk: async (address, sub) => {
      who = sub;
      return walk(address, back);
    },
    forge: (next) => {
      isForging = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
    start: async () => {
      server = createServer(handle);
      await listen(server, port);
    },
  };
}

function spoilSignature(response: ServerResponse): void {
  const end = response.end.bind(response) as (chunk: unknown) => ServerResponse;
  const spoil = (text: string) =>
    text.replace(/("id_token":"[^".]+\.[^".]+\.)(.)/, (_all, before, letter) => before + (letter === "A" ? "B" : "A"));
  response.end = ((chunk: unknown) => end(chunk === undefined ? chunk : spoil(String(chunk)))) as typeof response.end;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

/** Signs in and consents in one go. */
async function agree(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  who: string,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: who, clientId: String(params.client_id) });
  grant.addOIDCScope("openid email profile");
  const result = { login: { accountId: who }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/** Follows redirects with the cookies they set, until they lead back to us. */
async function walk(address: string, back: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let steps = 0; steps < 10; steps++) {
    const response = await fetch(at, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = "", value = ""] = set.split(";", 1)[0]!.split(/=(.*)/s);
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (!next) throw new Error(`The provider stopped at ${at} with ${response.status}: ${await response.text()}`);
    at = new URL(next, at).toString();
    if (at.startsWith(back)) return new URL(at).search.slice(1);
  }
  throw new Error("The provider sends in circles");
}
