import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { loginTopic } from "../auth/logins.ts";
import { type AppParts, type Credential, credentialOf, type Identified } from "./app.ts";
import { followable } from "./followable.ts";

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
  const { ground, hub, auth, origins } = parts;
  app.get("/api/live", { websocket: true, schema: { hide: true } }, async (socket, request) => {
    const shown = credentialOf(request, auth);
    const { origin } = request.headers;
    const close = () => socket.close(4401, "sign in first");
    if (!shown || (origin && !origins().includes(origin))) return close();
    const screen = { send: (text: string) => socket.send(text) };
    const followed = new Set<string>();
    const follow = async (topics: readonly string[]): Promise<void> => {
      const found = await mayStay(parts, shown).catch(noDatabase);
      const allowed = found ? await followable(ground, found, topics).catch(() => []) : [];
      if (socket.readyState !== socket.OPEN) return;
      for (const one of allowed) followed.add(one);
      hub.follow(screen, allowed);
    };
    const unfollow = (topics: readonly string[]): void => {
      for (const one of topics) followed.delete(one);
      hub.unfollow(screen, topics);
    };
    /** What may no longer be read is no longer told. */
    const lookAgain = async (found: Identified): Promise<void> => {
      const allowed = new Set(await followable(ground, found, [...followed]));
      unfollow([...followed].filter((one) => !allowed.has(one)));
    };
    let turn: Promise<unknown> = Promise.resolve(); // what was asked first is done first
    socket.on("message", (data) => {
      const parsed = message.safeParse(jsonOf(String(data)));
      if (!parsed.success) return socket.close(4400, "not understood");
      const asked = parsed.data;
      turn = turn.then(() => ("follow" in asked ? follow(asked.follow) : unfollow(asked.unfollow)));
    });
    const look = () =>
      void mayStay(parts, shown)
        .then((found) => (found ? lookAgain(found) : close()))
        .catch(noDatabase);
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
    const found = await mayStay(parts, shown);
    if (!found) return close();
    hub.follow(watcher, [loginTopic(found.actor.userId)]);
    look(); // it may have ended between the two
  });
}

/** A lost database says nothing about anybody: the next look will. */
const noDatabase = () => undefined;

async function mayStay({ ground, identify }: AppParts, shown: Credential): Promise<Identified | undefined> {
  const found = await identify(ground.db, shown);
  return found?.owesFactor ? undefined : found;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
