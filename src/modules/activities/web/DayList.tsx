import { type CivilDate, dayAt } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { DrawnActivity } from "../api.ts";
import { addressOf } from "./ActivityPage.tsx";
import { DoneMark } from "./DoneMark.tsx";
import { MeetingOutcome } from "./MeetingOutcome.tsx";
import { useKinds } from "./useKinds.ts";

const topics = ["activities", "deals"];

/** The same for a phone: one day beneath the other. */
export function DayList({ days, activities }: { days: readonly CivilDate[]; activities: readonly DrawnActivity[] }) {
  const { t, formatDate, formatTime } = useWords();
  const { iconOf } = useKinds();
  const { now, zone } = useNow();
  return (
    <div className="cal-list phone">
      {days.map((date) => {
        const all = activities.filter(({ dueAt }) => dueAt && dayAt(dueAt, zone) === date);
        return (
          <section key={date}>
            <h2>
              <time dateTime={date}>{formatDate(date, "full")}</time>
            </h2>
            {all.length === 0 && <p className="s ink2">{t("activities.calendar.none")}</p>}
            <ul>
              {all.map((one) => (
                <li key={one.id} className="li">
                  <span className="num s cal-when">
                    {one.allDay ? t("activities.calendar.all_day") : formatTime(one.dueAt ?? "")}
                  </span>
                  <Icon name={iconOf(one)} small />
                  <Link className={one.doneAt ? "grow ink2" : "grow"} to={addressOf(one)}>
                    <span className="s b cut block">{one.subject}</span>
                    <span className="xs ink2 cut block">{one.deal ?? one.organization ?? one.contact}</span>
                  </Link>
                  <DoneMark one={one} inWords />
                  {one.kind === "meeting" && one.mayWrite && one.dueAt && one.dueAt <= now && !one.meetingOutcome && (
                    <MeetingOutcome meeting={one} topics={topics} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
