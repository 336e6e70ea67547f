import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import type { MeetingOutcome as Outcome } from "../activity.ts";
import { type ActivityShape, changeActivityRoute } from "../api.ts";
import { useAskNext } from "./AsksNext.tsx";
import { type About, aboutOf } from "./useClosing.ts";

type Props = {
  meeting: Pick<ActivityShape, "id" | "subject" | "meetingOutcome"> & About;
  topics: readonly string[];
};

/** How a meeting went, by one press, and then what comes next; it can be put right as often as needed, and figures follow. */
export function MeetingOutcome({ meeting, topics }: Props) {
  const askNext = useAskNext();
  const { t } = useWords();
  const { send, mayWrite } = useWrite(changeActivityRoute, { touches: [...topics, "figures"] });
  const params = { id: meeting.id };
  const say = async (outcome: Outcome) => {
    const was = meeting.meetingOutcome;
    const done = await send({ params, body: { meetingOutcome: outcome } });
    if (!done) return;
    toast.done(t(`activities.toast.${outcome}`, { title: meeting.subject }), () =>
      send({ params, body: { meetingOutcome: was } }),
    );
    if (was === null) askNext({ activity: meeting, closed: aboutOf(meeting) });
  };
  const others = (["held", "guest_missed", "cancelled"] as const).filter((one) => one !== meeting.meetingOutcome);
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no set of fields
    <span className="row outcome" role="group" aria-label={t("activities.meeting.how", { title: meeting.subject })}>
      {others.map((outcome) => (
        <Button
          key={outcome}
          small
          quiet={meeting.meetingOutcome !== null || outcome === "cancelled"}
          {...(outcome === "held" ? { icon: "check" as const } : {})}
          disabled={!mayWrite}
          onClick={() => void say(outcome)}
        >
          {t(`activities.meeting.${outcome}`)}
        </Button>
      ))}
    </span>
  );
}
