import "./forecast.css";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useKeys } from "#ui/frame/keys.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { type Monday, mondayRoute } from "../api.ts";
import { ForecastHero } from "./ForecastHero.tsx";
import { MeetingSide } from "./MeetingSide.tsx";
import { type AboutDeal, MondayPart, type PartName, useParts } from "./MondayParts.tsx";
import { useFinding } from "./useFinding.ts";
import { useWhose, useWhoseChoices, whoseValue } from "./useWhose.ts";

/** The team's meeting, or a one-to-one, walked through part by part; nothing is typed in but decisions and notes. */
export default function MondayScreen() {
  const whose = useWhose();
  const { data, error, again } = useRead(
    mondayRoute,
    { query: whose ?? {} },
    {
      topics: ["deals", "activities", "figures", "quotas", "forecast", "help", "meetings"],
      when: whose !== undefined,
      keep: true,
    },
  );
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {data ? <Held monday={data} /> : !error && <Skeleton lines={10} height={44} />}
    </main>
  );
}

function Held({ monday }: { monday: Monday }) {
  const { t, formatDate } = useWords();
  const { forecast } = monday;
  const parts = useParts(monday);
  const [name, setName] = useState<PartName>("moves");
  const [about, setAbout] = useState<AboutDeal | null>(null);
  const stage = useRef<HTMLElement>(null);
  const { onWall, toggleWall } = useWall();
  const at = Math.max(
    0,
    parts.findIndex((part) => part.name === name),
  );
  const part = parts[at]!;
  const go = (to: number) => {
    const next = parts[(to + parts.length) % parts.length];
    if (!next) return;
    setName(next.name);
    stage.current?.focus();
  };
  useKeys([
    { keys: "j", label: "forecast.keys.next", group: "here", run: () => go(at + 1) },
    { keys: "k", label: "forecast.keys.previous", group: "here", run: () => go(at - 1) },
    { keys: "b", label: "forecast.keys.wall", group: "here", run: toggleWall },
  ]);
  const finding = useFinding(forecast, forecast.measure);
  const kind = forecast.owner.kind;
  useTitle(t(kind === "person" ? "forecast.one.title" : "forecast.monday.title", { name: forecast.owner.name }));
  return (
    <div className={onWall ? "monday on-wall" : "monday"}>
      <div className="fore-head">
        <div className="grow">
          <p className="xs ink2">
            {t(kind === "person" ? "forecast.one.title" : "forecast.monday.title", { name: forecast.owner.name })} ·{" "}
            {t(monday.wasHeld ? "forecast.monday.since_last" : "forecast.monday.since_week", {
              day: formatDate(monday.since, "short"),
            })}
          </p>
          <h1>{finding}</h1>
          {kind === "person" && <p className="xs ink2">{t("forecast.one.who_reads")}</p>}
        </div>
        <div className="row fore-asks">
          <WhoseSelect monday={monday} />
          <Link className="link s" to={`/forecast/${whoseValue(forecast.owner)}`}>
            {t("forecast.monday.forecast")}
          </Link>
          <Button icon="eye" keys="b" aria-pressed={onWall} onClick={toggleWall}>
            {t("forecast.monday.wall")}
          </Button>
        </div>
      </div>
      <ForecastHero forecast={forecast} measure={forecast.measure} />
      <div className="monday-grid">
        <nav className="monday-parts" aria-label={t("forecast.monday.parts")}>
          <ol>
            {parts.map(({ name: one, label, count }) => (
              <li key={one}>
                <button
                  type="button"
                  className="btn quiet"
                  aria-current={one === part.name ? "step" : undefined}
                  onClick={() => setName(one)}
                >
                  <span className="grow cut">{label}</span>
                  <span className="ink2 num">{count}</span>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <section className="card monday-stage" ref={stage} tabIndex={-1} aria-labelledby="monday-part">
          <header>
            <h2 id="monday-part">{part.title}</h2>
            <span className="more row">
              <span className="xs ink2 num">{t("forecast.monday.at", { at: at + 1, of: parts.length })}</span>
              <Button quiet small icon="left" name={t("forecast.keys.previous")} onClick={() => go(at - 1)} />
              <Button quiet small icon="right" name={t("forecast.keys.next")} onClick={() => go(at + 1)} />
            </span>
          </header>
          <MondayPart name={part.name} monday={monday} onDecide={monday.mayKeep ? setAbout : undefined} />
        </section>
        <MeetingSide monday={monday} about={about} onAbout={setAbout} />
      </div>
    </div>
  );
}

function WhoseSelect({ monday: { forecast } }: { monday: Monday }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const choices = useWhoseChoices();
  const value = whoseValue(forecast.owner);
  const shown = choices.some((one) => one.value === value)
    ? choices
    : [{ value, label: forecast.owner.name }, ...choices];
  return (
    <Select
      label={t("forecast.whose.label")}
      bareLabel
      choices={shown}
      value={value}
      onChange={(next) => void navigate(`/monday/${next}`)}
    />
  );
}

/** Large enough for a room: the whole screen where the browser lets us, and only the part that is talked about. */
function useWall(): { onWall: boolean; toggleWall: () => void } {
  const [onWall, setOnWall] = useState(false);
  useEffect(() => {
    const look = () => {
      if (!document.fullscreenElement) setOnWall(false);
    };
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const toggleWall = () => {
    setOnWall((was) => !was);
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen?.().catch(() => undefined);
  };
  return { onWall, toggleWall };
}
