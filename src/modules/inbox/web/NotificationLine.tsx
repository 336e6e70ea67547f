import { useNavigate } from "react-router";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { When } from "#ui/parts/When.tsx";
import { useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { type NotificationShape, readNotificationsRoute } from "../api.ts";
import { addressOf, type NotificationKind } from "../notification.ts";

const icons: Record<NotificationKind, IconName> = {
  ...{ mention: "coach", comment: "coach", assigned: "hand", reminder: "clock", help: "hand", won: "party" },
  ...{ import: "up", idle: "warn" },
};
const meanings: Partial<Record<NotificationKind, string>> = { won: "won", idle: "risk" };

/** Pressed, it opens what it tells of and is read. */
export function NotificationLine({ one, onOpened }: { one: NotificationShape; onOpened: () => void }) {
  const { t, rich, formatMoney } = useWords();
  const { person } = useSession();
  const navigate = useNavigate();
  const { send, mayWrite } = useWrite(readNotificationsRoute, { touches: [`inbox:${person.id}`] });
  const isUnread = one.readAt === null;
  const mark = (read: boolean) => send({ body: { ids: [one.id], read } });
  const handleOpen = () => {
    if (isUnread) void mark(true);
    onOpened();
    void navigate(addressOf(one));
  };
  const { count = 0, rows = 0 } = numbersIn(one.facts);
  const detail = () => {
    if (one.kind === "idle") return t("inbox.say.idle_detail");
    if (one.kind === "import") return t("inbox.say.import_detail", { rows });
    if (one.kind === "won" && isMoney(one.facts.value))
      return formatMoney(one.facts.value.minor, one.facts.value.currency);
    return one.kind === "reminder" ? null : one.text;
  };
  const shown = detail();
  return (
    <li className={isUnread ? "unread" : ""}>
      <span className="inbox-dot">{isUnread && <span className="sr">{t("inbox.unread")}</span>}</span>
      <span className={`kind ${meanings[one.kind] ?? ""}`}>
        <Icon name={icons[one.kind]} />
      </span>
      <button type="button" className="inbox-open" onClick={handleOpen}>
        <span className="s block">
          {rich(sentenceOf(one), { who: one.by ?? t("inbox.somebody"), record: one.record?.name ?? "", count })}
        </span>
        {shown && <span className="xs ink2 block inbox-text">{shown}</span>}
      </button>
      <span className="xs ink3 nw">
        <When at={one.at} />
      </span>
      <Button
        quiet
        small
        icon={isUnread ? "check" : "undo"}
        name={t(isUnread ? "inbox.mark_read" : "inbox.mark_unread")}
        disabled={!mayWrite}
        onClick={() => void mark(isUnread)}
      />
    </li>
  );
}

function sentenceOf({ kind, record, facts }: NotificationShape) {
  if (kind === "help") return facts.step === "answered" ? "inbox.say.help_answered" : "inbox.say.help_wanted";
  if (kind === "assigned") return record?.kind === "deal" ? "inbox.say.assigned_deal" : "inbox.say.assigned_activity";
  if (kind === "import" && facts.failed === true) return "inbox.say.import_failed";
  return `inbox.say.${kind}` as const;
}

function numbersIn(facts: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (typeof value === "number" ? [[key, value]] : [])),
  );
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  return typeof value === "object" && value !== null && "minor" in value && "currency" in value;
}
