import { useSyncExternalStore } from "react";
import { readStored, writeStored } from "#ui/stored.ts";

const key = "places.hidden";
let hidden: readonly string[] = (readStored(key) ?? "").split(",").filter(Boolean);
const listeners = new Set<() => void>();

/** The addresses of places that nobody uses yet, as far as this browser knows. */
export function useHiddenPlaces(): readonly string[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => hidden,
  );
}

/** Said by whoever asks the server; kept, so that the rail doesn't jump when the app opens. */
export function setHiddenPlaces(paths: readonly string[]): void {
  if (paths.join() === hidden.join()) return;
  hidden = paths;
  writeStored(key, paths.join());
  for (const tell of listeners) tell();
}
