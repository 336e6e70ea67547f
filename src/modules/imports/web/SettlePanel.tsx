import { Button } from "#ui/parts/Button.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";
import type { DryRun } from "../api.ts";
import type { Say } from "./MatchCard.tsx";
import { useCauseText } from "./useCauseText.ts";

type Cause = DryRun["causes"][number];
type Props = { plan: DryRun; onSay: Say; onSee: (cause: string) => void };

/** What leaves a choice first, then what stays out, then what is only said. */
export function SettlePanel({ plan, onSay, onSee }: Props) {
  const { t, formatNumber } = useWords();
  const toSettle = plan.causes.filter(({ choices }) => choices.length > 1);
  const refused = plan.causes.filter(({ choices, chosen }) => choices.length === 1 && chosen === "skip_rows");
  const said = plan.causes.filter(({ choices, chosen }) => choices.length === 1 && chosen !== "skip_rows");
  return (
    <div className="prob">
      <h3>
        <span className="grow">{t("imports.settle.title", { count: toSettle.length })}</span>
        {plan.toSettle > 0 && (
          <span className="s ink2 num">{t("imports.settle.in_rows", { rows: formatNumber(plan.toSettle) })}</span>
        )}
      </h3>
      {toSettle.map((cause) => (
        <ToSettle
          key={cause.id}
          cause={cause}
          own={plan.own}
          uses={cause.uses ? plan.uses[cause.uses] : []}
          onSay={onSay}
          onSee={onSee}
        />
      ))}
      {refused.length > 0 && (
        <Group title={t("imports.settle.refused")} causes={refused} own={plan.own} onSee={onSee} warned />
      )}
      {said.length > 0 && <Group title={t("imports.settle.said")} causes={said} own={plan.own} onSee={onSee} />}
    </div>
  );
}

/** Causes whose own sentence names the closest. */
const saysClosest = new Set(["matched_loosely", "stage_guessed", "state_guessed"]);

type ToSettleProps = {
  cause: Cause;
  own: DryRun["own"];
  uses: readonly string[];
  onSay: Say;
  onSee: (cause: string) => void;
};

function ToSettle({ cause, own, uses, onSay, onSee }: ToSettleProps) {
  const { t } = useWords();
  const textOf = useCauseText(own);
  return (
    <div className="p num">
      <div className="h">
        <Icon name="warn" small className="t-risk" />
        <strong>{t("imports.settle.rows", { rows: cause.rows, what: textOf(cause) })}</strong>
      </div>
      <div className="row">
        <span className="ink2 grow">
          {cause.closest && !saysClosest.has(cause.code) && (
            <>{t("imports.settle.closest", { name: cause.closest })} </>
          )}
          {t("imports.settle.first_line", { line: cause.firstLine })}
        </span>
        <Button quiet small onClick={() => onSee(cause.id)}>
          {t("imports.settle.see_rows")}
        </Button>
      </div>
      <div className="a">
        {cause.choices.map((choice) => (
          <Button
            key={choice}
            small
            quiet={choice !== cause.chosen}
            icon={choice === cause.chosen ? "check" : undefined}
            aria-pressed={choice === cause.chosen}
            onClick={() => onSay({ settled: { [cause.id]: choice } })}
          >
            {t(`imports.choice.${choiceWord(cause, choice)}`, { name: cause.closest ?? "" })}
          </Button>
        ))}
        {uses.length > 0 && (
          <Select
            label={t("imports.settle.use_other", { value: cause.value ?? "" })}
            choices={uses.map((name) => ({ value: name, label: name }))}
            value={cause.chosen.startsWith("use:") ? cause.chosen.slice("use:".length) : ""}
            onChange={(name) => name !== "" && onSay({ settled: { [cause.id]: `use:${name}` } })}
          />
        )}
      </div>
    </div>
  );
}

/** Some choices are called after what they do about their cause. */
function choiceWord({ code }: Cause, choice: Cause["choices"][number]) {
  const isChoice = code === "unknown_choice" || code === "choice_not_offered";
  const isKind = code === "unknown_kind" || code === "kind_not_offered";
  if (choice === "keep" && code === "stage_asks") return "as_it_stands";
  if (choice === "create") return isChoice ? "add_choice" : isKind ? "add_kind" : choice;
  if (choice !== "keep_without") return choice;
  if (isKind) return "as_task";
  if (code === "unknown_author") return "mine";
  return isChoice || code === "unknown_own" || code === "unreadable_own" ? "leave_blank" : choice;
}

type GroupProps = {
  title: string;
  causes: readonly Cause[];
  own: DryRun["own"];
  onSee: (cause: string) => void;
  warned?: boolean;
};

function Group({ title, causes, own, onSee, warned }: GroupProps) {
  const { t } = useWords();
  const textOf = useCauseText(own);
  return (
    <div className="p num">
      <h4 className="xs ink2">{title}</h4>
      <ul>
        {causes.map((cause) => (
          <li key={cause.id} className="h">
            <Icon name={warned ? "warn" : "check"} small className={warned ? "t-lost" : "t-won"} />
            <span className="grow">{t("imports.settle.rows", { rows: cause.rows, what: textOf(cause) })}</span>
            <Button quiet small onClick={() => onSee(cause.id)}>
              {t("imports.settle.see_rows")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
