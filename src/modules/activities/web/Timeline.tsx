import "./activities.css";
import { useState } from "react";
import { useNow } from "#ui/clock.ts";
import { Problem } from "#ui/parts/Card.tsx";
import { ChipButton } from "#ui/parts/Chip.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type TimelineEntry, timelineRoute } from "../api.ts";
import { Composer } from "./Composer.tsx";
import { Entry } from "./Entry.tsx";
import { type TimelineRecord, topicsOf } from "./record.ts";

const groups = {
  all: ["note", "call", "task", "meeting", "mail", "event", "change"],
  note: ["note"],
  call: ["call"],
  task: ["task"],
  meeting: ["meeting"],
  mail: ["mail"],
  change: ["event", "change"],
} as const;
type Group = keyof typeof groups;
const groupNames: readonly Group[] = ["all", "note", "call", "task", "meeting", "mail", "change"];

/** Everything that happened with a record, the latest first, and the place to write down what happens next. */
export function Timeline({ record, mayWrite = true }: { record: TimelineRecord; mayWrite?: boolean }) {
  const { t } = useWords();
  const [group, setGroup] = useState<Group>("all");
  const asked = { query: { record: record.kind, id: record.id } };
  const { data, error, again, loading } = useRead(timelineRoute, asked, { topics: topicsOf(record) });
  const kinds: readonly string[] = groups[group];
  const entries = data?.entries.filter((entry) => kinds.includes(entry.kind)) ?? [];
  return (
    <>
      {mayWrite && <Composer record={record} />}
      {data && (
        // biome-ignore lint/a11y/useSemanticElements: buttons that narrow a list are no set of fields
        <div className="fl" role="group" aria-label={t("activities.filter.label")}>
          {groupNames.map((name) => {
            const count = countOf(data.counts, groups[name]);
            if (count === 0 && name !== "all") return null;
            return (
              <ChipButton key={name} pressed={group === name} onChange={() => setGroup(name)}>
                {t(`activities.filter.${name}`, { count })}
              </ChipButton>
            );
          })}
        </div>
      )}
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={5} height={36} />}
      {data && entries.length === 0 && <p className="ink2 s">{t("activities.none")}</p>}
      <Days entries={entries} record={record} />
    </>
  );
}

function countOf(counts: Readonly<Record<string, number>>, kinds: readonly string[]): number {
  return kinds.reduce((all, kind) => all + (counts[kind] ?? 0), 0);
}

function Days({ entries, record }: { entries: readonly TimelineEntry[]; record: TimelineRecord }) {
  const days = [...Map.groupBy(entries, (entry) => entry.day)];
  return days.map(([day, all]) => (
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
  ));
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
