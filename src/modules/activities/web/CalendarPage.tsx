import "./calendar.css";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { addDays, type CivilDate, type Instant } from "#lib/time.ts";
import { useEverybody } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { calendarRoute } from "../api.ts";
import { type Span, weekOf } from "../calendarGrid.ts";
import { AsksNext } from "./AsksNext.tsx";
import { CalendarGrid } from "./CalendarGrid.tsx";
import { DayList } from "./DayList.tsx";
import { dayAndTime } from "./moments.ts";
import { NewOnCalendar } from "./NewOnCalendar.tsx";

const topics = ["activities"];

/** A day or a week of one's own, a colleague's or a team's. What is shown stands in the address. */
export default function CalendarPage() {
  return (
    <AsksNext topics={["activities", "deals"]}>
      <Calendar />
    </AsksNext>
  );
}

function Calendar() {
  const { t, formatDate, formatDays } = useWords();
  const { workspace, person } = useSession();
  const { today, now } = useNow();
  const [drawn, setDrawn] = useState<Span | null>(null);
  const [address, setAddress] = useSearchParams();
  const isDay = address.get("view") === "day";
  const date = address.get("day") ?? today;
  const who = address.get("who") ?? `person:${person.id}`;
  const days = isDay ? [date] : weekOf(date, workspace.weekStart);
  const [first, last] = [days[0] ?? date, days.at(-1) ?? date];
  const [kind, id] = who.split(":");
  const query = { from: first, to: last, ...(kind === "team" ? { team: id as never } : { person: id as never }) };
  const { data, error, again } = useRead(calendarRoute, { query }, { topics, keep: true });
  const set = (part: { view?: string; day?: CivilDate; who?: string }) =>
    setAddress({ ...Object.fromEntries(address), ...part }, { replace: true });
  const go = (by: number) => set({ day: addDays(date, isDay ? by : 7 * by) });
  const add = (day: CivilDate) => setDrawn({ date: day, from: nextFree(day === today ? now : null), length: 30 });
  const shownDay = days.includes(today) ? today : first;
  useKeys([
    { keys: "n", label: "activities.calendar.key.add", group: "here", run: () => add(shownDay) },
    { keys: "k", label: "activities.calendar.key.back", group: "here", run: () => go(-1) },
    { keys: "j", label: "activities.calendar.key.on", group: "here", run: () => go(1) },
  ]);
  const title = isDay ? formatDate(date, "full") : formatDays(first, last);
  return (
    <main className="main flush calendar" id="main">
      <div className="bar line">
        <h1 className="cut">{title}</h1>
        <Button icon="left" name={t("activities.calendar.before")} onClick={() => go(-1)} />
        <Button onClick={() => set({ day: today })}>{t("activities.calendar.today")}</Button>
        <Button icon="right" name={t("activities.calendar.after")} onClick={() => go(1)} />
        <ButtonLink quiet small icon="list" className="cal-first" to="/activities">
          <span className="cal-word">{t("activities.list.open")}</span>
        </ButtonLink>
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons are no set of fields */}
        <span className="seg desk" role="group" aria-label={t("activities.calendar.title")}>
          <Button aria-pressed={isDay} onClick={() => set({ view: "day" })}>
            {t("activities.calendar.day")}
          </Button>
          <Button aria-pressed={!isDay} onClick={() => set({ view: "week" })}>
            {t("activities.calendar.week")}
          </Button>
        </span>
        <span className="grow" />
        <span className="xs ink3 desk">{t("activities.calendar.zone", { zone: workspace.zone })}</span>
        <Whose who={who} onChange={(next) => set({ who: next })} />
        <Button primary icon="plus" keys="n" className="cal-first" onClick={() => add(shownDay)}>
          {t("activities.calendar.add")}
        </Button>
        <span className="cal-break phone" />
      </div>
      {error && <Problem error={error} onAgain={again} />}
      {data && data.hidden > 0 && (
        <p className="xs ink2 hidden-note">{t("activities.calendar.hidden", { count: data.hidden })}</p>
      )}
      {data && (
        <>
          <CalendarGrid days={days} activities={data.activities} drawn={drawn} onAdd={add} onDraw={setDrawn} />
          <DayList days={days} activities={data.activities} />
        </>
      )}
      {drawn && (
        <NewOnCalendar
          key={`${drawn.date} ${drawn.from}`}
          span={drawn}
          ownerId={kind === "person" ? (id ?? person.id) : person.id}
          onClose={() => setDrawn(null)}
        />
      )}
    </main>
  );
}

/** The next half hour of today that hasn't begun; of another day its morning. Late in the evening the last. */
function nextFree(now: Instant | null): number {
  if (now === null) return 9 * 60;
  const [hour = 0, minute = 0] = dayAndTime(now).time.split(":").map(Number);
  return Math.min(Math.ceil((hour * 60 + minute) / 30) * 30, 23 * 60 + 30);
}

function Whose({ who, onChange }: { who: string; onChange: (who: string) => void }) {
  const { t } = useWords();
  const { person } = useSession();
  const { data } = useEverybody();
  const others = (data?.people ?? []).filter(({ id, leftOn, erasedAt }) => id !== person.id && !leftOn && !erasedAt);
  return (
    <Select
      label={t("activities.calendar.whose")}
      bareLabel
      choices={[
        { value: `person:${person.id}`, label: t("activities.calendar.mine") },
        ...(data?.teams ?? []).map(({ id, name }) => ({
          value: `team:${id}`,
          label: t("activities.calendar.team", { name }),
        })),
        ...others.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
      ]}
      value={who}
      onChange={onChange}
    />
  );
}
