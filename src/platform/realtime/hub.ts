import pg from "pg";
import { connection } from "../db/connection.ts";
import type { Log } from "../log.ts";

/** An open screen, as far as the hub is concerned. */
export type Screen = { send(text: string): void };

/**
 * Hears `touched` from the database, whichever process said it, and tells the screens of this process that follow the
 * topic. A topic says that something changed, never what: the screen asks again, as its own person.
 */
export type Hub = {
  follow(screen: Screen, topics: readonly string[]): void;
  unfollow(screen: Screen, topics: readonly string[]): void;
  leave(screen: Screen): void;
  stop(): Promise<void>;
};

export async function openHub(url: string, log: Log): Promise<Hub> {
  const followers = new Map<string, Set<Screen>>();
  const drop = (screen: Screen, topic: string) => {
    const screens = followers.get(topic);
    screens?.delete(screen);
    if (screens?.size === 0) followers.delete(topic);
  };
  const stop = await listen(url, "touched", (payload) => tell(followers, payload.split("\n")), log);
  return {
    follow(screen, topics) {
      for (const topic of topics) followers.set(topic, (followers.get(topic) ?? new Set()).add(screen));
    },
    unfollow(screen, topics) {
      for (const topic of topics) drop(screen, topic);
    },
    leave(screen) {
      for (const topic of [...followers.keys()]) drop(screen, topic);
    },
    stop,
  };
}

function tell(followers: Map<string, Set<Screen>>, topics: string[]): void {
  for (const topic of topics) {
    const message = JSON.stringify({ topic });
    for (const screen of followers.get(topic) ?? []) screen.send(message);
  }
}

/** One connection of its own listens, and comes back after it was lost. */
async function listen(
  url: string,
  channel: string,
  hear: (payload: string) => void,
  log: Log,
): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let stopped = false;
  const connect = async (): Promise<void> => {
    const next = new pg.Client(connection(url, "clinch live"));
    next.on("notification", (message) => hear(message.payload ?? ""));
    next.on("error", () => again());
    await next.connect();
    await next.query(`listen ${channel}`);
    client = next;
  };
  const again = (): void => {
    if (stopped) return;
    setTimeout(() => {
      connect().then(
        () => log.info("live updates are back"),
        () => again(),
      );
    }, 500).unref();
  };
  await connect();
  return async () => {
    stopped = true;
    await client?.end().catch(() => {});
  };
}
