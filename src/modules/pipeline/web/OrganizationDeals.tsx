import "./pipeline.css";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { dealsRoute } from "../api.ts";
import { dealListAddress } from "../dealListAddress.ts";
import { Status } from "./Status.tsx";
import { productsText } from "./step.ts";

/** The deals of an organization, the latest first, for its page. */
export function OrganizationDeals({ id }: { id: string }) {
  const { t, formatMoney } = useWords();
  const { today } = useNow();
  const query = { organization: id, limit: 8 };
  const { data, error, again, loading } = useRead(dealsRoute, { query }, { topics: ["deals"] });
  return (
    <section>
      <h2>
        {t("pipeline.deal.at_organization")}
        <Link className="link" to={`/deals/new?organization=${id}`}>
          {t("pipeline.deal.add")}
        </Link>
      </h2>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={3} height={32} />}
      {data?.rows.length === 0 && <p className="s ink2">{t("pipeline.deal.none_at_organization")}</p>}
      <ul className="ppl">
        {data?.rows.map((deal) => (
          <li key={deal.id}>
            <Link to={`/deals/${deal.id}`}>
              <span className="grow">
                <span className="s b cut block">{productsText(deal.lines) || deal.name}</span>
                <span className="xs ink2 cut block">{deal.status === "open" ? deal.stage : deal.owner}</span>
              </span>
              <span className="s num nw">{formatMoney(deal.value.minor, deal.value.currency)}</span>
              <Status status={deal.status} />
            </Link>
          </li>
        ))}
      </ul>
      {data?.totals && data.totals.count > data.rows.length && (
        <Link className="link s" to={dealListAddress({ organization: id }, { today })}>
          {t("pipeline.deal.all_at_organization", { count: data.totals.count })}
        </Link>
      )}
      <OpenBelow id={id} />
    </section>
  );
}

/** What is open at the organizations under it, as far as one may see it: how many, how much, and the list of them. */
function OpenBelow({ id }: { id: string }) {
  const { t, formatMoney } = useWords();
  const { today } = useNow();
  const filter = { under: id, status: "open" } as const;
  const { data } = useRead(dealsRoute, { query: { ...filter, limit: 1 } }, { topics: ["deals", "organizations"] });
  const totals = data?.totals;
  if (!totals || totals.count === 0) return null;
  return (
    <Link className="below" to={dealListAddress(filter, { today })}>
      <span className="s grow">{t("pipeline.deal.open_below", { count: totals.count })}</span>
      <span className="s b num nw">{formatMoney(totals.valueMinor, totals.currency)}</span>
    </Link>
  );
}
