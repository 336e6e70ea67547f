import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { type NotificationShape, notificationsRoute, readNotificationsRoute } from "../api.ts";
import { type Tab, tabs } from "../notification.ts";
import { NotificationLine } from "./NotificationLine.tsx";

const sections = ["answer", "new", "read"] as const;

/** Docked at the right: what needs an answer first, then what is new, then what was read. */
export function NotificationCentre({ onClose }: { onClose: () => void }) {
  const { t, formatNumber } = useWords();
  const { person } = useSession();
  const [tab, setTab] = useState<Tab>("all");
  const panel = useRef<HTMLElement>(null);
  const topics = [`inbox:${person.id}`];
  const { data, error, again } = useRead(notificationsRoute, { query: { tab } }, { topics, keep: true });
  const { send, mayWrite } = useWrite(readNotificationsRoute, { touches: topics });
  useEffect(() => panel.current?.focus(), []);
  const count = data?.unread[tab] ?? 0;
  return createPortal(
    <aside
      ref={panel}
      className="inbox"
      aria-label={t("inbox.title")}
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header>
        <h2>{t("inbox.title")}</h2>
        <span className="ink3 num s">{formatNumber(data?.unread.all ?? 0)}</span>
        <span className="grow" />
        <Button
          quiet
          small
          icon="check"
          disabled={!mayWrite || count === 0}
          onClick={() => void send({ body: { tab } })}
        >
          {t("inbox.read_all")}
        </Button>
        <ButtonLink quiet small icon="gear" name={t("inbox.choices")} to="/settings/notifications" onClick={onClose} />
        <Button quiet small icon="x" name={t("inbox.close")} onClick={onClose} />
      </header>
      <Tabs
        label={t("inbox.tabs")}
        tabs={tabs.map((name) => ({
          name,
          label: t(`inbox.tab.${name}`),
          ...(data && data.unread[name] > 0 ? { count: data.unread[name] } : {}),
        }))}
        current={tab}
        onChange={setTab}
      >
        <div className="inbox-rows">
          {error && <Problem error={error} onAgain={again} />}
          {!data && !error && <Skeleton lines={6} height={44} />}
          {data?.rows.length === 0 && <Empty title={t("inbox.none")}>{t("inbox.none_hint")}</Empty>}
          {sections.map((section) => (
            <Section
              key={section}
              name={section}
              rows={(data?.rows ?? []).filter((row) => sectionOf(row) === section)}
              onClose={onClose}
            />
          ))}
        </div>
      </Tabs>
    </aside>,
    document.body,
  );
}

function sectionOf({ needsAnswer, readAt }: NotificationShape): (typeof sections)[number] {
  return needsAnswer ? "answer" : readAt === null ? "new" : "read";
}

type SectionProps = { name: (typeof sections)[number]; rows: readonly NotificationShape[]; onClose: () => void };

function Section({ name, rows, onClose }: SectionProps) {
  const { t } = useWords();
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="xs ink2">{t(`inbox.section.${name}`)}</h3>
      <ul>
        {rows.map((row) => (
          <NotificationLine key={row.id} one={row} onOpened={onClose} />
        ))}
      </ul>
    </section>
  );
}
