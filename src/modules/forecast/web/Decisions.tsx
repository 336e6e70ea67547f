import { dayAt } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { useWords } from "#ui/words.tsx";
import type { DecisionShape, MeetingShape } from "../api.ts";

/** Meetings by date: what was decided, what became of it, and the notes. */
export function Decisions({ meetings }: { meetings: readonly MeetingShape[] }) {
  const { t, formatDate } = useWords();
  return meetings.map((meeting) => (
    <section key={meeting.heldOn} className="meeting-past" aria-label={formatDate(meeting.heldOn, "full")}>
      <h3>{formatDate(meeting.heldOn, "full")}</h3>
      <DecisionLines decisions={meeting.decisions} />
      {meeting.decisions.length === 0 && <p className="s ink2">{t("forecast.decide.none")}</p>}
      {meeting.hidden > 0 && <p className="xs ink2">{t("forecast.decide.hidden", { count: meeting.hidden })}</p>}
      {meeting.notes && <p className="s meeting-notes">{meeting.notes}</p>}
    </section>
  ));
}

export function DecisionLines({ decisions }: { decisions: readonly DecisionShape[] }) {
  const { t, formatDate } = useWords();
  const { now, zone } = useNow();
  return (
    <ul>
      {decisions.map((one) => (
        <li key={one.id} className="decided">
          <span className="grow">
            <span className="s b block">{one.what}</span>
            <span className="xs ink2 block">
              {one.owner} · {one.dealId && <Link to={`/deals/${one.dealId}`}>{one.deal}</Link>}
            </span>
          </span>
          {one.doneAt ? (
            <Chip meaning="won" icon="check">
              {t("forecast.decide.done")}
            </Chip>
          ) : one.dueAt && one.dueAt < now ? (
            <Chip meaning="lost" icon="clock">
              {t("forecast.decide.late", { day: formatDate(dayAt(one.dueAt, zone), "short") })}
            </Chip>
          ) : (
            <Chip>
              {t("forecast.decide.by", { day: one.dueAt ? formatDate(dayAt(one.dueAt, zone), "short") : "" })}
            </Chip>
          )}
        </li>
      ))}
    </ul>
  );
}
