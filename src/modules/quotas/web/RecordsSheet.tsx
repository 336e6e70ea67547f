import { figureRecordsRoute } from "#modules/metrics/api.ts";
import { Link } from "#ui/Link.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Sheet } from "#ui/parts/Dialog.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import type { ProgressShape } from "../api.ts";
import { useMetricName, useSay } from "./say.ts";

/** Every record that a figure is made of, as the metric itself answers. */
export function RecordsSheet({ progress, onClose }: { progress: ProgressShape; onClose: () => void }) {
  const { t, formatDate } = useWords();
  const { say } = useSay(progress);
  const metricName = useMetricName();
  const { owner, period, metric } = progress;
  const scope =
    owner.kind === "company" || !owner.id ? {} : owner.kind === "person" ? { person: owner.id } : { team: owner.id };
  const asked = { params: { name: metric }, query: { from: period.from, to: period.to, ...scope } };
  const { data, error, again } = useRead(figureRecordsRoute, asked, { topics: ["figures"] });
  return (
    <Sheet title={`${metricName(metric)}: ${say(progress.actual)}`} onClose={onClose}>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={10} />}
      {data && (
        <>
          <p className="s ink2">
            {t("quotas.records.count", { count: data.total })}
            {data.unreadable > 0 && ` ${t("quotas.records.unreadable", { count: data.unreadable })}`}
          </p>
          <table className="mini">
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.id}>
                  <td className="ink2 c-day">{formatDate(row.day, "short")}</td>
                  <td>
                    <Link to={`/${data.record === "activity" ? "activities" : "deals"}/${row.id}`}>{row.name}</Link>
                  </td>
                  <td className="r fig">{say(row.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.next !== null && (
            <p className="xs ink2">
              {t("quotas.gap.more", { count: data.total - data.unreadable - data.rows.length })}
            </p>
          )}
        </>
      )}
    </Sheet>
  );
}
