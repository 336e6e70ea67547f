import { useState } from "react";
import { RecordFields } from "#modules/lists/web/public.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { isWords } from "../activity.ts";
import { changeActivityRoute, type DrawnActivity } from "../api.ts";
import { AttachButton } from "./AttachButton.tsx";
import { AttachedFile } from "./AttachedFile.tsx";
import { MentionArea, type Mentioned, withIds, withNames } from "./MentionArea.tsx";
import { dayAndTime, momentOf } from "./moments.ts";
import { type TimelineRecord, topicsOf } from "./record.ts";
import { useAttach, useFileDrop } from "./takeFiles.ts";

type Props = { activity: DrawnActivity; record: TimelineRecord; onClose: () => void };

/** An activity that is written again in its place: what it is about, and when, if it is still to be done. */
export function EntryEditor({ activity, record, onClose }: Props) {
  const { t } = useWords();
  const isPlanned = activity.doneAt === null && activity.dueAt !== null && !activity.allDay;
  const hasSubject = activity.kind !== "comment";
  const [subject, setSubject] = useState(() => withNames(activity.subject, activity.mentioned));
  const [body, setBody] = useState(() => ({
    text: withNames(activity.body ?? "", activity.mentioned),
    mentions: activity.mentioned as Mentioned[],
  }));
  const [{ day, time }, setWhen] = useState(() =>
    activity.dueAt ? dayAndTime(activity.dueAt) : { day: "", time: "" },
  );
  const changing = useWrite(changeActivityRoute, { touches: topicsOf(record), onRefused: () => true });
  const attaching = useAttach(record, activity.id);
  const { isOver, takes } = useFileDrop((files) => void attaching.attach(files));
  const isMissing = (hasSubject ? subject : body.text).trim() === "" || (isPlanned && (day === "" || time === ""));
  const handleSave = async () => {
    if (isMissing) return;
    const done = await changing.send(
      {
        params: { id: activity.id },
        body: {
          ...(hasSubject ? { subject: withIds(subject.trim(), activity.mentioned) } : {}),
          body: withIds(body.text.trim(), body.mentions) || null,
          ...(isPlanned ? { dueAt: momentOf(day, time) } : {}),
        },
      },
      { ifMatch: String(activity.version) },
    );
    if (done) onClose();
  };
  return (
    <li>
      <form
        className={isOver ? "form rewrite over" : "form rewrite"}
        {...takes}
        onSubmit={(event) => {
          event.preventDefault();
          void handleSave();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      >
        {changing.refusal && <Problem error={changing.refusal} />}
        {attaching.refusal && <Problem error={attaching.refusal} />}
        {hasSubject && (
          <TextInput
            label={t(isWords(activity.kind) ? "activities.kind.note" : "activities.subject")}
            autoFocus
            maxLength={500}
            value={subject}
            onChange={setSubject}
          />
        )}
        <MentionArea
          label={t(hasSubject ? "activities.body" : "activities.kind.comment")}
          rows={3}
          record={record}
          {...body}
          onChange={setBody}
        />
        {isPlanned && (
          <div className="pair">
            <TextInput
              type="date"
              label={t("activities.compose.day")}
              value={day}
              onChange={(next) => setWhen({ day: next, time })}
            />
            <TextInput
              type="time"
              label={t("activities.compose.time")}
              value={time}
              onChange={(next) => setWhen({ day, time: next })}
            />
          </div>
        )}
        {activity.files.length > 0 && (
          <ul className="files entry-files">
            {activity.files.map((file) => (
              <AttachedFile key={file.id} file={file} topics={topicsOf(record)} />
            ))}
          </ul>
        )}
        <div className="row">
          <AttachButton
            label={t("activities.files.attach")}
            sending={attaching.sending}
            onFiles={(files) => void attaching.attach(files)}
          />
          <span className="grow" />
          <Button small onClick={onClose}>
            {t("ui.part.cancel")}
          </Button>
          <Button primary small disabled={!changing.mayWrite || isMissing} onClick={() => void handleSave()}>
            {t("activities.compose.send")}
          </Button>
        </div>
      </form>
      <RecordFields list="activities" id={activity.id} mayWrite topics={topicsOf(record)} />
    </li>
  );
}
