import { useEffect, useSyncExternalStore } from "react";

let said = "";
const listeners = new Set<() => void>();

function follow(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** What the browser's tab says: the screen, then the product. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    document.title = title === "" ? "Clinch" : `${title} · Clinch`;
    said = title;
    for (const tell of listeners) tell();
  }, [title]);
}

/** What the screen that is open called itself last. */
export function useSaidTitle(): string {
  return useSyncExternalStore(follow, () => said);
}
