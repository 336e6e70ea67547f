import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { CivilDate } from "#lib/time.ts";
import { momentOf as momentAt } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { changeActivityRoute, type DrawnActivity } from "../api.ts";
import { leastMinutes, moved, type Placed, resized, type Span, stepMinutes } from "../calendarGrid.ts";
import { addressOf } from "./ActivityPage.tsx";
import { hourPixels } from "./CalendarGrid.tsx";
import { DoneMark } from "./DoneMark.tsx";
import { MeetingOutcome } from "./MeetingOutcome.tsx";
import { useKinds } from "./useKinds.ts";

const topics = ["activities", "deals"];
const pixels = (minutes: number) => (minutes / 60) * hourPixels;
type Props = { one: DrawnActivity; date: CivilDate; place: Omit<Placed<unknown>, "item"> };
type Held = { x: number; y: number; width: number; isEnd: boolean };

/** One thing on the calendar: dragged to move, by its lower edge to resize, or both by the arrows. */
export function CalendarBlock({ one, date, place }: Props) {
  const { formatMoment, formatTime } = useWords();
  const { now, zone } = useNow();
  const { iconOf } = useKinds();
  const navigate = useNavigate();
  const was: Span = { date, from: place.from, length: one.lengthMinutes ?? leastMinutes };
  const [span, setSpan] = useState<Span | null>(null);
  const held = useRef<Held | null>(null);
  const save = useSave(one, was);
  const shown = span ?? was;
  const days = span ? daysFrom(date, span.date) : 0;
  const handleDown = (event: PointerEvent<HTMLElement>, isEnd: boolean) => {
    if (!one.mayWrite || event.button !== 0) return;
    event.stopPropagation();
    const width = event.currentTarget.closest(".cal-col")?.clientWidth ?? 1;
    held.current = { x: event.clientX, y: event.clientY, width, isEnd };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const handleMove = (event: PointerEvent) => {
    const from = held.current;
    if (!from) return;
    const minutes = ((event.clientY - from.y) / hourPixels) * 60;
    const isFar = Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
    if (!isFar && !span) return;
    setSpan(
      from.isEnd
        ? resized(was, minutes)
        : moved(was, { days: Math.round((event.clientX - from.x) / from.width), minutes }),
    );
  };
  const handleUp = async () => {
    const wasHeld = held.current;
    held.current = null;
    if (!wasHeld) return;
    if (!span) return wasHeld.isEnd ? undefined : void navigate(addressOf(one));
    await save(span);
    setSpan(null);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") return void navigate(addressOf(one));
    const minutes = { ArrowUp: -stepMinutes, ArrowDown: stepMinutes }[event.key];
    const byDays = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!one.mayWrite || (minutes === undefined && (byDays === undefined || event.shiftKey))) return;
    event.preventDefault();
    void save(event.shiftKey ? resized(was, minutes ?? 0) : moved(was, { days: byDays ?? 0, minutes: minutes ?? 0 }));
  };
  const isOver = one.kind === "meeting" && one.dueAt !== null && one.dueAt <= now && one.meetingOutcome === null;
  const style = {
    top: pixels(shown.from),
    height: Math.max(pixels(shown.length), pixels(leastMinutes)) - 2,
    left: `calc(${(100 * place.lane) / place.lanes}% + ${2}px)`,
    width: `calc(${100 / place.lanes}% - 6px)`,
    ...(days === 0
      ? {}
      : { transform: `translateX(calc(${days * place.lanes * 100}% + ${days * place.lanes * 6}px))` }),
  };
  return (
    <div className={classOf(one, { isHeld: span !== null, isOver, isTall: shown.length >= 60 })} style={style}>
      {/* biome-ignore lint/a11y/useSemanticElements: a button would take the drag for a press */}
      <div
        role="button"
        tabIndex={0}
        className="cal-grip"
        aria-describedby="cal-keys"
        onPointerDown={(event) => handleDown(event, false)}
        onPointerMove={handleMove}
        onPointerUp={() => void handleUp()}
        onPointerCancel={() => {
          held.current = null;
          setSpan(null);
        }}
        onKeyDown={handleKey}
      >
        <span className="row b cut">
          <Icon name={iconOf(one)} small />
          <span className="cut">{one.subject}</span>
        </span>
        <span className="sr">{formatMoment(one.dueAt ?? "", "short")}</span>
        <span className="xs ink2 cut block num" aria-hidden="true">
          {[formatTime(momentAt(shown.date, shown.from, zone)), one.deal ?? one.organization ?? one.contact]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      {isOver && one.mayWrite && <MeetingOutcome meeting={one} topics={topics} />}
      <DoneMark one={one} />
      {one.mayWrite && (
        <div
          className="cal-edge"
          onPointerDown={(event) => handleDown(event, true)}
          onPointerMove={handleMove}
          onPointerUp={() => void handleUp()}
        />
      )}
    </div>
  );
}

/** Saves where it stands now, says it, and offers the way back. */
function useSave(one: DrawnActivity, was: Span) {
  const { t, formatMoment } = useWords();
  const { zone } = useNow();
  const { send } = useWrite(changeActivityRoute, { touches: topics });
  const params = { id: one.id };
  const bodyOf = ({ date, from, length }: Span) => ({
    dueAt: momentAt(date, from, zone),
    ...(length === was.length ? {} : { lengthMinutes: length }),
  });
  return async (span: Span) => {
    if (span.date === was.date && span.from === was.from && span.length === was.length) return;
    const saved = await send({ params, body: bodyOf(span) });
    if (!saved) return;
    const when = formatMoment(saved.dueAt ?? "", "short");
    toast.done(t("activities.calendar.moved", { title: one.subject, when }), () =>
      send({ params, body: { dueAt: one.dueAt, lengthMinutes: one.lengthMinutes } }),
    );
  };
}

function daysFrom(a: CivilDate, b: CivilDate): number {
  return Temporal.PlainDate.from(a).until(b).days;
}

type Look = { isHeld: boolean; isOver: boolean; isTall: boolean };

function classOf({ kind, doneAt, mayWrite }: DrawnActivity, { isHeld, isOver, isTall }: Look): string {
  const parts = [kind === "meeting" && "meeting", doneAt && "done", mayWrite && "mine"];
  return ["cal-block", ...parts, isHeld && "held", isOver && "over", isTall && "tall"].filter(Boolean).join(" ");
}
