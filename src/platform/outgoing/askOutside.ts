import dns from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import ipaddr from "ipaddr.js";

/**
 * The one way out to a host that somebody typed into the product (a provider of sign-ins, a webhook). The name is resolved once,
 * every address of it must lie in the open internet, and the connection goes to the address that was judged: a name that means
 * something else a moment later changes nothing. No redirect is followed, so nothing is judged that isn't asked.
 */
export type AskedOutside = {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
};
export type AnswerFromOutside = { readonly status: number; readonly headers: Headers; readonly text: string };

/** One error for whatever went wrong: who asks learns nothing of what stands in our network. The cause is for the log. */
export class OutsideUnreachable extends Error {
  constructor(cause: unknown) {
    super("The address can't be reached.", { cause });
  }
}

type Resolve = (host: string) => Promise<{ address: string }[]>;
const resolveAll: Resolve = (host) => dns.lookup(host, { all: true, verbatim: true });

/** `allowed`: hosts and networks of one's own that may be asked all the same (the setting OUTGOING_PRIVATE). */
export async function askOutside(
  asked: AskedOutside,
  allowed: readonly string[] = [],
  resolve: Resolve = resolveAll,
): Promise<AnswerFromOutside> {
  try {
    const url = new URL(asked.url);
    const address = await judgedAddress(url, allowed, resolve);
    return await send(url, address, asked);
  } catch (error) {
    throw error instanceof OutsideUnreachable ? error : new OutsideUnreachable(error);
  }
}

/** Whether an address that is being set could be asked at all: edited is checked as created. */
export async function isOutside(url: string, allowed: readonly string[] = [], resolve = resolveAll): Promise<boolean> {
  try {
    await judgedAddress(new URL(url), allowed, resolve);
    return true;
  } catch {
    return false;
  }
}

async function judgedAddress(url: URL, allowed: readonly string[], resolve: Resolve): Promise<string> {
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Error(`${url.protocol} is not asked`);
  if (url.username || url.password) throw new Error("an address with a password in it is not asked");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = net.isIP(host) ? [{ address: host }] : await resolve(host);
  const [first] = addresses;
  if (!first) throw new Error(`${host} has no address`);
  const mayBePrivate = allowed.includes(host) || allowed.includes(url.host);
  const inner = addresses.find(({ address }) => !mayBePrivate && !isPublic(address) && !isIn(address, allowed));
  if (inner) throw new Error(`${host} is ${inner.address}, which is not in the open internet`);
  return first.address;
}

/** By the registries of special-purpose addresses (RFC 6890): loopback, private, link-local, carrier, multicast, mapped, … are not. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

function isIn(address: string, networks: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return networks
    .filter((network) => ipaddr.isValidCIDR(network))
    .map((network) => ipaddr.parseCIDR(network))
    .some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
}

const defaults = { timeoutMs: 10_000, mostBytes: 1024 * 1024 };

function send(url: URL, address: string, asked: AskedOutside): Promise<AnswerFromOutside> {
  const { method = "GET", headers = {}, body, timeoutMs = defaults.timeoutMs, mostBytes = defaults.mostBytes } = asked;
  const family = net.isIP(address);
  const options: https.RequestOptions = {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }) },
    // The name stays in the certificate and the Host header; the connection goes where it was judged to go.
    lookup: (_host, given, done) => (given.all ? done(null, [{ address, family }]) : done(null, address, family)),
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) request.destroy(new Error(`more than ${mostBytes} bytes came back`));
        else chunks.push(chunk);
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: headersOf(response.headers),
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    request.once("error", reject);
    request.end(body);
  });
}

function headersOf(given: http.IncomingHttpHeaders): Headers {
  return new Headers(
    Object.entries(given).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value] as [string, string]] : [],
    ),
  );
}
