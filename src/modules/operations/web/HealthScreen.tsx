import { useId } from "react";
import type { Answered } from "#lib/route.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useIsAsking, useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { healthRoute } from "../api.ts";
import "./operations.css";

type Finding = Answered<typeof healthRoute>["findings"][number];

const meanings = { good: "won", warning: "risk", bad: "lost" } as const;
const icons = { good: "check", warning: "warn", bad: "warn" } as const satisfies Record<Finding["state"], IconName>;

/** Where a thing is put right, for those that have a page. */
const mendedAt: Record<string, string> = {
  "operations.stuck": "/settings/stuck",
  "operations.backups": "/settings/backups",
  "operations.mail": "/settings/mails",
  "operations.admins": "/settings/people",
  "people.oidc": "/settings/sign-in",
};

/** What must be mended first, then what wants a look, each with what to do; what is well stays folded. What `./clinch doctor` prints. */
export default function HealthScreen() {
  const { t, formatTime } = useWords();
  const { data, error, again } = useRead(healthRoute, {}, { topics: ["health"] });
  const isLooking = useIsAsking(healthRoute, {});
  const inState = (state: Finding["state"]) => (data?.findings ?? []).filter((finding) => finding.state === state);
  const [bad, warning, good] = [inState("bad"), inState("warning"), inState("good")];
  const isAllGood = data !== undefined && bad.length + warning.length === 0;
  return (
    <Settings>
      <Card
        title={t("operations.health.title")}
        more={
          <Button small disabled={isLooking} onClick={again}>
            {t(isLooking ? "operations.health.looking" : "operations.health.again")}
          </Button>
        }
      >
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={6} />}
        {data && (
          <p className="lead row" role="status">
            {isAllGood && (
              <strong className="row t-won">
                <Icon name="check" />
                {t("operations.health.all_good")}
              </strong>
            )}
            <span>{t("operations.health.looked_at", { when: formatTime(data.lookedAt) })}</span>
          </p>
        )}
        <Group state="bad" findings={bad} />
        <Group state="warning" findings={warning} />
        {data && (
          <details className="well" open={isAllGood}>
            <summary>{t("operations.health.well", { count: good.length })}</summary>
            <Findings findings={good} />
          </details>
        )}
      </Card>
    </Settings>
  );
}

function Group({ state, findings }: { state: "bad" | "warning"; findings: readonly Finding[] }) {
  const { t } = useWords();
  const id = useId();
  if (findings.length === 0) return null;
  return (
    <section className="health-group" aria-labelledby={id}>
      <h3 id={id} className={`t-${meanings[state]}`}>
        {t(`operations.health.group.${state}`)}
      </h3>
      <Findings findings={findings} />
    </section>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { find } = useWords();
  return (
    <ul>
      {findings.map(({ check, state, code, facts }) => {
        const place = state === "good" ? undefined : mendedAt[check];
        return (
          <li key={check} className="li health-line">
            <Icon name={icons[state]} className={`t-${meanings[state]}`} />
            <span className="grow">
              <strong>{find(wordsOf("check", check)) ?? check}</strong>
              <span className="block s ink2">{find(wordsOf("finding", code), facts) ?? code}</span>
            </span>
            {place && (
              <ButtonLink small to={place}>
                {find(`operations.health.open.${check}`)}
              </ButtonLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Each module says its own checks: `people.oidc` is titled by people's `check.people.oidc`. */
function wordsOf(kind: "check" | "finding", code: string): string {
  return `${code.split(".")[0]}.${kind}.${code}`;
}
