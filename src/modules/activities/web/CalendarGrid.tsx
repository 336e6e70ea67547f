import { useEffect, useRef } from "react";
import { type CivilDate, dayAt } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { useWords } from "#ui/words.tsx";
import type { DrawnActivity } from "../api.ts";
import { leastMinutes, placed } from "../calendarGrid.ts";
import { addressOf } from "./ActivityPage.tsx";
import { CalendarBlock } from "./CalendarBlock.tsx";
import { dayAndTime } from "./moments.ts";

const hours = Array.from({ length: 24 }, (_, at) => at);
/** As in calendar.css: an hour is so many pixels high. */
export const hourPixels = 48;
const morning = 7.5;

type Props = { days: readonly CivilDate[]; activities: readonly DrawnActivity[] };

/** Days side by side, hours from top to bottom; what has no hour stands above. */
export function CalendarGrid({ days, activities }: Props) {
  const { t, formatDate } = useWords();
  const { now, today, zone } = useNow();
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = morning * hourPixels;
  }, []);
  const timed = activities.filter(({ allDay }) => !allDay);
  const ofDay = activities.filter(({ allDay }) => allDay);
  const columns = { gridTemplateColumns: `56px repeat(${days.length}, minmax(0, 1fr))` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="cal-grid desk" ref={scroller} tabIndex={0} aria-label={t("activities.calendar.title")}>
      <div className="cal-head" style={columns}>
        <span className="xs ink3 cal-corner">{t("activities.calendar.all_day")}</span>
        {days.map((date) => (
          <div key={date} className={date === today ? "cal-day today" : "cal-day"}>
            <time dateTime={date} className="s b" title={formatDate(date, "full")}>
              {formatDate(date, "weekday")}
            </time>
            {ofDay
              .filter(({ dueAt }) => dueAt && dayAt(dueAt, zone) === date)
              .map((one) => (
                <Link key={one.id} to={addressOf(one)} className={one.doneAt ? "cal-strip done cut" : "cal-strip cut"}>
                  {one.subject}
                </Link>
              ))}
          </div>
        ))}
      </div>
      <p id="cal-keys" className="sr">
        {t("activities.calendar.keys")}
      </p>
      <div className="cal-body" style={columns}>
        <div className="cal-hours" aria-hidden="true">
          {hours.map((hour) => (
            <span key={hour} className="xs ink3 num">
              {hour > 0 && `${hour}:00`}
            </span>
          ))}
        </div>
        {days.map((date) => (
          // biome-ignore lint/a11y/useSemanticElements: a day of a calendar is no set of fields
          <div key={date} className="cal-col" role="group" aria-label={formatDate(date, "full")}>
            {placed(blocksOf(timed, date)).map(({ item, ...place }) => (
              <CalendarBlock key={item.id} one={item} date={date} place={place} />
            ))}
            {date === today && <NowLine at={now} />}
          </div>
        ))}
      </div>
    </section>
  );
}

function blocksOf(all: readonly DrawnActivity[], date: CivilDate) {
  return all.flatMap((item) => {
    if (!item.dueAt) return [];
    const { day, time } = dayAndTime(item.dueAt);
    if (day !== date) return [];
    const from = minuteOf(time);
    return [{ item, from, to: Math.min(24 * 60, from + (item.lengthMinutes ?? leastMinutes)) }];
  });
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

function NowLine({ at }: { at: string }) {
  const { t } = useWords();
  const top = (minuteOf(dayAndTime(at).time) / 60) * hourPixels;
  return (
    <div className="cal-now" style={{ top }}>
      <span className="sr">{t("activities.calendar.now")}</span>
    </div>
  );
}
