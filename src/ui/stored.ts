import { useCallback, useSyncExternalStore } from "react";

/** What this browser keeps between visits. Storage may be full or forbidden: then a value lasts as long as the page. */
const kept = new Map<string, string | null>();
const listeners = new Set<() => void>();

export function readStored(name: string): string | null {
  const key = `clinch.${name}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  let value: string | null = null;
  try {
    value = localStorage.getItem(key);
  } catch {
    // Forbidden: as if nothing had been kept.
  }
  kept.set(key, value);
  return value;
}

export function writeStored(name: string, value: string | null): void {
  const key = `clinch.${name}`;
  kept.set(key, value);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: the page's own memory has it.
  }
  for (const tell of listeners) tell();
}

export function useStored(name: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(followStored, () => readStored(name));
  return [value, useCallback((next: string | null) => writeStored(name, next), [name])];
}

function followStored(tell: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key?.startsWith("clinch.")) kept.delete(event.key);
    tell();
  };
  listeners.add(tell);
  addEventListener("storage", onStorage);
  return () => {
    listeners.delete(tell);
    removeEventListener("storage", onStorage);
  };
}
