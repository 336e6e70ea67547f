import type { ReactNode } from "react";
import { Link } from "#ui/Link.tsx";
import { useWords } from "#ui/words.tsx";
import type { SumShape } from "../api.ts";
import type { Measure } from "../stand.ts";

export type SumRow = { id: string; label: ReactNode; sum: SumShape; to: string; quiet?: boolean; total?: boolean };

type Props = { label: string; head: string; rows: readonly SumRow[]; currency: string; measure: Measure };

const columns = ["chance", "weighted", "value"] as const;

/** Nobody knows the chance of any of them: that is not the same as none. */
const isUnknown = ({ count, withoutChance }: SumShape) => count > 0 && withoutChance === count;

/** Deals and what they are worth by each measure; the measure chosen is set off, and every count opens its deals. */
export function SumTable({ label, head, rows, currency, measure }: Props) {
  const { t, formatMoney, formatNumber } = useWords();
  return (
    <section className="sums-scroll" aria-label={label} tabIndex={-1}>
      <table className="sums num">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{t("forecast.deals")}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={column === measure ? "chosen" : ""}>
                {t(`forecast.measure.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label: name, sum, to, quiet, total }) => (
            <tr key={id} className={[quiet && "ink2", total && "sums-total"].filter(Boolean).join(" ")}>
              <th scope="row">{name}</th>
              <td>
                <Link className="link" to={to}>
                  {formatNumber(sum.count)}
                </Link>
              </td>
              {columns.map((column) => (
                <td key={column} className={column === measure ? "chosen" : ""}>
                  {column === "chance" && isUnknown(sum) ? "–" : formatMoney(sum[column], currency, { whole: true })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
