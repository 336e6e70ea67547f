import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Chip, type Meaning } from "#ui/parts/Chip.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type DryRun, plannedRowsRoute, type ShownRow } from "../api.ts";
import { useCauseText } from "./useCauseText.ts";
import { useFieldName } from "./useFieldName.ts";

type Outcome = ShownRow["outcome"];
type Query = { outcome?: Outcome; cause?: string; differs?: number; currency?: string };
type Props = { id: DryRun["id"]; own: DryRun["own"]; query: Query; onClose: () => void };

/** What rows of the file become, of one cause, of one outcome, or by which a sum differs, a hundred at a time. */
export function PlannedRows({ id, own, query, onClose }: Props) {
  const { t, formatNumber } = useWords();
  const [outcome, setOutcome] = useState<Outcome | "all">(query.outcome ?? "all");
  const [after, setAfter] = useState(0);
  const { cause, differs, currency } = query;
  const asked = {
    ...{ after, ...(cause ? { cause } : {}), ...(differs === undefined ? {} : { differs }) },
    ...(currency ? { currency } : {}),
    ...(outcome === "all" ? {} : { outcome }),
  };
  const { data, error } = useRead(plannedRowsRoute, { params: { id }, query: asked }, { keep: true });
  const outcomes = (["all", "create", "update", "same", "problem"] as const).map((name) => ({
    name,
    label: name === "all" ? t("imports.rows.all") : t(`imports.outcome.${name}`),
  }));
  return (
    <Dialog wide title={t("imports.rows.title")} onClose={onClose}>
      {!cause && differs === undefined && (
        <Tabs
          label={t("imports.rows.outcome")}
          tabs={outcomes}
          current={outcome}
          onChange={(name) => {
            setOutcome(name);
            setAfter(0);
          }}
        />
      )}
      {error && <Problem error={error} />}
      {!data && !error && <Skeleton lines={10} height={32} />}
      {data && (
        <>
          <RowsTable rows={data.rows} own={own} />
          <div className="row num">
            <span className="s ink2 grow">
              {`${formatNumber(Math.min(after + 1, data.count))}–${formatNumber(after + data.rows.length)} / ${formatNumber(data.count)}`}
            </span>
            <Button
              small
              icon="left"
              name={t("imports.rows.before")}
              disabled={after === 0}
              onClick={() => setAfter(Math.max(0, after - 100))}
            />
            <Button
              small
              icon="right"
              name={t("imports.rows.after")}
              disabled={data.next === null}
              onClick={() => setAfter(data.next ?? 0)}
            />
          </div>
        </>
      )}
    </Dialog>
  );
}

const meanings: Record<Outcome, { meaning?: Meaning }> = {
  create: { meaning: "won" },
  update: { meaning: "info" },
  same: {},
  problem: { meaning: "lost" },
};

function RowsTable({ rows, own }: { rows: readonly ShownRow[]; own: DryRun["own"] }) {
  const { t } = useWords();
  const nameOf = useFieldName(own);
  const textOf = useCauseText(own);
  const valuesOf = ({ values }: ShownRow) =>
    Object.entries(values)
      .filter(([field]) => field !== "name" && field !== "key")
      .map(([field, value]) => `${nameOf(field)} ${value}`)
      .join(", ");
  const why = ({ changes, findings }: ShownRow) =>
    [
      ...changes.map(({ field, from, to }) =>
        t("imports.rows.change", {
          field: nameOf(field),
          from: from || t("imports.rows.blank"),
          to: to || t("imports.rows.blank"),
        }),
      ),
      ...findings.map((finding) => textOf(finding)),
    ].join("; ");
  return (
    <table className="tbl num rows">
      <thead>
        <tr>
          <th scope="col" style={{ width: 64 }}>
            {t("imports.rows.line")}
          </th>
          <th scope="col" style={{ width: 110 }}>
            {t("imports.rows.outcome")}
          </th>
          <th scope="col">{t("imports.rows.record")}</th>
          <th scope="col">{t("imports.rows.why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td>{row.line}</td>
            <td>
              <Chip {...meanings[row.outcome]}>{t(`imports.outcome.${row.outcome}`)}</Chip>
            </td>
            <td title={valuesOf(row)}>
              <strong>{row.name}</strong> <span className="ink2">{valuesOf(row)}</span>
            </td>
            <td title={why(row)}>{why(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
