import { Settings } from "#modules/people/web/public.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { healthRoute } from "../api.ts";

const meanings = { good: "won", warning: "risk", bad: "lost" } as const;
const gravest = { bad: 0, warning: 1, good: 2 } as const;

/** How every part stands, the gravest first, each with what to do: what `./clinch doctor` prints. */
export default function HealthScreen() {
  const { t, find } = useWords();
  const { data, error, again } = useRead(healthRoute, {}, { topics: ["health"] });
  const findings = (data?.findings ?? []).toSorted((a, b) => gravest[a.state] - gravest[b.state]);
  return (
    <Settings>
      <Card title={t("operations.health.title")}>
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={6} />}
        <ul>
          {findings.map(({ check, state, code, facts }) => (
            <li key={check} className="li">
              <span className="grow">
                <strong>{find(wordsOf("check", check)) ?? check}</strong>
                <span className="block s ink2">{find(wordsOf("finding", code), facts) ?? code}</span>
              </span>
              <Chip meaning={meanings[state]}>{t(`operations.health.${state}`)}</Chip>
            </li>
          ))}
        </ul>
      </Card>
    </Settings>
  );
}

/** Each module says its own checks: `people.oidc` is titled by people's `check.people.oidc`. */
function wordsOf(kind: "check" | "finding", code: string): string {
  return `${code.split(".")[0]}.${kind}.${code}`;
}
