import "./leads.css";
import type { Answered } from "#lib/route.ts";
import { Link } from "#ui/Link.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Sheet } from "#ui/parts/Dialog.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead } from "#ui/query.ts";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords } from "#ui/words.tsx";
import { sourceRecordsRoute } from "../api.ts";
import { listOf, type Origin } from "./origin.ts";

type Seen = Answered<typeof sourceRecordsRoute>;

/** What the numbers of one line are made of: what came in, each touch of it, and the prices of its campaigns. */
export function SourceRecords({ origin, name, onClose }: { origin: Origin; name: string; onClose: () => void }) {
  const { t } = useWords();
  const { by, id, from, to } = origin;
  const asked = { query: { by, from, to, ...(id ? { id } : {}) } };
  const { data, error, again } = useRead(sourceRecordsRoute, asked, { topics: ["leads", "deals"] });
  return (
    <Sheet title={t("leads.records.title", { name })} onClose={onClose}>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={10} />}
      {data && (
        <div className="source-records">
          <Came data={data} origin={origin} />
          <Touches data={data} />
          {data.prices.length > 0 && <Prices data={data} />}
          <Total data={data} />
        </div>
      )}
    </Sheet>
  );
}

function Came({ data: { came, currency, total }, origin }: { data: Seen; origin: Origin }) {
  const { t, formatMoney, formatNumber } = useWords();
  return (
    <section>
      <h3>
        {t("leads.records.came")} <span className="ink2 num">{formatNumber(total.leads)}</span>
      </h3>
      <p className="row wrap s">
        {came.some(({ state }) => state !== null) && (
          <Link className="link" to={listOf("leads", origin)}>
            {t("leads.records.leads_listed")}
          </Link>
        )}
        {came.some(({ state }) => state === null) && (
          <Link className="link" to={listOf("qualified", origin)}>
            {t("leads.records.deals_listed")}
          </Link>
        )}
      </p>
      <ul>
        {came.map(({ id, name, at, state, status, valueMinor }) => (
          <li key={id}>
            <Link className="grow cut" to={state === null ? `/deals/${id}` : `/leads/${id}`}>
              {name}
            </Link>
            {status === "won" && <span className="num">{formatMoney(valueMinor, currency)}</span>}
            <Chip>{state === null ? t(`leads.records.${status}`) : t(`leads.state.${state}`)}</Chip>
            <When at={at} />
          </li>
        ))}
      </ul>
      <More count={total.leads - came.length} />
    </section>
  );
}

function Touches({ data: { touches, currency, seesCost, total } }: { data: Seen }) {
  const { t, formatMoney, formatNumber } = useWords();
  const say = useMinutes();
  return (
    <section>
      <h3>
        {t("leads.records.touches")} <span className="ink2 num">{formatNumber(total.touches)}</span>
      </h3>
      {touches.length === 0 && <p className="ink2 s">{t("leads.records.no_touches")}</p>}
      <ul>
        {touches.map(({ id, kind, note, campaign, person, minutes, costMinor, dealId, at }) => (
          <li key={id}>
            <span className="grow cut">
              <Link to={`/leads/${dealId}`}>{t(`leads.touch.${kind}`)}</Link>{" "}
              <span className="ink2">{[person, note ?? campaign].filter(Boolean).join(", ")}</span>
            </span>
            {minutes !== null && minutes > 0 && <span className="num">{say(minutes)}</span>}
            {seesCost && costMinor !== null && <span className="num">{formatMoney(costMinor, currency)}</span>}
            <When at={at} />
          </li>
        ))}
      </ul>
      <More count={total.touches - touches.length} />
    </section>
  );
}

function Prices({ data: { prices, currency } }: { data: Seen }) {
  const { t, formatMoney, formatDate } = useWords();
  return (
    <section>
      <h3>{t("leads.records.prices")}</h3>
      <ul>
        {prices.map(({ campaignId, name, fromOn, costMinor }) => (
          <li key={campaignId}>
            <span className="grow cut">{name}</span>
            <span className="num">{formatMoney(costMinor, currency)}</span>
            <span className="ink2">{t("leads.records.price_on", { day: formatDate(fromOn, "short") })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Total({ data: { total, seesCost, currency } }: { data: Seen }) {
  const { t, formatMoney } = useWords();
  const say = useMinutes();
  return (
    <p className="total">
      <strong className="grow">{t("leads.records.total")}</strong>
      <span className="num">{say(total.minutes)}</span>
      {seesCost && (
        <strong className="num">
          {total.costMinor === null ? t("leads.sources.no_cost") : formatMoney(total.costMinor, currency)}
        </strong>
      )}
    </p>
  );
}

function More({ count }: { count: number }) {
  const { t } = useWords();
  return count > 0 ? <p className="xs ink2">{t("leads.records.more", { count })}</p> : null;
}
