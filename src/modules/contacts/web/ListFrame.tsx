import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { SearchField } from "#ui/parts/SearchField.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useWords } from "#ui/words.tsx";

type Name = "contacts" | "organizations";
type Props = {
  name: Name;
  q: string;
  onSearch: (text: string) => void;
  pages: { count: number | null; loading: boolean; error: Error | null; again: () => void };
  children: ReactNode;
};

/** People and organizations are one place with two tabs. */
export function ListFrame({ name, q, onSearch, pages, children }: Props) {
  const { t, rich } = useWords();
  const navigate = useNavigate();
  const tab = (one: Name) => ({
    name: one,
    label: t(`contacts.tab.${one}`),
    ...(one === name && pages.count !== null ? { count: pages.count } : {}),
  });
  const { count } = pages;
  return (
    <main className="main flush" id="main" tabIndex={-1}>
      <h1 className="sr">{t(`contacts.tab.${name}`)}</h1>
      <div className="page-views">
        <Tabs
          label={t("contacts.title")}
          tabs={[tab("contacts"), tab("organizations")]}
          current={name}
          onChange={(one) => void navigate(`/${one}`)}
        />
      </div>
      <div className="tools">
        <SearchField label={t(`contacts.search.${name}`)} value={q} onChange={onSearch} />
        <span className="grow" />
        <span className="s num" role="status">
          {count !== null && rich(`contacts.count.${name}`, { count })}
        </span>
        <ButtonLink small quiet to={name === "organizations" ? "/duplicates?kind=organization" : "/duplicates"}>
          {t("contacts.duplicates")}
        </ButtonLink>
        <ButtonLink small icon="plus" to={`/${name}/new`}>
          {t(name === "contacts" ? "contacts.new.contact" : "contacts.new.organization")}
        </ButtonLink>
      </div>
      {pages.error && count === null && <Problem error={pages.error} onAgain={pages.again} />}
      {pages.loading && <Skeleton lines={16} height={28} />}
      {count === 0 && <Nothing name={name} q={q} />}
      {count !== null && count > 0 && children}
    </main>
  );
}

function Nothing({ name, q }: { name: Name; q: string }) {
  const { t } = useWords();
  if (q !== "") return <Empty title={t("contacts.none.found", { text: q })}>{t("contacts.none.found_hint")}</Empty>;
  return (
    <Empty
      title={t(`contacts.none.${name}`)}
      actions={
        <ButtonLink primary icon="plus" to={`/${name}/new`}>
          {t(name === "contacts" ? "contacts.new.contact" : "contacts.new.organization")}
        </ButtonLink>
      }
    >
      {t(`contacts.none.${name}_hint`)}
    </Empty>
  );
}
