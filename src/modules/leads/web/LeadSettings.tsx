import "./leads.css";
import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Settings, useOwners } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { Money } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import {
  addCampaignRoute,
  addSourceRoute,
  changeCampaignRoute,
  changeSourceRoute,
  leadSettingsRoute,
  originsRoute,
  scoreRulesRoute,
  setLeadSettingsRoute,
  setScoreRulesRoute,
} from "../api.ts";
import { questionsOf, type RuleSubject, ruleSubjects } from "../score.ts";

type Origins = Answered<typeof originsRoute>;
type Rule = Omit<Answered<typeof scoreRulesRoute>["rules"][number], "id">;
const topics = ["sources", "lead_rules", "leads"];

/** Score rules, where leads come from and how soon they are answered, and what an hour of work costs. */
export default function LeadSettings() {
  const { t } = useWords();
  const rules = useRead(scoreRulesRoute, {}, { topics: ["lead_rules"] });
  const origins = useRead(originsRoute, {}, { topics: ["sources"] });
  const settings = useRead(leadSettingsRoute, {}, { topics: ["lead_rules"] });
  const error = rules.error ?? origins.error ?? settings.error;
  return (
    <Settings>
      <p className="ink2">{t("leads.settings.lead")}</p>
      {error && <Problem error={error} onAgain={rules.again} />}
      {rules.data && origins.data && <Rules rules={rules.data.rules} origins={origins.data} />}
      {origins.data && <Sources sources={origins.data.sources} />}
      {origins.data && <Campaigns {...origins.data} />}
      {settings.data && <Work settings={settings.data} />}
    </Settings>
  );
}

const blankRule: Rule = { label: null, subject: "source", field: null, question: "is", value: null, points: 10 };

function Rules({ rules, origins }: { rules: readonly Rule[]; origins: Origins }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState<readonly Rule[]>(
    rules.map(({ label, subject, field, question, value, points }) => ({
      label,
      subject,
      field,
      question,
      value,
      points,
    })),
  );
  const { send, sending, refusal } = useWrite(setScoreRulesRoute, { touches: topics, onRefused: () => true });
  const change = (at: number, part: Partial<Rule>) =>
    setTyped((old) => old.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const save = async () => {
    if (await send({ body: { rules: [...typed] } })) toast.done(t("leads.said.saved"));
  };
  return (
    <Card className="lead-card" title={t("leads.settings.rules")}>
      <p className="ink2 s">{t("leads.settings.rules_hint")}</p>
      {typed.length === 0 && <p className="ink2 s">{t("leads.settings.no_rules")}</p>}
      {typed.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no names of their own until they are saved
        <fieldset key={at} className="rule-row" aria-label={t("leads.settings.rule", { at: at + 1 })}>
          <Select
            label={t("leads.settings.subject")}
            value={rule.subject}
            onChange={(subject) =>
              change(at, { subject, question: questionsOf[subject][0]!, value: null, field: null })
            }
            choices={ruleSubjects.map((one) => ({ value: one, label: t(`leads.subject.${one}`) }))}
          />
          <Select
            label={t("leads.settings.question")}
            value={rule.question}
            onChange={(question) => change(at, { question })}
            choices={questionsOf[rule.subject].map((one) => ({ value: one, label: t(`leads.question.${one}`) }))}
            error={faultAt(words, refusal, `/rules/${at}/question`)}
          />
          <RuleValue
            rule={rule}
            origins={origins}
            error={faultAt(words, refusal, `/rules/${at}/value`)}
            onChange={(part) => change(at, part)}
          />
          <TextInput
            label={t("leads.settings.label")}
            value={rule.label ?? ""}
            onChange={(label) => change(at, { label: label || null })}
          />
          <NumberInput
            label={t("leads.settings.points")}
            value={rule.points}
            onChange={(points) => change(at, { points: Math.max(-100, Math.min(100, Math.round(points ?? 0))) })}
          />
          <Button
            quiet
            icon="x"
            name={t("leads.settings.remove_rule", { at: at + 1 })}
            onClick={() => setTyped((old) => old.filter((_, index) => index !== at))}
          />
        </fieldset>
      ))}
      <div className="row">
        <Button icon="plus" onClick={() => setTyped((old) => [...old, blankRule])}>
          {t("leads.settings.add_rule")}
        </Button>
        <Button primary disabled={sending} onClick={() => void save()}>
          {t("leads.settings.save_rules")}
        </Button>
      </div>
    </Card>
  );
}

type RuleValueProps = {
  rule: Rule;
  origins: Origins;
  error: string | undefined;
  onChange: (part: Partial<Rule>) => void;
};

function RuleValue({ rule, origins, error, onChange }: RuleValueProps) {
  const { t } = useWords();
  const chosen: Partial<Record<RuleSubject, readonly { id: string; name: string }[]>> = {
    source: origins.sources,
    campaign: origins.campaigns,
  };
  const choices = chosen[rule.subject];
  if (choices)
    return (
      <Select
        label={t("leads.settings.value")}
        value={rule.value ?? ""}
        onChange={(value) => onChange({ value })}
        choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
        error={error}
      />
    );
  if (rule.subject === "mail" || rule.subject === "returned") return <span />;
  return (
    <>
      {rule.subject === "field" && (
        <TextInput
          label={t("leads.settings.key")}
          value={rule.field ?? ""}
          onChange={(field) => onChange({ field: field || null })}
        />
      )}
      <TextInput
        label={t("leads.settings.value")}
        value={rule.value ?? ""}
        onChange={(value) => onChange({ value: value || null })}
        error={error}
      />
    </>
  );
}

