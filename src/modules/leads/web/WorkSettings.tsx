import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { useOwners } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { MoneyInput } from "#ui/parts/FigureInputs.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { type leadSettingsRoute, setLeadSettingsRoute } from "../api.ts";
import { settingsTopics } from "./settingsTopics.ts";

const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const minuteOf = (text: string) => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
};

/** When the clock of first response runs, and what an hour of work costs. */
export function WorkSettings({ settings }: { settings: Answered<typeof leadSettingsRoute> }) {
  const words = useWords();
  const { t } = words;
  const people = useOwners();
  const { currency, ...given } = settings;
  const [typed, setTyped] = useState(given);
  const [who, setWho] = useState("");
  const { send, sending, refusal } = useWrite(setLeadSettingsRoute, { touches: settingsTopics, onRefused: () => true });
  const set = (part: Partial<typeof given>) => setTyped((old) => ({ ...old, ...part }));
  const save = async () => {
    if (await send({ body: typed })) toast.done(t("leads.said.saved"));
  };
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? "";
  return (
    <Card className="lead-card" title={t("leads.settings.hours")}>
      <div className="origin-new wide">
        <TextInput
          label={t("leads.settings.opens")}
          type="time"
          value={clockText(typed.fromMinute)}
          onChange={(text) => set({ fromMinute: minuteOf(text) ?? typed.fromMinute })}
        />
        <TextInput
          label={t("leads.settings.closes")}
          type="time"
          value={clockText(Math.min(typed.toMinute, 1439))}
          onChange={(text) => set({ toMinute: minuteOf(text) ?? typed.toMinute })}
          error={faultAt(words, refusal, "/toMinute")}
        />
      </div>
      <MoneyInput
        label={t("leads.settings.hour")}
        hint={t("leads.settings.hour_hint")}
        currency={currency}
        minor={typed.hourMinor}
        onChange={(hourMinor) => set({ hourMinor })}
      />
      <h3>{t("leads.settings.rates")}</h3>
      {typed.rates.map(({ personId, hourMinor }) => (
        <div key={personId} className="origin-row">
          <span>{nameOf(personId)}</span>
          <MoneyInput
            label={nameOf(personId)}
            bareLabel
            currency={currency}
            minor={hourMinor}
            onChange={(next) =>
              set({
                rates: typed.rates.map((one) => (one.personId === personId ? { personId, hourMinor: next ?? 0 } : one)),
              })
            }
          />
          <Button
            quiet
            icon="x"
            name={t("leads.settings.remove_rate", { name: nameOf(personId) })}
            onClick={() => set({ rates: typed.rates.filter((one) => one.personId !== personId) })}
          />
        </div>
      ))}
      <div className="origin-new">
        <Select
          label={t("leads.settings.person")}
          value={who}
          onChange={setWho}
          choices={people
            .filter(({ id }) => !typed.rates.some(({ personId }) => personId === id))
            .map(({ id, name }) => ({ value: id as string, label: name }))}
        />
        <Button
          icon="plus"
          disabled={who === ""}
          onClick={() => {
            const person = people.find(({ id }) => id === who);
            if (person) set({ rates: [...typed.rates, { personId: person.id, hourMinor: typed.hourMinor ?? 0 }] });
            setWho("");
          }}
        >
          {t("leads.settings.add_rate")}
        </Button>
      </div>
      <Button primary disabled={sending} onClick={() => void save()}>
        {t("leads.settings.save")}
      </Button>
    </Card>
  );
}
