import { useState } from "react";
import { addDays, type CivilDate, weekday } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { useWords } from "#ui/words.tsx";
import type { MeetingOutcome } from "../activity.ts";
import type { ActivityShape } from "../api.ts";
import { momentOf } from "./moments.ts";
import { type About, type Next, useClosing } from "./useClosing.ts";

const nextKinds = ["task", "call", "meeting"] as const;

type Props = {
  activity: Pick<ActivityShape, "id" | "subject">;
  /** How a meeting went. */
  outcome?: MeetingOutcome | undefined;
  /** Where it is closed already: what it was about, to which the next belongs. */
  closed?: About | undefined;
  /** It can be left by the dialog's own button. */
  inDialog?: boolean;
  topics: readonly string[];
  onClose: () => void;
};

/** Closes an activity and asks for the next in the same breath: one request. That none is needed is one press, and no less said. */
export function CloseForm({ activity, outcome, closed, inDialog, topics, onClose }: Props) {
  const { t } = useWords();
  const { today } = useNow();
  const [kind, setKind] = useState<(typeof nextKinds)[number]>("task");
  const [subject, setSubject] = useState("");
  const [day, setDay] = useState<CivilDate>(() => nextWorkday(today));
  const { close, plan, mayWrite } = useClosing(topics);
  const words = subject.trim();
  const handleNext = async (next: Next | undefined) => {
    if (closed && !next) return onClose();
    const done = closed && next ? await plan(closed, next) : await close(activity, { outcome, next });
    if (!done) return;
    onClose();
    const said = closed && next ? "planned" : "done";
    toast.done(t(`activities.toast.${said}`, { title: activity.subject }), done.undo);
  };
  const handleSubmit = () => {
    if (words === "" || day === "") return;
    const length = kind === "meeting" ? { lengthMinutes: 30 } : {};
    void handleNext({ kind, subject: words, dueAt: momentOf(day, "09:00"), ...length });
  };
  return (
    <form
      className="plan closing"
      aria-label={t(closed ? "activities.close.after" : "activities.close.label", { title: activity.subject })}
      onSubmit={(event) => {
        event.preventDefault();
        handleSubmit();
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
      </div>
      <div className="closing-more">
        {!inDialog && (
          <Button small quiet onClick={onClose}>
            {t("ui.part.cancel")}
          </Button>
        )}
        <span className="grow" />
        <Button small disabled={!mayWrite} onClick={() => void handleNext(undefined)}>
          {t("activities.close.none")}
        </Button>
        <button type="submit" className="btn sm pri" disabled={!mayWrite || words === "" || day === ""}>
          {t(closed ? "activities.compose.plan" : "activities.close.and_plan")}
        </button>
      </div>
      <p className="xs ink2">{t("activities.close.honest")}</p>
    </form>
  );
}

function nextWorkday(today: CivilDate): CivilDate {
  const tomorrow = addDays(today, 1);
  const over = weekday(tomorrow) - 5;
  return over > 0 ? addDays(tomorrow, 3 - over) : tomorrow;
}