function Sources({ sources }: { sources: Origins["sources"] }) {
  const words = useWords();
  const { t } = words;
  const changing = useWrite(changeSourceRoute, { touches: topics });
  const adding = useWrite(addSourceRoute, { touches: topics, onRefused: () => true });
  const [name, setName] = useState("");
  const [minutes, setMinutes] = useState<number | null>(240);
  const add = async () => {
    if (await adding.send({ body: { name, respondMinutes: minutes ?? 480 } })) setName("");
  };
  return (
    <Card className="lead-card" title={t("leads.settings.sources")}>
      <p className="ink2 s">{t("leads.settings.sources_hint")}</p>
      <ul>
        {sources
          .filter((one) => !one.archived)
          .map((one) => (
            <li key={one.id} className="origin-row">
              <span className="cut">
                <strong>{one.name}</strong>
              </span>
              <NumberInput
                label={`${one.name}: ${t("leads.settings.target")}`}
                bareLabel
                value={one.respondMinutes}
                onChange={(respondMinutes) => {
                  if (respondMinutes) void changing.send({ params: { id: one.id }, body: { respondMinutes } });
                }}
              />
              <Button
                quiet
                small
                icon="x"
                name={t("leads.settings.archive", { name: one.name })}
                onClick={() => void changing.send({ params: { id: one.id }, body: { archived: true } })}
              />
            </li>
          ))}
      </ul>
      <form
        className="origin-row"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          label={t("leads.settings.source")}
          value={name}
          onChange={setName}
          error={faultAt(words, adding.refusal, "/name")}
        />
        <NumberInput label={t("leads.settings.target")} value={minutes} onChange={setMinutes} />
        <Button type="submit" icon="plus" disabled={!name.trim()}>
          {t("leads.settings.add_source")}
        </Button>
      </form>
    </Card>
  );
}

function Campaigns({ campaigns, sources, currency }: Origins) {
  const words = useWords();
  const { t, formatDate } = words;
  const changing = useWrite(changeCampaignRoute, { touches: topics });
  const { send, refusal } = useWrite(addCampaignRoute, { touches: topics, onRefused: () => true });
  const blank = { name: "", key: "", sourceId: "", fromOn: null as string | null, toOn: null as string | null };
  const [typed, setTyped] = useState(blank);
  const [costMinor, setCost] = useState<number | null>(null);
  const set = (part: Partial<typeof blank>) => setTyped((old) => ({ ...old, ...part }));
  const add = async () => {
    const { name, key, sourceId, fromOn, toOn } = typed;
    const body = { name, key: key || null, sourceId: (sourceId || null) as never, fromOn, toOn, costMinor };
    if (!(await send({ body }))) return;
    setTyped(blank);
    setCost(null);
  };
  return (
    <Card className="lead-card" title={t("leads.settings.campaigns")}>
      <p className="ink2 s">{t("leads.settings.campaigns_hint")}</p>
      <ul>
        {campaigns
          .filter((one) => !one.archived)
          .map((one) => (
            <li key={one.id} className="li">
              <span className="grow cut">
                <strong>{one.name}</strong> <span className="ink2">{one.key}</span>
              </span>
              {one.fromOn && <span className="ink2 s">{formatDate(one.fromOn, "long")}</span>}
              {one.costMinor !== null && <Money value={{ minor: one.costMinor, currency }} />}
              <Button
                quiet
                small
                icon="x"
                name={t("leads.settings.archive", { name: one.name })}
                onClick={() => void changing.send({ params: { id: one.id }, body: { archived: true } })}
              />
            </li>
          ))}
      </ul>
      <form
        className="origin-row wide"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          label={t("leads.settings.campaign")}
          value={typed.name}
          onChange={(name) => set({ name })}
          error={faultAt(words, refusal, "/name")}
        />
        <TextInput
          label={t("leads.settings.key")}
          value={typed.key}
          onChange={(key) => set({ key })}
          error={faultAt(words, refusal, "/key")}
        />
        <Select
          label={t("leads.settings.source")}
          empty={t("leads.new.none")}
          value={typed.sourceId}
          onChange={(sourceId) => set({ sourceId })}
          choices={sources.filter((one) => !one.archived).map(({ id, name }) => ({ value: id as string, label: name }))}
        />
        <DateInput label={t("leads.settings.from")} value={typed.fromOn} onChange={(fromOn) => set({ fromOn })} />
        <DateInput
          label={t("leads.settings.to")}
          value={typed.toOn}
          onChange={(toOn) => set({ toOn })}
          error={faultAt(words, refusal, "/toOn")}
        />
        <MoneyInput label={t("leads.settings.cost")} currency={currency} minor={costMinor} onChange={setCost} />
        <Button type="submit" icon="plus" disabled={!typed.name.trim()}>
          {t("leads.settings.add_campaign")}
        </Button>
      </form>
    </Card>
  );
}

const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const minuteOf = (text: string) => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
};

function Work({ settings }: { settings: Answered<typeof leadSettingsRoute> }) {
  const words = useWords();
  const { t } = words;
  const people = useOwners();
  const { currency, ...given } = settings;
  const [typed, setTyped] = useState(given);
  const [who, setWho] = useState("");
  const { send, sending, refusal } = useWrite(setLeadSettingsRoute, { touches: topics, onRefused: () => true });
  const set = (part: Partial<typeof given>) => setTyped((old) => ({ ...old, ...part }));
  const save = async () => {
    if (await send({ body: typed })) toast.done(t("leads.said.saved"));
  };
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? "";
  return (
    <Card className="lead-card" title={t("leads.settings.hours")}>
      <div className="origin-row wide">
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
      <div className="origin-row">
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
