import { useSearchParams } from "react-router";
import { Link } from "#ui/Link.tsx";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { duplicatesRoute, tellApartRoute } from "../api.ts";
import { Why } from "./Twins.tsx";
import "./contacts.css";

/** Pairs that may be one, the likeliest first. */
export default function DuplicatesPage() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  const kind = params.get("kind") === "organization" ? "organization" : "contact";
  const { data, error, again, loading } = useRead(
    duplicatesRoute,
    { query: { kind, limit: 100 } },
    { topics: ["duplicates", `${kind}s`] },
  );
  const apart = useWrite(tellApartRoute, { touches: ["duplicates"] });
  const tab = (name: "contact" | "organization") => ({ name, label: t(`contacts.tab.${name}s`) });
  return (
    <main className="main" id="main" tabIndex={-1}>
      <h1>{t("contacts.duplicates")}</h1>
      <Tabs
        label={t("contacts.duplicates")}
        tabs={[tab("contact"), tab("organization")]}
        current={kind}
        onChange={(name) => setParams({ kind: name }, { replace: true })}
      />
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={6} height={44} />}
      {data?.behind && <p className="s ink2">{t("contacts.duplicates_behind")}</p>}
      {data?.pairs.length === 0 && <Empty title={t("contacts.duplicates_none")}>{t("contacts.duplicates_hint")}</Empty>}
      <ul className="twins pairs">
        {data?.pairs.map(({ one, other, reasons }) => (
          <li key={`${one.id} ${other.id}`}>
            <span>
              {[one, other].map(({ id, name, detail }) => (
                <span key={id} className="cut block">
                  <Link className="b" to={`/${kind}s/${id}`}>
                    {name}
                  </Link>
                  {detail && <span className="s ink2"> {detail}</span>}
                </span>
              ))}
            </span>
            <span className="row">
              <Button small quiet onClick={() => void apart.send({ body: { kind, one: one.id, other: other.id } })}>
                {t("contacts.are_two")}
              </Button>
              <ButtonLink
                small
                to={`/${kind}s/${one.id}/merge/${other.id}`}
                name={t("contacts.merge_with", { name: other.name })}
              >
                {t("contacts.merge")}
              </ButtonLink>
            </span>
            <Why reasons={reasons} detail={null} />
          </li>
        ))}
      </ul>
    </main>
  );
}
