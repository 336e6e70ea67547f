import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { addDays, type CivilDate, dayAt, momentOf as momentAt } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";
import type { DrawnActivity } from "../api.ts";
import { leastMinutes, placed, type Span, stretch } from "../calendarGrid.ts";
import { addressOf } from "./ActivityPage.tsx";
import { CalendarBlock } from "./CalendarBlock.tsx";
import { DoneMark } from "./DoneMark.tsx";
import { dayAndTime } from "./moments.ts";

const hours = Array.from({ length: 24 }, (_, at) => at);
/** As in calendar.css: an hour is so many pixels high. */
export const hourPixels = 48;
const morning = 7.5;

type Props = {
  days: readonly CivilDate[];
  activities: readonly DrawnActivity[];
  /** The stretch for which something is being written. */
  drawn: Span | null;
  onAdd: (date: CivilDate) => void;
  onDraw: (span: Span) => void;
};

/** Days side by side, hours from top to bottom; what has no hour stands above. */
export function CalendarGrid({ days, activities, drawn, onAdd, onDraw }: Props) {
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
            <span className="row">
              <time dateTime={date} className="s b grow" title={formatDate(date, "full")}>
                {formatDate(date, "weekday")}
              </time>
              <Button
                quiet
                small
                icon="plus"
                className="cal-add"
                name={t("activities.calendar.add_on", { day: formatDate(date, "full") })}
                onClick={() => onAdd(date)}
              />
            </span>
            {ofDay
              .filter(({ dueAt }) => dueAt && dayAt(dueAt, zone) === date)
              .map((one) => (
                <span key={one.id} className="cal-whole">
                  <Link to={addressOf(one)} className={one.doneAt ? "cal-strip done cut" : "cal-strip cut"}>
                    {one.subject}
                  </Link>
                  <DoneMark one={one} />
                </span>
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
          <DayColumn key={date} date={date} drawn={drawn?.date === date ? drawn : null} onDraw={onDraw}>
            {placed(blocksOf(timed, date)).map(({ item, ...place }) => (
              <CalendarBlock key={item.id} one={item} date={date} place={place} />
            ))}
            {date === today && <NowLine at={now} />}
          </DayColumn>
        ))}
      </div>
    </section>
  );
}

type ColumnProps = { date: CivilDate; drawn: Span | null; onDraw: (span: Span) => void; children: ReactNode };

/** A day, on whose free places one draws what is to be: by a press or by dragging; the day's button is the way by keys. */
function DayColumn({ date, drawn, onDraw, children }: ColumnProps) {
  const { formatDate } = useWords();
  const [held, setHeld] = useState<{ from: number; to: number } | null>(null);
  const minuteAt = (event: PointerEvent<HTMLElement>) =>
    ((event.clientY - event.currentTarget.getBoundingClientRect().top) / hourPixels) * 60;
  const handleDown = (event: PointerEvent<HTMLElement>) => {
    // What stands there is moved, not drawn over; a finger scrolls.
    if (event.target !== event.currentTarget || event.button !== 0 || event.pointerType === "touch") return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld({ from: minuteAt(event), to: minuteAt(event) });
  };
  const shown = held ? stretch(date, held.from, held.to) : drawn;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a day of a calendar is no set of fields
    <div
      className="cal-col"
      role="group"
      aria-label={formatDate(date, "full")}
      onPointerDown={handleDown}
      onPointerMove={(event) => held && setHeld({ ...held, to: minuteAt(event) })}
      onPointerUp={() => {
        if (held) onDraw(stretch(date, held.from, held.to));
        setHeld(null);
      }}
      onPointerCancel={() => setHeld(null)}
    >
      {children}
      {shown && <Stretch span={shown} />}
    </div>
  );
}

function Stretch({ span: { date, from, length } }: { span: Span }) {
  const { formatTime } = useWords();
  const { zone } = useNow();
  const style = { top: (from / 60) * hourPixels, height: (length / 60) * hourPixels };
  const end = momentAt(addDays(date, from + length === 1440 ? 1 : 0), (from + length) % 1440, zone);
  return (
    <div className="cal-drawn xs b num" style={style} aria-hidden="true">
      {formatTime(momentAt(date, from, zone))}–{formatTime(end)}
    </div>
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
