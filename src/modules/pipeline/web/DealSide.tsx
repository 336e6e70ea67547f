import { contactsRoute } from "#modules/contacts/api.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { Slot } from "#ui/slots.tsx";
import { useWords } from "#ui/words.tsx";
import { OrganizationLink } from "./DealFacts.tsx";
import { LinesEditor } from "./LinesEditor.tsx";
import type { SeenDeal } from "./slots.ts";
import { dealNextStep } from "./slots.ts";
import type { DealEdit } from "./useFactEdit.ts";

type Props = { deal: SeenDeal; edit: DealEdit };

export function DealSide({ deal, edit }: Props) {
  const { t } = useWords();
  return (
    <aside className="side" aria-label={t("pipeline.deal.details")}>
      <Slot of={dealNextStep} given={{ deal }} />
      {deal.organizationId && (
        <section>
          <h2>
            {t("pipeline.deal.people")}
            <Link className="link" to={`/contacts/new?organization=${deal.organizationId}`}>
              {t("pipeline.deal.add")}
            </Link>
          </h2>
          <p className="s">
            <OrganizationLink deal={deal} />
          </p>
          <People organization={deal.organizationId} />
        </section>
      )}
      <Products deal={deal} edit={edit} />
    </aside>
  );
}

function People({ organization }: { organization: string }) {
  const { t } = useWords();
  const topics = [`organization:${organization}`];
  const { data, error, again, loading } = useRead(contactsRoute, { query: { organization, limit: 20 } }, { topics });
  if (error) return <Problem error={error} onAgain={again} />;
  if (loading) return <Skeleton lines={3} height={32} />;
  if (data?.rows.length === 0) return <p className="s ink2">{t("pipeline.deal.no_people")}</p>;
  return (
    <ul className="ppl">
      {data?.rows.map((contact) => (
        <li key={contact.id}>
          <Link to={`/contacts/${contact.id}`}>
            <Avatar name={contact.name} size="lg" />
            <span className="grow">
              <span className="s b cut block">{contact.name}</span>
              <span className="xs ink2 cut block">{contact.title}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Products({ deal, edit }: Props) {
  const { t, formatMoney, formatNumber } = useWords();
  const { currency } = deal.value;
  const sum = deal.lines.reduce((all, line) => all + line.priceMinor * line.quantity, 0);
  const isOpen = edit.open === "lines";
  return (
    <section>
      <h2>
        {t("pipeline.deal.products")}
        {!isOpen && deal.lines.length > 0 && <span className="ink3 num">{formatMoney(sum, currency)}</span>}
      </h2>
      {isOpen && <LinesEditor deal={deal} edit={edit} />}
      {!isOpen && (
        <ul className="files num">
          {deal.lines.map((line) => (
            <li key={line.productId}>
              <Icon name="box" small />
              <span className="cut">
                {line.product} × {formatNumber(line.quantity)}
              </span>
              <span className="ink3 nw">{formatMoney(line.priceMinor * line.quantity, currency)}</span>
            </li>
          ))}
        </ul>
      )}
      {!isOpen && edit.mayWrite && (
        <Button quiet small icon={deal.lines.length > 0 ? "edit" : "plus"} onClick={() => edit.setOpen("lines")}>
          {t(deal.lines.length > 0 ? "pipeline.deal.edit_products" : "pipeline.deal.add_product")}
        </Button>
      )}
    </section>
  );
}
