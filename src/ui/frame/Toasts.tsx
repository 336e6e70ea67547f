import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useKeys } from "#ui/frame/keys.ts";
import { type Toast, toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";

/** Said politely to screen readers; the time stands still while someone points at it or has focus in it. */
export function Toasts() {
  const { t } = useWords();
  const toasts = useSyncExternalStore(toast.follow, toast.read);
  useKeys([{ keys: "mod+z", label: "ui.keys.undo", group: "anywhere", run: () => void toast.undoLast() }]);
  return (
    <section className="toasts" aria-label={t("ui.toast.region")} aria-live="polite" aria-relevant="additions">
      {toasts.map((one) => (
        <Line key={one.id} toast={one} />
      ))}
    </section>
  );
}

function Line({ toast: shown }: { toast: Toast }) {
  const { t } = useWords();
  const [held, setHeld] = useState(false);
  const left = useSecondsLeft(shown, held);
  const icon = shown.kind === "error" ? "warn" : "check";
  const handleUndo = () => {
    toast.close(shown.id);
    void shown.undo?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only holds the time; its buttons do the rest
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.kind !== "said" && <Icon name={icon} small className={shown.kind === "error" ? "t-lost" : "t-won"} />}
      <span className="num grow">{shown.text}</span>
      {shown.undo && (
        <Button small icon="undo" keys="mod+z" onClick={handleUndo}>
          {t("ui.toast.undo")}
        </Button>
      )}
      {shown.undo && (
        <span className="ink3 xs num" aria-hidden="true">
          {t("ui.toast.seconds", { count: left })}
        </span>
      )}
      <Button quiet small icon="x" name={t("ui.toast.close")} onClick={() => toast.close(shown.id)} />
    </div>
  );
}

function useSecondsLeft(shown: Toast, held: boolean): number {
  const [left, setLeft] = useState(Math.ceil(shown.lastsMs / 1000));
  const gone = useRef(false);
  useEffect(() => {
    if (held) return;
    const timer = setInterval(() => setLeft((old) => Math.max(0, old - 1)), 1000);
    return () => clearInterval(timer);
  }, [held]);
  useEffect(() => {
    if (left > 0 || gone.current) return;
    gone.current = true;
    toast.close(shown.id);
  }, [left, shown.id]);
  return left;
}
