import type { FastifyInstance } from "fastify";
import type { Log } from "../log.ts";

/** A line for each answered request: what was asked by its pattern, never by its address, query, body or who's name. */
export function logRequests(app: FastifyInstance, log: Log): void {
  if (!log.isLevelEnabled("info")) return;
  app.addHook("onResponse", async (request, reply) => {
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? "none",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "answered",
    );
  });
}
