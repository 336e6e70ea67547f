import { useEffect, useRef, useState } from "react";

export type Finder<Found> = (text: string, signal: AbortSignal) => Promise<readonly Found[]>;

/** What `find` answers to what was typed; null asks nothing. The former answer stays until the next one comes. */
export function useFound<Found>(
  find: Finder<Found>,
  text: string | null,
): { found: readonly Found[]; asking: boolean } {
  const [found, setFound] = useState<readonly Found[]>([]);
  const [asking, setAsking] = useState(false);
  const finder = useRef(find);
  finder.current = find;
  useEffect(() => {
    if (text === null) return;
    const stop = new AbortController();
    setAsking(true);
    const ask = () =>
      finder.current(text, stop.signal).then(
        (answer) => {
          if (stop.signal.aborted) return;
          setFound(answer);
          setAsking(false);
        },
        () => setAsking(false),
      );
    const timer = setTimeout(ask, text === "" ? 0 : 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return { found, asking };
}
