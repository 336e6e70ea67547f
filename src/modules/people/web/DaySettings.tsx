import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Checkbox, TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { keyOf, useRead, useWrite, type Write } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { calendarRoute, setCalendarRoute } from "../api.ts";
import { weekdayChoices } from "./choices.ts";
import { Settings } from "./Settings.tsx";

type Calendar = Answered<typeof calendarRoute>;
type Change = (next: Calendar, said: string) => void;
type Parts = { calendar: Calendar; onChange: Change; mayWrite: boolean };

/** The company's working days: pace and quotas count these. Each change is kept at once. */
export default function DaySettings() {
  const { data, error, again } = useRead(calendarRoute, {}, { topics: ["workspace"] });
  const { onChange, mayWrite } = useCalendarChange();
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && <Weekdays {...{ onChange, mayWrite }} calendar={data} />}
      {data && <DaysOff {...{ onChange, mayWrite }} calendar={data} />}
    </Settings>
  );
}

function useCalendarChange(): { onChange: Change } & Pick<Write<typeof setCalendarRoute>, "mayWrite"> {
  const { send, mayWrite } = useWrite(setCalendarRoute, {
    touches: ["workspace", "figures"],
    ahead: ({ body }) => [{ key: keyOf(calendarRoute, {}), apply: () => body }],
  });
  const onChange: Change = (next, said) => void send({ body: next }).then((answer) => answer && toast.done(said));
  return { onChange, mayWrite };
}

function Weekdays({ calendar, onChange, mayWrite }: Parts) {
  const { t, locale } = useWords();
  const { workweek } = calendar;
  const toggle = (day: number) => {
    const next = workweek.includes(day) ? workweek.filter((one) => one !== day) : [...workweek, day].toSorted();
    onChange({ ...calendar, workweek: next }, t("people.settings.saved"));
  };
  return (
    <Card title={t("people.days.title")}>
      <p className="lead">{t("people.days.lead")}</p>
      <div className="card-body days">
        {weekdayChoices(locale).map(({ value, label }) => {
          const day = Number(value);
          const isOn = workweek.includes(day);
          // A week without a working day counts nothing: the last one stays.
          const isLast = isOn && workweek.length === 1;
          return (
            <Checkbox
              key={value}
              label={label}
              checked={isOn}
              disabled={!mayWrite || isLast}
              onChange={() => toggle(day)}
            />
          );
        })}
      </div>
    </Card>
  );
}

function DaysOff({ calendar, onChange, mayWrite }: Parts) {
  const { t, formatDate } = useWords();
  const { holidays } = calendar;
  const remove = (day: string, name: string) => {
    const left = holidays.filter((one) => one.day !== day);
    onChange({ ...calendar, holidays: left }, t("people.days.removed_day", { name }));
  };
  return (
    <Card title={t("people.days.holidays")}>
      {holidays.length === 0 && <Empty title={t("people.days.none")} />}
      <ul>
        {holidays.map(({ day, name }) => (
          <li key={day} className="li">
            <span className="grow">
              <strong>{name}</strong> <span className="s ink2 num">{formatDate(day, "full")}</span>
            </span>
            <Button
              small
              quiet
              icon="x"
              name={t("people.days.remove", { name })}
              disabled={!mayWrite}
              onClick={() => remove(day, name)}
            />
          </li>
        ))}
      </ul>
      <AddDay {...{ calendar, onChange, mayWrite }} />
    </Card>
  );
}

function AddDay({ calendar, onChange, mayWrite }: Parts) {
  const { t } = useWords();
  const [day, setDay] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const add = () => {
    if (!day) return;
    const others = calendar.holidays.filter((one) => one.day !== day);
    const holidays = [...others, { day, name }].toSorted((a, b) => (a.day < b.day ? -1 : 1));
    onChange({ ...calendar, holidays }, t("people.days.saved_day", { name }));
    setDay(null);
    setTyped("");
  };
  return (
    <form
      className="card-body add-line"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <DateInput label={t("people.days.day")} value={day} onChange={setDay} />
      <TextInput label={t("people.days.name")} value={typed} onChange={setTyped} />
      <Button type="submit" disabled={!mayWrite || !day || name === ""}>
        {t("people.days.add")}
      </Button>
    </form>
  );
}
