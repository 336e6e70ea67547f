import { useCallback, useEffect, useState } from "react";
import { dayAt, type Instant, type Zone } from "#lib/time.ts";
import type { Present } from "#ui/words/relative.ts";

/** The one clock of the web. It ticks from the moment the server said, so that a wrong wall clock here moves no "today". */
let anchor: { now: Instant; at: number; zone: Zone } | null = null;

export function setClock(now: Instant, zone: Zone): void {
  anchor = { now, at: performance.now(), zone };
}

export function present(): Present {
  const zone = anchor?.zone ?? Temporal.Now.timeZoneId();
  const now = nowHere();
  return { now, today: dayAt(now, zone), zone };
}

function nowHere(): Instant {
  if (!anchor) return Temporal.Now.instant().toString({ fractionalSecondDigits: 3 });
  const elapsed = Math.round(performance.now() - anchor.at);
  return Temporal.Instant.from(anchor.now).add({ milliseconds: elapsed }).toString({ fractionalSecondDigits: 3 });
}

export function usePresent(): () => Present {
  return useCallback(present, []);
}

/** The present, drawn anew every `everyMs`; a minute unless said. */
export function useNow(everyMs = 60_000): Present {
  const [shown, setShown] = useState(present);
  useEffect(() => {
    const timer = setInterval(() => setShown(present()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return shown;
}
