import { connection } from "#ui/connection.ts";

/** What changed elsewhere: topics by the WebSocket, so that open screens ask again. */
export type Live = {
  start: () => void;
  stop: () => void;
  /** Asks for a topic until the returned function is called. */
  follow: (topic: string) => () => void;
};

type Told = { onTopic: (topic: string) => void; onBack: () => void };

const waits = [500, 1000, 2000, 4000, 8000, 15_000];

/** After a reconnection nobody knows what was missed: `onBack` asks everything again. */
export function makeLive(address: string, told: Told): Live {
  const followed = new Map<string, number>();
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let running = false;
  let wasOpen = false;

  const say = (message: { follow: string[] } | { unfollow: string[] }) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const again = () => {
    if (!running) return;
    clearTimeout(timer);
    timer = setTimeout(open, withJitter(waits[Math.min(tries, waits.length - 1)] ?? 15_000));
    tries += 1;
  };
  const opened = () => {
    tries = 0;
    connection.reached();
    if (followed.size > 0) say({ follow: [...followed.keys()] });
    if (wasOpen) told.onBack();
    wasOpen = true;
  };
  const closed = async () => {
    socket = null;
    // The socket alone may be barred by a proxy; only the server's silence is a lost connection.
    const answered = await answers();
    if (!running) return;
    if (answered) connection.reached();
    else connection.lost();
    again();
  };
  function open(): void {
    socket = new WebSocket(address);
    socket.addEventListener("open", opened);
    socket.addEventListener("close", closed);
    socket.addEventListener("message", (event) => {
      const topic = topicIn(event.data);
      if (topic) told.onTopic(topic);
    });
  }

  return {
    start() {
      if (running) return;
      running = true;
      open();
    },
    stop() {
      running = false;
      clearTimeout(timer);
      socket?.close();
    },
    follow(topic) {
      const count = followed.get(topic) ?? 0;
      followed.set(topic, count + 1);
      if (count === 0) say({ follow: [topic] });
      return () => {
        const left = (followed.get(topic) ?? 1) - 1;
        if (left > 0) followed.set(topic, left);
        else if (followed.delete(topic)) say({ unfollow: [topic] });
      };
    },
  };
}

export function topicIn(data: unknown): string | null {
  if (typeof data !== "string") return null;
  try {
    const message: unknown = JSON.parse(data);
    const isTopic = typeof message === "object" && message !== null && "topic" in message;
    return isTopic && typeof message.topic === "string" ? message.topic : null;
  } catch {
    return null;
  }
}

async function answers(): Promise<boolean> {
  try {
    await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

function withJitter(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}
