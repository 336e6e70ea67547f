import { type ReactNode, useState } from "react";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { isWords } from "../activity.ts";
import { type DrawnActivity, deleteActivityRoute, restoreActivityRoute, type TimelineEntry } from "../api.ts";
import { AttachedFile } from "./AttachedFile.tsx";
import { CloseForm } from "./CloseForm.tsx";
import { EntryEditor } from "./EntryEditor.tsx";
import { MeetingOutcome } from "./MeetingOutcome.tsx";
import { WithMentions } from "./MentionArea.tsx";
import { type TimelineRecord, topicsOf } from "./record.ts";
import { useEventText } from "./useEventText.ts";
import { useKinds } from "./useKinds.ts";

export function Entry({ entry, record }: { entry: TimelineEntry; record: TimelineRecord }) {
  return entry.activity ? <Written one={entry.activity} at={entry.at} record={record} /> : <Minor entry={entry} />;
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
        <At at={entry.at} />
      </div>
    </li>
  );
}

type WrittenProps = { one: DrawnActivity; at: string; record: TimelineRecord };

function Written({ one, at, record }: WrittenProps) {
  const { t } = useWords();
  const { now } = useNow();
  const { iconOf } = useKinds();
  const [open, setOpen] = useState<"edit" | "close" | null>(null);
  const late = one.doneAt === null && one.dueAt !== null && one.dueAt < now;
  if (open === "edit") return <EntryEditor activity={one} record={record} onClose={() => setOpen(null)} />;
  const isMeetingOver = one.kind === "meeting" && one.dueAt !== null && one.dueAt <= now;
  return (
    <li>
      <span className="pin">
        <Icon name={iconOf(one)} />
      </span>
      <div className="head">
        <Said one={one} record={record} />
        <Marks one={one} late={late && one.kind !== "meeting"} />
        {one.mayWrite && isMeetingOver && one.meetingOutcome === null && (
          <MeetingOutcome meeting={one} topics={topicsOf(record)} />
        )}
        {one.mayWrite && <Verbs one={one} record={record} isOver={isMeetingOver} onOpen={setOpen} />}
        {one.allDay ? <span className="xs ink3 at-end">{t("activities.all_day")}</span> : <At at={at} />}
      </div>
      {open === "close" && (
        <CloseForm
          activity={one}
          outcome={one.kind === "meeting" ? "held" : undefined}
          topics={topicsOf(record)}
          onClose={() => setOpen(null)}
        />
      )}
      <Body one={one} />
      {one.files.length > 0 && (
        <ul className="files entry-files">
          {one.files.map((file) => (
            <AttachedFile key={file.id} file={file} topics={topicsOf(record)} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Who did or will do what, with whom. */
function Said({ one, record }: { one: DrawnActivity; record: TimelineRecord }) {
  const { t, rich } = useWords();
  const { kindName } = useKinds();
  const who = one.owner ?? t("activities.someone");
  const key = one.kind === "comment" ? "commented" : one.kind === "note" ? "noted" : one.doneAt ? "did" : "planned";
  const title = isWords(one.kind) ? "" : one.subject;
  const others = [...one.guests, ...one.attending].map(({ name }) => name).join(", ");
  const isElsewhere = record.kind !== "deal" && one.dealId !== null && one.deal !== null;
  return (
    <span>
      {rich(`activities.said.${key}`, { who, what: kindName(one), title })}
      {others && <span className="ink2"> {t("activities.said.with", { others })}</span>}
      {isElsewhere && (
        <>
          {" · "}
          <Link className="link" to={`/deals/${one.dealId}`}>
            {one.deal}
          </Link>
        </>
      )}
    </span>
  );
}

function Marks({ one, late }: { one: DrawnActivity; late: boolean }) {
  const { t } = useWords();
  const { outcomeOf } = useKinds();
  const outcome = outcomeOf(one.outcomeId);
  const meanings = { held: "won", guest_missed: "risk", cancelled: undefined } as const;
  const meaning = one.meetingOutcome ? meanings[one.meetingOutcome] : undefined;
  return (
    <>
      {late && <Chip meaning="lost">{t("activities.late")}</Chip>}
      {one.direction === "in" && <Chip>{t("activities.direction.in")}</Chip>}
      {outcome && <Chip>{outcome}</Chip>}
      {one.meetingOutcome && (
        <Chip {...(meaning ? { meaning } : {})}>{t(`activities.meeting.is_${one.meetingOutcome}`)}</Chip>
      )}
      {one.remindMinutes !== null && !one.doneAt && <Chip icon="bell">{t("activities.reminds")}</Chip>}
      {one.generated && <Chip>{t("activities.generated")}</Chip>}
    </>
  );
}

function Body({ one }: { one: DrawnActivity }) {
  const { t } = useWords();
  const text = isWords(one.kind)
    ? [one.subject, one.body].filter(Boolean).join(one.kind === "note" ? "" : "\n")
    : one.body;
  const isLink = /^https?:\/\//.test(one.place ?? "");
  const parts: ReactNode[] = [];
  if (text) parts.push(<WithMentions key="words" text={text} mentioned={one.mentioned} />);
  return (
    <>
      {one.place && (
        <div className="xs ink2">
          {isLink ? (
            <a className="link" href={one.place} target="_blank" rel="noreferrer">
              {t("activities.meeting.join")}
            </a>
          ) : (
            one.place
          )}
        </div>
      )}
      {parts.length > 0 && <div className="body">{parts}</div>}
    </>
  );
}

type VerbsProps = {
  one: DrawnActivity;
  record: TimelineRecord;
  isOver: boolean;
  onOpen: (what: "edit" | "close") => void;
};

function Verbs({ one, record, isOver, onOpen }: VerbsProps) {
  const { t } = useWords();
  const touches = topicsOf(record);
  const deleting = useWrite(deleteActivityRoute, { touches });
  const restoring = useWrite(restoreActivityRoute, { touches });
  const params = { id: one.id };
  const title = one.subject || (one.body ?? "").slice(0, 60);
  const handleDelete = async () => {
    const gone = await deleting.send({ params });
    if (gone) toast.done(t("activities.toast.deleted"), () => restoring.send({ params }));
  };
  return (
    <span className={one.doneAt === null ? "verbs row todo" : "verbs row"}>
      {one.doneAt === null && !isOver && (
        <Button small icon="check" disabled={!deleting.mayWrite} onClick={() => onOpen("close")}>
          {t("activities.done")}
        </Button>
      )}
      {isOver && one.meetingOutcome !== null && <Correct one={one} topics={touches} />}
      <Button
        quiet
        small
        icon="edit"
        name={t("activities.edit", { title })}
        disabled={!deleting.mayWrite}
        onClick={() => onOpen("edit")}
      />
      <Button
        quiet
        small
        icon="trash"
        name={t("activities.delete", { title })}
        disabled={!deleting.mayWrite}
        onClick={() => void handleDelete()}
      />
    </span>
  );
}

/** What was said of a meeting is put right where it stands. */
function Correct({ one, topics }: { one: DrawnActivity; topics: readonly string[] }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (open) return <MeetingOutcome meeting={one} topics={topics} />;
  return (
    <Button
      quiet
      small
      icon="undo"
      name={t("activities.meeting.correct", { title: one.subject })}
      onClick={() => setOpen(true)}
    />
  );
}

function At({ at }: { at: string }) {
  const { formatTime, formatMoment } = useWords();
  return (
    <time dateTime={at} title={formatMoment(at, "full")}>
      {formatTime(at)}
    </time>
  );
}
