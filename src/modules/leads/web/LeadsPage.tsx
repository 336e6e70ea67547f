import "./leads.css";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useKeys } from "#ui/frame/keys.ts";
import { Link } from "#ui/Link.tsx";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { Keys } from "#ui/parts/Keys.tsx";
import { SearchField } from "#ui/parts/SearchField.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useTitle } from "#ui/title.ts";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords } from "#ui/words.tsx";
import { leadsRoute, queues } from "../api.ts";
import { LeadPreview } from "./LeadPreview.tsx";
import { LeadRow } from "./LeadRow.tsx";
import { useLeadVerbs } from "./useLeadVerbs.tsx";

type Queue = (typeof queues)[number];
const icons: Record<Queue, IconName> = {
  ...{ new: "leads", working: "phone", awaiting_reply: "clock", meeting_booked: "cal", returned: "undo" },
  untaken: "users",
};

/** The inbox of leads: queues, the list by the clock, and the one at hand. */
export default function LeadsPage() {
  const { t, formatNumber } = useWords();
  const say = useMinutes();
  const [params, setParams] = useSearchParams();
  const queue = queues.find((one) => one === params.get("queue")) ?? "new";
  const view = params.get("view") ?? undefined;
  const q = params.get("q") ?? undefined;
  const query = { queue, ...(view ? { view } : {}), ...(q ? { q } : {}) };
  const { data, error, again, loading } = useRead(leadsRoute, { query }, { topics: ["leads"], keep: true });
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const rows = data?.rows ?? [];
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const lead = rows[at];
  const step = (by: number) => setChosen(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id ?? null);
  const { verbs, panel } = useLeadVerbs(() => setChosen(rows[at + 1]?.id ?? rows[at - 1]?.id ?? null));
  const here = (label: Parameters<typeof useKeys>[0][number]["label"], keys: string, run: () => void) => ({
    ...{ keys, label, group: "here" as const, run },
  });
  const mine = lead?.mayWrite ? lead : undefined;
  useKeys([
    here("leads.keys.next", "j", () => step(1)),
    here("leads.keys.previous", "k", () => step(-1)),
    here("leads.keys.call", "l", () => mine && verbs.call(mine)),
    here("leads.keys.mail", "r", () => mine && verbs.mail(mine)),
    here("leads.keys.convert", "v", () => mine && verbs.convert(mine)),
    here("leads.keys.disqualify", "d", () => mine && verbs.disqualify(mine)),
    here("leads.keys.take", "t", () => mine && mine.ownerId === null && verbs.take(mine)),
    here("leads.search", "/", () => document.querySelector<HTMLInputElement>(".lead-list input")?.focus()),
  ]);
  const name = data?.views.find(({ id }) => id === view)?.name ?? t(`leads.queue.${queue}`);
  useTitle(`${name} · ${t("leads.title")}`);
  const setQ = (words: string) =>
    setParams(
      (old) => {
        if (words) old.set("q", words);
        else old.delete("q");
        return old;
      },
      { replace: true },
    );
  return (
    <main className="main leads" id="main" tabIndex={-1}>
      <nav className="lead-queues" aria-label={t("leads.queues")}>
        <h2>{t("leads.title")}</h2>
        <div className="lab">{t("leads.mine")}</div>
        {queues.map((one) => (
          <div key={one} style={{ display: "contents" }}>
            {one === "untaken" && <div className="lab">{t("leads.team")}</div>}
            <Link to={`/leads?queue=${one}`} aria-current={!view && one === queue ? "page" : undefined}>
              <Icon name={icons[one]} small />
              <span className="cut">{t(`leads.queue.${one}`)}</span>
              <span className="n num">{formatNumber(data?.counts[one] ?? 0)}</span>
            </Link>
          </div>
        ))}
        {data?.views.map((one) => (
          <Link key={one.id} to={`/leads?view=${one.id}`} aria-current={one.id === view ? "page" : undefined}>
            <Icon name="star" small />
            <span className="cut">{one.name}</span>
            <span className="n num">{formatNumber(one.count)}</span>
          </Link>
        ))}
        <Link to="/leads/all">
          <Icon name="list" small />
          <span className="cut">{t("leads.all")}</span>
        </Link>
        <Link to="/pipeline/sources">
          <Icon name="chart" small />
          <span className="cut">{t("leads.sources.title")}</span>
        </Link>
      </nav>
      <section className="lead-list" aria-labelledby="leads-head">
        <div className="bar">
          <h1 id="leads-head">
            {name} <span className="ink2 num">{formatNumber(data?.count ?? 0)}</span>
          </h1>
          <span className="grow" />
          <span className="ink2 s row">
            <Icon name="filter" small />
            {t("leads.sorted")}
          </span>
          <SearchField label={t("leads.search")} value={q ?? ""} onChange={setQ} />
          <ButtonLink small icon="plus" to="/leads/new">
            {t("leads.add")}
          </ButtonLink>
        </div>
        {error && <Problem error={error} onAgain={again} />}
        {loading && <Skeleton lines={8} height={44} />}
        {data && rows.length === 0 && (
          <Empty
            title={t(queue === "new" && !view ? "leads.empty.new" : "leads.empty.other")}
            actions={
              (data.counts.untaken ?? 0) > 0 && queue !== "untaken" ? (
                <ButtonLink to="/leads?queue=untaken">{t("leads.empty.take")}</ButtonLink>
              ) : undefined
            }
          >
            {t("leads.empty.hint")}
          </Empty>
        )}
        <ol>
          {rows.map((one) => (
            <LeadRow
              key={one.id}
              lead={one}
              current={one.id === lead?.id}
              onChoose={() => {
                setChosen(one.id);
                setOpen(true);
              }}
            />
          ))}
        </ol>
        <div className="foot">
          {(
            [
              ["j k", "leads.move"],
              ["l", "leads.keys.call"],
              ["r", "leads.keys.mail"],
              ["v", "leads.keys.convert"],
              ["d", "leads.keys.disqualify"],
            ] as const
          ).map(([keys, label]) => (
            <span key={keys}>
              <Keys keys={keys} /> {t(label)}
            </span>
          ))}
          <span className="grow" />
          <span className="num" title={t("leads.worked_hint")}>
            {t("leads.worked", { count: data?.worked ?? 0 })}
          </span>
          {data && data.medianMinutes !== null && (
            <span className="num" title={t("leads.median_hint")}>
              {t("leads.median", { time: say(data.medianMinutes) })}
            </span>
          )}
        </div>
      </section>
      <aside className={isOpen ? "lead-pv open" : "lead-pv"} aria-label={t("leads.lead")}>
        {lead && (
          <LeadPreview
            key={lead.id}
            lead={lead}
            verbs={verbs}
            back={
              <span className="lead-back">
                <Button quiet icon="left" onClick={() => setOpen(false)}>
                  {t("leads.back")}
                </Button>
              </span>
            }
          />
        )}
      </aside>
      {panel}
    </main>
  );
}
