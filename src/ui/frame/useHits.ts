import { useEffect, useMemo, useState } from "react";
import type { CommandSource, Hit } from "#ui/frame/commands.ts";
import type { WordKey } from "#ui/words/words.ts";
import { useWords } from "#ui/words.tsx";

export type HitGroup = { group: WordKey; hits: readonly Hit[] };

/** Typing waits this long before it asks: what is asked in vain is given up, and an answer comes before the next letter. */
const pauseMs = 20;

/** Asks every source at once; each group is shown as it comes, in its own place. The former ones stay until then. */
export function useHits(
  sources: readonly CommandSource[],
  text: string,
): { groups: HitGroup[]; asking: boolean; failed: boolean } {
  const [found, setFound] = useState<ReadonlyMap<CommandSource, readonly Hit[]>>(new Map());
  const [open, setOpen] = useState(0);
  const [failed, setFailed] = useState(false);
  const words = useWords();
  useEffect(() => {
    const stop = new AbortController();
    if (text === "") {
      setFound(new Map());
      return;
    }
    setOpen(sources.length);
    setFailed(false);
    const ask = async (source: CommandSource) => {
      try {
        const hits = await source.find(text, stop.signal, words);
        if (!stop.signal.aborted) setFound((old) => new Map(old).set(source, hits));
      } catch {
        if (!stop.signal.aborted) setFailed(true);
      } finally {
        if (!stop.signal.aborted) setOpen((left) => left - 1);
      }
    };
    const timer = setTimeout(() => sources.forEach((source) => void ask(source)), pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [sources, text, words]);
  const groups = useMemo(() => {
    const inOrder = [...found.entries()].sort(([a], [b]) => (a.order ?? 50) - (b.order ?? 50));
    return inOrder.map(([{ group }, hits]) => ({ group, hits })).filter(({ hits }) => hits.length > 0);
  }, [found]);
  return { groups, asking: open > 0, failed };
}
