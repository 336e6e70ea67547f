import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { firstWeekRoute, putAwayRoute } from "../api.ts";

/** Leads a team from its spreadsheet to Friday's meeting. It goes once all is done, or when its reader puts it away. */
export default function FirstWeek() {
  const { t, find } = useWords();
  const { data } = useRead(firstWeekRoute, {}, { topics: ["deals", "activities", "quotas", "imports"] });
  const { send } = useWrite(putAwayRoute, { touches: ["deals"] });
  if (!data || data.isAway || data.steps.length === 0 || data.steps.every(({ isDone }) => isDone)) return null;
  const next = data.steps.find(({ isDone }) => !isDone)?.name;
  const done = data.steps.filter(({ isDone }) => isDone).length;
  return (
    <Card
      title={t("home.week.title")}
      more={
        <>
          <span className="s ink2 num">{t("home.week.count", { done, all: data.steps.length })}</span>
          <Button quiet small icon="x" name={t("home.week.away")} onClick={() => void send({})} />
        </>
      }
    >
      <ol>
        {data.steps.map(({ name, day, path, isDone }) => (
          <li key={name} className="li" data-step={name}>
            <Icon name={isDone ? "check" : "clock"} small className={isDone ? "t-won" : "ink3"} />
            <span className="grow">
              <span className="ink2">{find(`home.week.day${day}`)}</span>{" "}
              {isDone ? (
                <span className="ink2">{find(`home.week.${name}`) ?? name}</span>
              ) : (
                <Link className={name === next ? "b" : ""} to={path}>
                  {find(`home.week.${name}`) ?? name}
                </Link>
              )}
              <span className="sr">{t(isDone ? "home.week.done" : "home.week.open")}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
