import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { loginTopic } from "../auth/logins.ts";
import { type AppParts, type Credential, credentialOf } from "./app.ts";

const topic = z.string().min(1).max(100);
const message = z.union([
  z.strictObject({ follow: z.array(topic).max(200) }),
  z.strictObject({ unfollow: z.array(topic).max(200) }),
]);

/** How often a socket is asked for: whether who opened it may still stay, and whether the other end is there. */
const checkMs = 4000;

/**
 * One socket a screen: it follows topics and is told when they were touched. Who may no longer stay is closed at once where the
 * change was told, and within five seconds in any case.
 */
export function liveSocket(app: FastifyInstance, parts: AppParts): void {
  const { hub, auth, origins } = parts;
  app.get("/api/live", { websocket: true, schema: { hide: true } }, async (socket, request) => {
    const shown = credentialOf(request, auth);
    const { origin } = request.headers;
    const close = () => socket.close(4401, "sign in first");
    if (!shown || (origin && !origins().includes(origin))) return close();
    const screen = { send: (text: string) => socket.send(text) };
    socket.on("message", (data) => {
      const parsed = message.safeParse(jsonOf(String(data)));
      if (!parsed.success) return socket.close(4400, "not understood");
      if ("follow" in parsed.data) hub.follow(screen, parsed.data.follow);
      else hub.unfollow(screen, parsed.data.unfollow);
    });
    const look = () => void mayStay(parts, shown).then((userId) => userId ?? close(), noDatabase);
    const watcher = { send: look };
    const check = setInterval(() => {
      socket.ping();
      look();
    }, checkMs);
    socket.on("close", () => {
      clearInterval(check);
      hub.leave(screen);
      hub.leave(watcher);
    });
    const userId = await mayStay(parts, shown);
    if (userId === undefined) return close();
    hub.follow(watcher, [loginTopic(userId)]);
    look(); // it may have ended between the two
  });
}

/** A lost database says nothing about anybody: the next look will. */
const noDatabase = () => undefined;

async function mayStay({ ground, identify }: AppParts, shown: Credential): Promise<string | undefined> {
  const found = await identify(ground.db, shown);
  return found && !found.owesFactor ? found.actor.userId : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
