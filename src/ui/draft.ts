import { useCallback, useState } from "react";
import { readStored, writeStored } from "#ui/stored.ts";

/**
 * What is being typed under `key`, kept through reload and lost connection until `sent()`. `Value` must survive JSON;
 * a draft whose fields are not those of `initial` (an older form) is let go.
 */
export function useDraft<Value extends object>(
  key: string,
  initial: Value,
): { value: Value; change: (part: Partial<Value>) => void; sent: () => void; isKept: boolean } {
  const name = `draft.${key}`;
  const [state, setState] = useState(() => ({ name, value: draftOf(readStored(name), initial) ?? initial }));
  const value = state.name === name ? state.value : (draftOf(readStored(name), initial) ?? initial);
  const change = useCallback(
    (part: Partial<Value>) => {
      setState((old) => {
        const next = { ...(old.name === name ? old.value : initial), ...part };
        writeStored(name, JSON.stringify(next));
        return { name, value: next };
      });
    },
    [name, initial],
  );
  const sent = useCallback(() => {
    writeStored(name, null);
    setState({ name, value: initial });
  }, [name, initial]);
  return { value, change, sent, isKept: value !== initial };
}

/** The kept draft, if it has the same fields as the form has now. */
export function draftOf<Value extends object>(kept: string | null, initial: Value): Value | null {
  if (kept === null) return null;
  try {
    const parsed: unknown = JSON.parse(kept);
    if (typeof parsed !== "object" || parsed === null) return null;
    const same = Object.keys(parsed).every((field) => field in initial);
    return same ? { ...initial, ...parsed } : null;
  } catch {
    return null;
  }
}
