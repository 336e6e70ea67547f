import { useSyncExternalStore } from "react";
import type { Instant } from "#lib/time.ts";
import { present } from "#ui/clock.ts";

export type Connection = { online: boolean /** When the server last answered. */; lastReached: Instant | null };

let state: Connection = { online: true, lastReached: null };
const listeners = new Set<() => void>();

function become(next: Connection): void {
  const turned = next.online !== state.online;
  state = next;
  if (turned) for (const tell of listeners) tell();
}

/** Whether the server can be reached, as the calls and the socket have found. */
export const connection = {
  read: (): Connection => state,
  reached: () => become({ online: true, lastReached: present().now }),
  lost: () => become({ ...state, online: false }),
  follow(tell: () => void): () => void {
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
};

export function useConnection(): Connection {
  return useSyncExternalStore(connection.follow, connection.read);
}
