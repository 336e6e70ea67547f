import "./leads.css";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { periodOf, shiftPeriod } from "#lib/period.ts";
import { Link } from "#ui/Link.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords } from "#ui/words.tsx";
import { sourceFiguresRoute } from "../api.ts";
import { listOf, type Origin } from "./origin.ts";
import { SourceRecords } from "./SourceRecords.tsx";

const spans = ["year", "quarter", "last_quarter", "month"] as const;

/** What each source or campaign brought and cost; every number opens its records. */
export default function SourcesPage() {
  const { t, formatNumber, formatMoney, formatDate } = useWords();
  const { today, workspace } = useSession();
  const [params, setParams] = useSearchParams();
  const by = params.get("by") === "campaign" ? "campaign" : "source";
  const span = spans.find((one) => one === params.get("span")) ?? "year";
  const { from, to } = daysOf(span, today, workspace.fiscalStart);
  const asked = { query: { from, to, by } as const };
  const { data, error, again } = useRead(sourceFiguresRoute, asked, { topics: ["leads", "deals"], keep: true });
  const set = (name: string, value: string) =>
    setParams((old) => {
      old.set(name, value);
      return old;
    });
  const say = useMinutes();
  const [shown, setShown] = useState<{ origin: Origin; name: string } | null>(null);
  return (
    <main className="main sources" id="main" tabIndex={-1}>
      <h1>{t("leads.sources.title")}</h1>
      <p className="ink2">{t("leads.sources.lead", { from: formatDate(from, "long"), to: formatDate(to, "long") })}</p>
      <div className="row wrap">
        <Select
          label={t("leads.sources.span")}
          bareLabel
          value={span}
          onChange={(one) => set("span", one)}
          choices={spans.map((one) => ({ value: one, label: t(`leads.sources.${one}`) }))}
        />
        <Select
          label={t("leads.sources.name")}
          bareLabel
          value={by}
          onChange={(one) => set("by", one)}
          choices={(["source", "campaign"] as const).map((one) => ({
            value: one,
            label: t(`leads.sources.by_${one}`),
          }))}
        />
      </div>
      {error && <Problem error={error} onAgain={again} />}
      {data?.rows.length === 0 && <Empty title={t("leads.sources.none")} />}
      {data && data.rows.length > 0 && (
        <div className="scroll">
          <table className="tbl source-table">
            <thead>
              <tr>
                <th scope="col">{t("leads.sources.name")}</th>
                {(["leads", "qualified", "won", "revenue", "touches", "time"] as const).map((one) => (
                  <th key={one} scope="col" className="r">
                    {t(`leads.sources.${one}`)}
                  </th>
                ))}
                {data.seesCost && (
                  <>
                    <th scope="col" className="r">
                      {t("leads.sources.cost")}
                    </th>
                    <th scope="col" className="r">
                      {t("leads.sources.per_cost")}
                    </th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((one) => {
                const name = one.name ?? t("leads.sources.unknown");
                const origin = { by, id: one.id, from, to } as const;
                const open = (what: "qualified" | "won", number: string) => (
                  <Link
                    className="link num"
                    aria-label={`${number}: ${t("leads.sources.open", { name, what: t(`leads.sources.${what}`) })}`}
                    to={listOf(what, origin)}
                  >
                    {number}
                  </Link>
                );
                const show = (what: "leads" | "touches" | "time" | "cost" | "per_cost", number: string) => (
                  <button
                    type="button"
                    className="link num"
                    aria-label={`${number}: ${t("leads.sources.show", { name, what: t(`leads.sources.${what}`) })}`}
                    onClick={() => setShown({ origin, name })}
                  >
                    {number}
                  </button>
                );
                return (
                  <tr key={one.id ?? "none"}>
                    <th scope="row">{name}</th>
                    <td className="r">{show("leads", formatNumber(one.leads))}</td>
                    <td className="r">{open("qualified", formatNumber(one.qualified))}</td>
                    <td className="r">{open("won", formatNumber(one.won))}</td>
                    <td className="r">{open("won", formatMoney(one.revenueMinor, data.currency))}</td>
                    <td className="r">{show("touches", formatNumber(one.touches))}</td>
                    <td className="r">{one.minutes > 0 ? show("time", say(one.minutes)) : "–"}</td>
                    {data.seesCost && (
                      <>
                        <td className="r">
                          {one.costMinor === null ? (
                            <span className="ink2">{t("leads.sources.no_cost")}</span>
                          ) : (
                            show("cost", formatMoney(one.costMinor, data.currency))
                          )}
                        </td>
                        <td className="r">
                          {one.revenuePerCost === null ? "–" : show("per_cost", formatNumber(one.revenuePerCost, 1))}
                        </td>
                      </>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <p className="xs ink2">{t("leads.sources.definition")}</p>
      {shown && <SourceRecords {...shown} onClose={() => setShown(null)} />}
    </main>
  );
}

function daysOf(span: (typeof spans)[number], today: string, fiscalStart: number) {
  if (span === "last_quarter") return shiftPeriod(periodOf("quarter", today, fiscalStart), -1, fiscalStart);
  return periodOf(span, today, fiscalStart);
}
