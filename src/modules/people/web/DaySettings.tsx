import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Checkbox, TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { calendarRoute, setCalendarRoute } from "../api.ts";
import { weekdayChoices } from "./choices.ts";
import { Settings } from "./Settings.tsx";

type Calendar = { workweek: number[]; holidays: { day: string; name: string }[] };

/** The company's working days: pace and quotas count these. */
export default function DaySettings() {
  const { data } = useRead(calendarRoute, {});
  return <Settings>{data && <CalendarForm saved={data} />}</Settings>;
}

function CalendarForm({ saved }: { saved: Calendar }) {
  const { t, locale, formatDate } = useWords();
  const [calendar, setCalendar] = useState(saved);
  const [day, setDay] = useState<string | null>(null);
  const [name, setName] = useState("");
  const { send, sending, mayWrite } = useWrite(setCalendarRoute, {
    touches: ["workspace", "figures"],
    onDone: () => void toast.done(t("people.settings.saved")),
  });
  const toggle = (weekday: number) => {
    const workweek = calendar.workweek.includes(weekday)
      ? calendar.workweek.filter((one) => one !== weekday)
      : [...calendar.workweek, weekday];
    if (workweek.length > 0) setCalendar({ ...calendar, workweek });
  };
  const add = () => {
    if (!day || name.trim() === "") return;
    const others = calendar.holidays.filter((one) => one.day !== day);
    setCalendar({
      ...calendar,
      holidays: [...others, { day, name: name.trim() }].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    });
    setDay(null);
    setName("");
  };
  return (
    <Card title={t("people.days.title")}>
      <div className="card-body">
        <p className="s ink2">{t("people.days.lead")}</p>
        <div className="days">
          {weekdayChoices(locale).map((one) => (
            <Checkbox
              key={one.value}
              label={one.label}
              checked={calendar.workweek.includes(Number(one.value))}
              onChange={() => toggle(Number(one.value))}
            />
          ))}
        </div>
        <h2>{t("people.days.holidays")}</h2>
        <ul>
          {calendar.holidays.map((one) => (
            <li key={one.day} className="li">
              <span className="grow">
                <strong>{formatDate(one.day, "full")}</strong> <span className="ink2">{one.name}</span>
              </span>
              <Button
                small
                quiet
                icon="x"
                name={t("people.days.remove", { name: one.name })}
                onClick={() =>
                  setCalendar({ ...calendar, holidays: calendar.holidays.filter((other) => other.day !== one.day) })
                }
              />
            </li>
          ))}
        </ul>
        <div className="two">
          <DateInput label={t("people.days.day")} value={day} onChange={setDay} />
          <TextInput label={t("people.days.name")} value={name} onChange={setName} />
        </div>
        <div className="acts">
          <Button onClick={add} disabled={!day || name.trim() === ""}>
            {t("people.days.add")}
          </Button>
          <Button primary disabled={!mayWrite || sending} onClick={() => void send({ body: calendar })}>
            {t("people.settings.save")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
