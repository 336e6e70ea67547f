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
  /** How many screens follow something here. */
  count(): number;
  stop(): Promise<void>;
};

export async function openHub(url: string, log: Log): Promise<Hub> {
  const followers = new Map<string, Set<Screen>>();
  const drop = (screen: Screen, topic: string) => {
    const screens = followers.get(topic);
    screens?.delete(screen);
    if (screens?.size === 0) followers.delete(topic);
  };
  const stop = await listen(url, "touched", {
    hear: (payload) => tell(followers, payload.split("\n")),
    // What was touched meanwhile was told to nobody: everything may have been.
    back: () => {
      log.info("live updates are back");
      tell(followers, [...followers.keys()]);
    },
  });
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
    count: () => {
      const ofScreens = [...followers].filter(([topic]) => !topic.startsWith("login:")); // those watch whose socket it is
      return new Set(ofScreens.flatMap(([, screens]) => [...screens])).size;
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

/** Who listens, and what is done after a time in which nothing was heard. */
type Ears = { hear: (payload: string) => void; back: () => void };

/** One connection of its own listens, and comes back after it was lost. */
async function listen(url: string, channel: string, { hear, back }: Ears): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let stopped = false;
  const connect = async (): Promise<void> => {
    const next = new pg.Client(connection(url, "clinch live"));
    // A connection that is lost says so more than once; it is replaced once.
    let isLost = false;
    const lost = () => {
      if (isLost) return;
      isLost = true;
      next.end().catch(() => {});
      if (!stopped) setTimeout(again, 500).unref();
    };
    next.on("notification", (message) => hear(message.payload ?? ""));
    next.on("error", lost);
    next.on("end", lost);
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
    } catch (error) {
      lost();
      throw error;
    }
  };
  const again = (): void => {
    if (!stopped) connect().then(back, () => {}); // one that fails has asked for the next already
  };
  await connect();
  return async () => {
    stopped = true;
    await client?.end().catch(() => {});
  };
}
