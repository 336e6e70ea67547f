import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useWords } from "#ui/words.tsx";
import type { DryRun } from "../api.ts";
import { numberScale } from "../compareSums.ts";
import { useFieldName } from "./useFieldName.ts";

type Sum = DryRun["sums"][number];
type Line = { name: string; rows: number; file: number; ours: number };
type Part = Sum["parts"][number]["by"];

/** The file's sums beside what Clinch will hold: what makes them differ is said, and opens down to the rows. */
export function SumsPanel({ plan, onSee }: { plan: DryRun; onSee: (column: number, currency: string | null) => void }) {
  const { t } = useWords();
  const nameOf = useFieldName(plan.own);
  const [by, setBy] = useState<Part | null>(null);
  const { sums } = plan;
  if (sums.length === 0) return null;
  const differing = sums.filter(({ file, ours, why }) => file !== ours || why.length > 0);
  const listed = (some: readonly Sum[]) => ({
    count: some.length,
    names: [...new Set(some.map(({ field }) => nameOf(field)))].join(", "),
  });
  const parts = [...new Set(sums.flatMap((sum) => sum.parts.map((part) => part.by)))];
  return (
    <section className="import-sums num" aria-label={t("imports.sums.title")}>
      <header className="row">
        <h3 className="grow">
          <Icon
            name={differing.length > 0 ? "warn" : "check"}
            small
            className={differing.length > 0 ? "t-risk" : "t-won"}
          />
          {differing.length > 0 ? t("imports.sums.differ", listed(differing)) : t("imports.sums.equal", listed(sums))}
        </h3>
        {parts.length > 0 && (
          <Tabs
            label={t("imports.sums.by")}
            tabs={[
              { name: "total", label: t("imports.sums.total") },
              ...parts.map((part) => ({ name: part as string, label: t(`imports.sums.by.${part}`) })),
            ]}
            current={by ?? "total"}
            onChange={(name) => setBy(parts.find((part) => part === name) ?? null)}
          />
        )}
      </header>
      {sums.map((sum) => (
        <SumTable key={`${sum.column} ${sum.currency}`} sum={sum} name={nameOf(sum.field)} by={by} onSee={onSee} />
      ))}
    </section>
  );
}

type TableProps = { sum: Sum; name: string; by: Part | null; onSee: (column: number, currency: string | null) => void };

function SumTable({ sum, name, by, onSee }: TableProps) {
  const { t } = useWords();
  const lines = sum.parts.find((part) => part.by === by)?.lines ?? [];
  return (
    <table className="tbl">
      <caption className="sr">{name}</caption>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col" className="r">
            {t("imports.sums.rows")}
          </th>
          <th scope="col" className="r">
            {t("imports.sums.file")}
          </th>
          <th scope="col" className="r">
            {t("imports.sums.ours")}
          </th>
          <th scope="col" className="r">
            {t("imports.sums.difference")}
          </th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <SumLine key={line.name} sum={sum} line={line} by={by} />
        ))}
        <SumLine sum={sum} line={{ ...sum, name: t("imports.sums.total") }} by={null} onSee={onSee} />
      </tbody>
    </table>
  );
}

type LineProps = { sum: Sum; line: Line; by: Part | null; onSee?: (column: number, currency: string | null) => void };

function SumLine({ sum, line, by, onSee }: LineProps) {
  const { t, find, formatNumber, formatMoney } = useWords();
  const said = (amount: number) =>
    sum.currency ? formatMoney(amount, sum.currency) : formatNumber(amount / numberScale);
  const name =
    line.name === "" ? t("imports.sums.unsaid") : by === "state" ? find(`imports.sums.state.${line.name}`) : line.name;
  const difference = line.ours - line.file;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="r">{formatNumber(line.rows)}</td>
      <td className="r">{said(line.file)}</td>
      <td className="r">{said(line.ours)}</td>
      <td className={difference === 0 ? "r ink3" : "r t-risk"}>{said(difference)}</td>
      <td>
        {onSee && sum.why.length > 0 && (
          <span className="row">
            <span className="ink2 grow">
              {sum.why.map(({ why, rows }) => t(`imports.sums.why.${why}`, { rows })).join(", ")}
            </span>
            <Button quiet small onClick={() => onSee(sum.column, sum.currency)}>
              {t("imports.settle.see_rows")}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}
