import tls from "node:tls";
import type { Check, Finding, Surroundings } from "#platform/module.ts";

const waitMs = 5000;

/** Whether people reach us where the settings say they do. */
export const addressCheck = ({ settings }: Surroundings): Check => ({
  name: "operations.address",
  look: async () => {
    const { publicUrl, port } = settings;
    if (!publicUrl) return { state: "good", code: "operations.address_local", facts: { port } };
    const reason = await whyUnreachable(publicUrl);
    if (reason) return { state: "bad", code: "operations.address_unreachable", facts: { address: publicUrl, reason } };
    const isBehindProxy = publicUrl.startsWith("https:") && !settings.trustProxy;
    if (isBehindProxy) return { state: "warning", code: "operations.address_no_proxy", facts: { address: publicUrl } };
    return { state: "good", code: "operations.address_good", facts: { address: publicUrl } };
  },
});

async function whyUnreachable(publicUrl: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${publicUrl}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(waitMs) });
    return response.status === 200 ? undefined : `status ${response.status}`;
  } catch (error) {
    return messageOf(error);
  }
}

/** The certificate of the address, and how long it still holds. */
export const tlsCheck = ({ settings }: Surroundings): Check => ({
  name: "operations.tls",
  look: async () => {
    const url = settings.publicUrl ? new URL(settings.publicUrl) : undefined;
    if (!url) return { state: "good", code: "operations.tls_local" };
    if (url.protocol === "http:")
      return isLoopback(url.hostname)
        ? { state: "good", code: "operations.tls_local" }
        : { state: "bad", code: "operations.tls_none", facts: { address: url.origin } };
    return certificateOf(url.hostname, Number(url.port || 443));
  },
});

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

function certificateOf(host: string, port: number): Promise<Finding> {
  return new Promise((resolve) => {
    const bad = (reason: string) => resolve({ state: "bad", code: "operations.tls_bad", facts: { reason } });
    const socket = tls.connect({ host, port, servername: host, timeout: waitMs }, () => {
      const until = Temporal.Instant.fromEpochMilliseconds(Date.parse(socket.getPeerCertificate().valid_to));
      const days = Math.floor(Temporal.Now.instant().until(until).total("hours") / 24);
      socket.end();
      resolve({
        state: days < 14 ? "warning" : "good",
        code: days < 14 ? "operations.tls_soon" : "operations.tls_good",
        facts: { days },
      });
    });
    socket.once("error", (error) => bad(error.message));
    socket.once("timeout", () => {
      socket.destroy();
      bad("no answer");
    });
  });
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
