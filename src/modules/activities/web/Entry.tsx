import { useState } from "react";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { activityKinds } from "../activity.ts";
import { changeActivityRoute, deleteActivityRoute, restoreActivityRoute, type TimelineEntry } from "../api.ts";
import { EntryEditor } from "./EntryEditor.tsx";
import { type TimelineRecord, topicsOf } from "./record.ts";
import { useEventText } from "./useEventText.ts";

const icons: Record<TimelineEntry["kind"], IconName> = {
  ...{ note: "note", call: "phone", task: "task", meeting: "cal", mail: "mail" },
  ...{ event: "board", change: "edit" },
};

export function Entry({ entry, record }: { entry: TimelineEntry; record: TimelineRecord }) {
  return entry.kind === "event" || entry.kind === "change" ? (
    <Minor entry={entry} />
  ) : (
    <Written entry={entry} record={record} />
  );
}

/** What the program noticed by itself: one line. */
function Minor({ entry }: { entry: TimelineEntry }) {
  const text = useEventText(entry);
  const isClose = entry.event?.name === "deal_won" || entry.event?.name === "deal_lost";
  return (
    <li className={isClose ? "" : "minor"}>
      <span className="pin">{isClose && <Icon name={entry.event?.name === "deal_won" ? "check" : "x"} />}</span>
      <div className="head">
        <span>{text}</span>
        <At entry={entry} />
      </div>
    </li>
  );
}

function Written({ entry, record }: { entry: TimelineEntry; record: TimelineRecord }) {
  const { t, rich } = useWords();
  const { now } = useNow();
  const [editing, setEditing] = useState(false);
  const planned = entry.done === false;
  const late = planned && entry.dueAt ? entry.dueAt < now : false;
  const who = entry.who ?? t("activities.someone");
  const key = planned ? "planned" : entry.kind === "note" ? "noted" : "did";
  const title = entry.kind === "note" ? "" : (entry.title ?? "");
  const body = entry.kind === "note" ? [entry.title, entry.body].filter(Boolean).join("\n") : entry.body;
  if (editing) return <EntryEditor entry={entry} record={record} onClose={() => setEditing(false)} />;
  return (
    <li>
      <span className="pin">
        <Icon name={icons[entry.kind]} />
      </span>
      <div className="head">
        <span>
          {rich(`activities.said.${key}`, {
            who,
            what: t(`activities.kind.${activityKinds.find((one) => one === entry.kind) ?? "task"}`),
            title,
          })}
        </span>
        {late && <Chip meaning="lost">{t("activities.late")}</Chip>}
        {entry.generated && <Chip>{t("activities.generated")}</Chip>}
        {entry.mayWrite && <Verbs entry={entry} record={record} onEdit={() => setEditing(true)} />}
        <At entry={entry} />
      </div>
      {body && <div className="body">{body}</div>}
    </li>
  );
}

type VerbsProps = { entry: TimelineEntry; record: TimelineRecord; onEdit: () => void };

function Verbs({ entry, record, onEdit }: VerbsProps) {
  const { t } = useWords();
  const touches = topicsOf(record);
  const changing = useWrite(changeActivityRoute, { touches });
  const deleting = useWrite(deleteActivityRoute, { touches });
  const restoring = useWrite(restoreActivityRoute, { touches });
  const params = { id: entry.id as never };
  const handleDone = async () => {
    const done = await changing.send({ params, body: { done: true } });
    if (done) {
      toast.done(t("activities.toast.done", { title: done.subject }), () =>
        changing.send({ params, body: { done: false } }),
      );
    }
  };
  const handleDelete = async () => {
    const gone = await deleting.send({ params });
    if (gone) toast.done(t("activities.toast.deleted"), () => restoring.send({ params }));
  };
  return (
    <span className={entry.done === false ? "verbs row todo" : "verbs row"}>
      {entry.done === false && (
        <Button small icon="check" disabled={!changing.mayWrite} onClick={() => void handleDone()}>
          {t("activities.done")}
        </Button>
      )}
      <Button
        quiet
        small
        icon="edit"
        name={t("activities.edit", { title: entry.title ?? "" })}
        disabled={!changing.mayWrite}
        onClick={onEdit}
      />
      <Button
        quiet
        small
        icon="trash"
        name={t("activities.delete", { title: entry.title ?? "" })}
        disabled={!deleting.mayWrite}
        onClick={() => void handleDelete()}
      />
    </span>
  );
}

function At({ entry: { at } }: { entry: TimelineEntry }) {
  const { formatTime, formatMoment } = useWords();
  return (
    <time dateTime={at} title={formatMoment(at, "full")}>
      {formatTime(at)}
    </time>
  );
}
