import type { FastifyInstance, FastifyRequest } from "fastify";

/** How long a client may take: to say what it wants, and, once it sends nothing and reads nothing, to stay. */
export const patience = {
  headersMs: 15_000,
  idleMs: 25_000,
  /** A body of JSON; a file may take as long as it needs while it keeps coming. */
  bodyMs: 20_000,
  checkMs: 5000,
  leastBytesPerSecond: 4096,
};

/**
 * Closes clients that send a body by drops, so that none of them holds a place for long. Node's own limit for a whole
 * request can't tell a slow client from a large file on a slow line; this asks for so many bytes a second.
 */
export function closeSlowBodies(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    if (hasBody(request)) watch(request);
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function watch({ raw, routeOptions }: FastifyRequest): void {
  const isFile = (routeOptions.bodyLimit ?? 0) > 1024 * 1024;
  let sinceMs = 0;
  let before = raw.socket.bytesRead;
  const check = setInterval(() => {
    sinceMs += patience.checkMs;
    const bytes = raw.socket.bytesRead - before;
    before = raw.socket.bytesRead;
    const isSlow = isFile
      ? bytes < (patience.leastBytesPerSecond * patience.checkMs) / 1000
      : sinceMs >= patience.bodyMs;
    if (isSlow) raw.destroy();
  }, patience.checkMs).unref();
  for (const over of ["end", "close", "error"]) raw.once(over, () => clearInterval(check));
}
