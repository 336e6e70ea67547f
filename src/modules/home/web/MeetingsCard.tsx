import type { Instant } from "#lib/time.ts";
import { Link } from "#ui/Link.tsx";
import { useWords } from "#ui/words.tsx";
import type { Due } from "./useNeeds.ts";

/** Today's meetings that are still ahead. */
export function MeetingsCard({ meetings, now }: { meetings: readonly Due[]; now: Instant }) {
  const { t, formatTime, formatRelative } = useWords();
  const next = meetings[0];
  const isRunning = next?.dueAt ? next.dueAt <= now : false;
  const title = !next?.dueAt
    ? t("home.meetings.none")
    : t(isRunning ? "home.meetings.now" : "home.meetings.next", {
        subject: next.organization ?? next.subject,
        when: formatRelative(next.dueAt),
      });
  return (
    <section className="card meet o1" aria-labelledby="meet-head">
      <header>
        <h2 id="meet-head">{title}</h2>
      </header>
      {next ? (
        <ol>
          {meetings.map((meeting) => (
            <li key={meeting.id} className="li">
              {meeting.dueAt && <time dateTime={meeting.dueAt}>{formatTime(meeting.dueAt)}</time>}
              <Link className="grow" to={meeting.dealId ? `/deals/${meeting.dealId}` : "/"}>
                <div className="s b cut">{meeting.subject}</div>
                <div className="xs ink2 cut">{meeting.deal ?? meeting.organization}</div>
              </Link>
              {meeting.dueAt && <span className="xs ink3 num nw">{formatRelative(meeting.dueAt)}</span>}
            </li>
          ))}
        </ol>
      ) : (
        <p className="s ink2 card-note">{t("home.meetings.none_hint")}</p>
      )}
    </section>
  );
}
