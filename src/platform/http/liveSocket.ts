import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AppParts } from "./app.ts";

const topic = z.string().min(1).max(100);
const message = z.union([
  z.strictObject({ follow: z.array(topic).max(200) }),
  z.strictObject({ unfollow: z.array(topic).max(200) }),
]);

/** How often a socket is asked for: whether its session still stands, and whether the other end is there. */
const checkMs = 5000;

/** One socket a screen: it follows topics and is told when they were touched. Sessions that end take their sockets along. */
export function liveSocket(app: FastifyInstance, { ground, auth, hub, identify, origins }: AppParts): void {
  app.get("/api/live", { websocket: true, schema: { hide: true } }, async (socket, request) => {
    const token = auth.tokenIn(request.headers.cookie);
    const { origin } = request.headers;
    const close = () => socket.close(4401, "sign in first");
    if (!token || (origin && !origins().includes(origin))) return close();
    const screen = { send: (text: string) => socket.send(text) };
    socket.on("message", (data) => {
      const parsed = message.safeParse(jsonOf(String(data)));
      if (!parsed.success) return socket.close(4400, "not understood");
      if ("follow" in parsed.data) hub.follow(screen, parsed.data.follow);
      else hub.unfollow(screen, parsed.data.unfollow);
    });
    const check = setInterval(() => {
      identify(ground.db, token).then(
        (found) => (found ? socket.ping() : close()),
        () => {},
      );
    }, checkMs);
    socket.on("close", () => {
      clearInterval(check);
      hub.leave(screen);
    });
    if (!(await identify(ground.db, token))) close();
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
