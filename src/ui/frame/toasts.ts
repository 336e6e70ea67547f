/** Messages at the foot of the page. The newest is last. */
export type Toast = {
  id: number;
  text: string;
  kind: "done" | "error" | "said";
  undo?: () => unknown;
  /** How long it stays; undo and errors stay longer. */
  lastsMs: number;
};

let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const tell of listeners) tell();
}

function show(toast: Omit<Toast, "id">): number {
  count += 1;
  // Three at most: the oldest one that offers nothing leaves first.
  const kept =
    toasts.length < 3 ? toasts : toasts.filter((old) => old !== (toasts.find((one) => !one.undo) ?? toasts[0]));
  become([...kept, { ...toast, id: count }]);
  return count;
}

/** Undo rather than "are you sure": ten seconds, or Ctrl Z. */
export const undoMs = 10_000;

export const toast = {
  done: (text: string, undo?: () => unknown) =>
    show({ text, kind: "done", lastsMs: undo ? undoMs : 5000, ...(undo ? { undo } : {}) }),
  said: (text: string) => show({ text, kind: "said", lastsMs: 6000 }),
  error: (text: string) => show({ text, kind: "error", lastsMs: 12_000 }),
  close: (id: number) => become(toasts.filter((one) => one.id !== id)),
  read: (): readonly Toast[] => toasts,
  follow(tell: () => void): () => void {
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
  /** Takes back the newest that can be; false when there is none. */
  undoLast(): boolean {
    const last = toasts.findLast((one) => one.undo);
    if (!last) return false;
    toast.close(last.id);
    void last.undo?.();
    return true;
  },
};
