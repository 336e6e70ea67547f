import { useState } from "react";
import { dayAt } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { TextArea, TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { changeActivityRoute, type TimelineEntry } from "../api.ts";
import { momentOf } from "./Composer.tsx";
import { type TimelineRecord, topicsOf } from "./record.ts";

type Props = { entry: TimelineEntry; record: TimelineRecord; onClose: () => void };

/** An activity that is written again in its place: what it is about, and when, if it is still to be done. */
export function EntryEditor({ entry, record, onClose }: Props) {
  const { t } = useWords();
  const { zone } = useNow();
  const isPlanned = entry.done === false && entry.dueAt != null;
  const [subject, setSubject] = useState(entry.title ?? "");
  const [body, setBody] = useState(entry.body ?? "");
  const [day, setDay] = useState(() => (entry.dueAt ? dayAt(entry.dueAt, zone) : ""));
  const [time, setTime] = useState(() => (entry.dueAt ? timeAt(entry.dueAt, zone) : ""));
  const changing = useWrite(changeActivityRoute, { touches: topicsOf(record), onRefused: () => true });
  const isMissing = subject.trim() === "" || (isPlanned && (day === "" || time === ""));
  const handleSave = async () => {
    if (isMissing) return;
    const done = await changing.send(
      {
        params: { id: entry.id as never },
        body: {
          subject: subject.trim(),
          body: body.trim() || null,
          ...(isPlanned ? { dueAt: momentOf(day, time) } : {}),
        },
      },
      { ifMatch: entry.version === undefined ? undefined : String(entry.version) },
    );
    if (done) onClose();
  };
  return (
    <li>
      <form
        className="form rewrite"
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
        <TextInput label={t("activities.subject")} autoFocus maxLength={500} value={subject} onChange={setSubject} />
        <TextArea label={t("activities.body")} optional rows={3} value={body} onChange={setBody} />
        {isPlanned && (
          <div className="pair">
            <TextInput type="date" label={t("activities.compose.day")} value={day} onChange={setDay} />
            <TextInput type="time" label={t("activities.compose.time")} value={time} onChange={setTime} />
          </div>
        )}
        <div className="row">
          <Button small onClick={onClose}>
            {t("ui.part.cancel")}
          </Button>
          <Button primary small disabled={!changing.mayWrite || isMissing} onClick={() => void handleSave()}>
            {t("activities.compose.send")}
          </Button>
        </div>
      </form>
    </li>
  );
}

function timeAt(at: string, zone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
}
