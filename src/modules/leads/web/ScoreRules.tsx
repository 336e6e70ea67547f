import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { type originsRoute, type scoreRulesRoute, setScoreRulesRoute } from "../api.ts";
import { questionsOf, type RuleSubject, ruleSubjects } from "../score.ts";
import { settingsTopics } from "./settingsTopics.ts";

type Origins = Answered<typeof originsRoute>;
type Rule = Omit<Answered<typeof scoreRulesRoute>["rules"][number], "id">;

const blankRule: Rule = { label: null, subject: "source", field: null, question: "is", value: null, points: 10 };

/** What a lead is scored by: typed over until they are saved together. */
export function ScoreRules({ rules, origins }: { rules: readonly Rule[]; origins: Origins }) {
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
  const { send, sending, refusal } = useWrite(setScoreRulesRoute, { touches: settingsTopics, onRefused: () => true });
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
