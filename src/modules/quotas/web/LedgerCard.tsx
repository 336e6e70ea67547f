import { Link } from "#ui/Link.tsx";
import { Card, Empty } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";
import type { ProgressShape } from "../api.ts";
import { useSay } from "./say.ts";

type Rows = ProgressShape["ledger"]["rows"];

/** The records behind the figure with their running total, the newest first. */
export function LedgerCard({ progress, onAll }: { progress: ProgressShape; onAll: () => void }) {
  const { t } = useWords();
  const { say } = useSay(progress);
  const { ledger, actual } = progress;
  return (
    <Card
      title={t("quotas.ledger.title", { count: ledger.count, actual: say(actual) })}
      more={
        ledger.count > 0 && (
          <button type="button" className="records-link xs" onClick={onAll}>
            {t("quotas.ledger.all")}
          </button>
        )
      }
    >
      <div className="card-body">
        {ledger.rows.length === 0 ? (
          <Empty title={t("quotas.ledger.none")} />
        ) : (
          <LedgerTable rows={ledger.rows.slice(0, 8)} say={say} />
        )}
      </div>
    </Card>
  );
}

export function LedgerTable({ rows, say }: { rows: Rows; say: (value: number) => string }) {
  const { t, formatDate } = useWords();
  return (
    <table className="mini">
      <thead>
        <tr>
          <th scope="col" className="c-day">
            {t("quotas.ledger.day")}
          </th>
          <th scope="col">{t("quotas.ledger.record")}</th>
          <th scope="col" className="desk">
            {t("quotas.ledger.product")}
          </th>
          <th scope="col" className="r fig">
            {t("quotas.gap.value")}
          </th>
          <th scope="col" className="r fig">
            {t("quotas.ledger.total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.id} ${row.day}`}>
            <td className="ink2">{formatDate(row.day, "short")}</td>
            <td>
              <Link to={`/deals/${row.id}`}>{row.organization ?? row.name}</Link>
            </td>
            <td className="ink2 desk">{row.product ?? "–"}</td>
            <td className="r">{say(row.value)}</td>
            <td className="r ink2">{say(row.total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
