import { Link } from "#ui/Link.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { contactDealsRoute } from "../api.ts";
import { Status } from "./Status.tsx";

/** The deals that somebody of a customer has a part in, for their page. */
export function ContactDeals({ id }: { id: string }) {
  const { t, formatMoney } = useWords();
  const topics = [`contact:${id}`, "deals"];
  const { data, error, again } = useRead(contactDealsRoute, { params: { id: id as never } }, { topics });
  if (error) return <Problem error={error} onAgain={again} />;
  if (!data || data.deals.length === 0) return null;
  return (
    <section>
      <h2>{t("pipeline.people.deals")}</h2>
      <ul className="ppl">
        {data.deals.map((deal) => (
          <li key={deal.id}>
            <Link to={`/deals/${deal.id}`}>
              <span className="grow">
                <span className="s b cut block">{deal.name}</span>
                <span className="xs ink2 cut block">
                  {deal.stage}, {formatMoney(deal.value.minor, deal.value.currency)}
                </span>
              </span>
              {deal.part && <Chip>{deal.part}</Chip>}
              {deal.status !== "open" && <Status status={deal.status} />}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
