import { useState } from "react";
import { addDays, type CivilDate, weekday } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import type { MeetingOutcome } from "../activity.ts";
import { type ActivityShape, changeActivityRoute } from "../api.ts";
import { momentOf } from "./moments.ts";

const nextKinds = ["task", "call", "meeting"] as const;

type Props = {
  activity: Pick<ActivityShape, "id" | "subject">;
  /** How a meeting went. */
  outcome?: MeetingOutcome | undefined;
  topics: readonly string[];
  onClose: () => void;
};

/** Closes an activity and asks for the next in the same breath: one request. Left empty, nothing comes next. */
export function CloseForm({ activity, outcome, topics, onClose }: Props) {
  const { t } = useWords();
  const { today } = useNow();
  const [kind, setKind] = useState<(typeof nextKinds)[number]>("task");
  const [subject, setSubject] = useState("");
  const [day, setDay] = useState<CivilDate>(() => nextWorkday(today));
  const { send, mayWrite } = useWrite(changeActivityRoute, { touches: topics });
  const params = { id: activity.id };
  const handleClose = async () => {
    const words = subject.trim();
    const length = kind === "meeting" ? { lengthMinutes: 30 } : {};
    const next = words ? { next: { kind, subject: words, dueAt: momentOf(day, "09:00"), ...length } } : {};
    const closed = await send({
      params,
      body: { ...(outcome ? { meetingOutcome: outcome } : { done: true }), ...next },
    });
    if (!closed) return;
    onClose();
    toast.done(t("activities.toast.done", { title: closed.subject }), () => send({ params, body: { done: false } }));
  };
  return (
    <form
      className="plan closing"
      aria-label={t("activities.close.label", { title: activity.subject })}
      onSubmit={(event) => {
        event.preventDefault();
        void handleClose();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <TextInput
        label={t("activities.next.what")}
        placeholder={t("activities.next.what")}
        bareLabel
        autoFocus
        maxLength={500}
        value={subject}
        onChange={setSubject}
      />
      <div className="closing-more">
        <Select
          label={t("activities.compose.kind")}
          bareLabel
          choices={nextKinds.map((value) => ({ value, label: t(`activities.compose.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextInput type="date" label={t("activities.compose.day")} bareLabel value={day} onChange={setDay} />
        <span className="grow" />
        <Button small onClick={onClose}>
          {t("ui.part.cancel")}
        </Button>
        <button type="submit" className="btn sm pri" disabled={!mayWrite || day === ""}>
          {t(subject.trim() === "" ? "activities.close.only" : "activities.close.and_plan")}
        </button>
      </div>
    </form>
  );
}

function nextWorkday(today: CivilDate): CivilDate {
  const tomorrow = addDays(today, 1);
  const over = weekday(tomorrow) - 5;
  return over > 0 ? addDays(tomorrow, 3 - over) : tomorrow;
}
