import { useRef, useState } from "react";
import { useKeys } from "#ui/frame/keys.ts";
import { Icon } from "#ui/parts/Icon.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { notificationsRoute } from "../api.ts";
import { NotificationCentre } from "./NotificationCentre.tsx";
import "./inbox.css";

/** How much is unread, live, and the way to it. */
export function Bell({ keys = true }: { keys?: boolean }) {
  const { t, formatNumber } = useWords();
  const { person } = useSession();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { data } = useRead(notificationsRoute, { query: {} }, { topics: [`inbox:${person.id}`] });
  const count = data?.unread.all ?? 0;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useKeys(keys ? [{ keys: "g n", label: "inbox.key", group: "go", run: () => setOpen(true) }] : []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="btn quiet bell"
        aria-label={t("inbox.open", { count })}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="bell" />
        {count > 0 && <span className="num s">{formatNumber(count)}</span>}
      </button>
      {open && <NotificationCentre onClose={close} />}
    </>
  );
}
