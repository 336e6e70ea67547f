import { useNow } from "#ui/clock.ts";
import { useWords } from "#ui/words.tsx";
import { daysSince } from "../needs.ts";
import type { Need, Needs } from "./useNeeds.ts";

const soonMs = 60 * 60_000;

/** The page's title: the meeting of the next hour, else what is on top of the list. */
export function useFirst({ meetings, all }: Needs): { title: string; need: Need | null; verb: string } | null {
  const { t, formatTime } = useWords();
  const { now, today, zone } = useNow();
  const meeting = meetings[0];
  if (meeting?.dueAt && Date.parse(meeting.dueAt) - Date.parse(now) < soonMs) {
    const facts = {
      subject: meeting.subject,
      who: meeting.organization ?? meeting.deal ?? "",
      time: formatTime(meeting.dueAt),
    };
    return { title: t(facts.who ? "home.first.meeting_with" : "home.first.meeting", facts), need: null, verb: "" };
  }
  const need = all[0];
  if (!need) return null;
  if (need.kind === "idle")
    return {
      title: t("home.first.idle", { deal: need.name, days: daysSince(need.lastTouchAt, today, zone) }),
      need,
      verb: t("home.verb.plan"),
    };
  const facts = {
    subject: need.subject,
    deal: need.deal ?? need.organization ?? "",
    time: need.dueAt ? formatTime(need.dueAt) : "",
  };
  return {
    title: t(!need.late ? "home.first.due" : facts.deal ? "home.first.late" : "home.first.late_alone", facts),
    need,
    verb: t("home.verb.done"),
  };
}
