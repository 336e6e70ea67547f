import "./activities.css";
import { useState } from "react";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { ChipButton } from "#ui/parts/Chip.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type TimelineEntry, timelineRoute } from "../api.ts";
import { AsksNext } from "./AsksNext.tsx";
import { Composer } from "./Composer.tsx";
import { Entry } from "./Entry.tsx";
import { type TimelineRecord, topicsOf } from "./record.ts";

const groups = ["all", "note", "comment", "call", "task", "meeting", "mail", "other", "change"] as const;
type Group = (typeof groups)[number];

/** Everything that happened with a record, the latest first, and the place to write down what happens next. */
export function Timeline({ record, mayWrite = true }: { record: TimelineRecord; mayWrite?: boolean }) {
  const { t } = useWords();
  const [group, setGroup] = useState<Group>("all");
  const [after, setAfter] = useState<readonly string[]>([]);
  const asked = queryOf(record, group, undefined);
  const { data, error, again, loading } = useRead(timelineRoute, asked, { topics: topicsOf(record), keep: true });
  const choose = (next: Group) => {
    setGroup(next);
    setAfter([]);
  };
  return (
    <AsksNext topics={topicsOf(record)}>
      {mayWrite && <Composer record={record} />}
      {data && <Filter counts={data.counts} group={group} onChoose={choose} />}
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={5} height={36} />}
      {data && data.entries.length === 0 && <p className="ink2 s">{t("activities.none")}</p>}
      {data && (
        <Days
          entries={data.entries}
          record={record}
          more={data.next && after.length === 0 ? () => setAfter([data.next!]) : null}
        />
      )}
      {after.map((cursor, at) => (
        <Older
          key={cursor}
          asked={queryOf(record, group, cursor)}
          record={record}
          isLast={at === after.length - 1}
          onMore={(next) => setAfter([...after, next])}
        />
      ))}
    </AsksNext>
  );
}

function queryOf({ kind, id }: TimelineRecord, group: Group, after: string | undefined) {
  return { query: { record: kind, id, ...(group === "all" ? {} : { kind: group }), ...(after ? { after } : {}) } };
}

type FilterProps = { counts: Readonly<Record<string, number>>; group: Group; onChoose: (group: Group) => void };

function Filter({ counts, group, onChoose }: FilterProps) {
  const { t } = useWords();
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that narrow a list are no set of fields
    <div className="fl" role="group" aria-label={t("activities.filter.label")}>
      {groups.map((name) => {
        const count = name === "all" ? all : (counts[name] ?? 0);
        if (count === 0 && name !== "all") return null;
        return (
          <ChipButton key={name} pressed={group === name} onChange={() => onChoose(name)}>
            {t(`activities.filter.${name}`, { count })}
          </ChipButton>
        );
      })}
    </div>
  );
}

type OlderProps = {
  asked: ReturnType<typeof queryOf>;
  record: TimelineRecord;
  isLast: boolean;
  onMore: (next: string) => void;
};

/** An older page, beneath those before it. */
function Older({ asked, record, isLast, onMore }: OlderProps) {
  const { data, error, again, loading } = useRead(timelineRoute, asked, { topics: topicsOf(record) });
  if (error) return <Problem error={error} onAgain={again} />;
  if (loading || !data) return <Skeleton lines={5} height={36} />;
  return <Days entries={data.entries} record={record} more={isLast && data.next ? () => onMore(data.next!) : null} />;
}

type DaysProps = { entries: readonly TimelineEntry[]; record: TimelineRecord; more: (() => void) | null };

function Days({ entries, record, more }: DaysProps) {
  const { t } = useWords();
  const days = [...Map.groupBy(entries, (entry) => entry.day)];
  return (
    <>
      {days.map(([day, all]) => (
        <section key={day}>
          <h2 className="day">
            <DayName day={day} />
          </h2>
          <ol className="tl">
            {all.map((entry) => (
              <Entry key={entry.id} entry={entry} record={record} />
            ))}
          </ol>
        </section>
      ))}
      {more && (
        <Button small onClick={more}>
          {t("activities.older")}
        </Button>
      )}
    </>
  );
}

function DayName({ day }: { day: string }) {
  const { t, formatDate } = useWords();
  const { today } = useNow();
  const date = formatDate(day, "full");
  return (
    <time dateTime={day} title={date}>
      {day === today ? t("activities.today", { date: formatDate(day, "short") }) : date}
    </time>
  );
}
