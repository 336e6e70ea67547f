import { type RefObject, useState } from "react";
import { useKeys } from "#ui/frame/keys.ts";

type Given = {
  count: number;
  scroller: RefObject<HTMLElement | null>;
  /** Brings a row into the page. */
  reach: (index: number) => void;
  toggle?: ((index: number, range: boolean) => void) | undefined;
};

/** J and K move the focus from row to row, X selects the one that has it. */
export function useRowKeys({ count, scroller, reach, toggle }: Given): {
  current: number;
  setCurrent: (index: number) => void;
} {
  const [current, setCurrent] = useState(-1);
  const go = (step: number) => {
    if (count === 0) return;
    const next = Math.max(0, Math.min(count - 1, current + step));
    setCurrent(next);
    reach(next);
    // The row may only now come into the page.
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector(`[data-row="${next}"]`);
      (row?.querySelector<HTMLElement>("a") ?? row?.querySelector<HTMLElement>("input"))?.focus();
    });
  };
  useKeys([
    { keys: "j", label: "ui.keys.next", run: () => go(1) },
    { keys: "k", label: "ui.keys.previous", run: () => go(-1) },
    ...(toggle
      ? [
          {
            keys: "x",
            label: "ui.keys.select" as const,
            run: (event: KeyboardEvent) => current >= 0 && toggle(current, event.shiftKey),
          },
        ]
      : []),
  ]);
  return { current, setCurrent };
}
