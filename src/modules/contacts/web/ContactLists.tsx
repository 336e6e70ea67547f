import { useNavigate } from "react-router";
import { me, myTeam } from "#lib/filter.ts";
import { ListView } from "#modules/lists/web/public.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useWords } from "#ui/words.tsx";

type Name = "contacts" | "organizations";
type Props = { name: Name; columns: readonly string[] };

/** People and organizations are one place with two tabs, each a list of its own. */
export function ContactLists({ name, columns }: Props) {
  const { t } = useWords();
  const isPeople = name === "contacts";
  const add = t(isPeople ? "contacts.new.contact" : "contacts.new.organization");
  const owned = (value: string) => ({ all: [{ field: "ownerId", is: "anyOf" as const, value: [value] }] });
  return (
    <ListView
      key={name}
      list={name}
      title={t(`contacts.tab.${name}`)}
      topics={[name]}
      begin={{ filter: { all: [] }, q: "", columns, pinned: 1, sort: "name", order: "asc" }}
      views={[
        { id: "all", name: t("contacts.view.all"), filter: { all: [] } },
        { id: "mine", name: t("contacts.view.mine"), filter: owned(me) },
        { id: "team", name: t("contacts.view.team"), filter: owned(myTeam) },
      ]}
      hrefOf={(id) => `/${name}/${id}`}
      mark={(row) => <Avatar name={row.title} size="sm" square={!isPeople} />}
      head={<Places name={name} />}
      tools={
        <>
          <ButtonLink small quiet to={isPeople ? "/duplicates" : "/duplicates?kind=organization"}>
            {t("contacts.duplicates")}
          </ButtonLink>
          <ButtonLink small icon="plus" to={`/${name}/new`}>
            {add}
          </ButtonLink>
        </>
      }
      nothing={
        <Empty
          title={t(`contacts.none.${name}`)}
          actions={
            <ButtonLink primary icon="plus" to={`/${name}/new`}>
              {add}
            </ButtonLink>
          }
        >
          {t(`contacts.none.${name}_hint`)}
        </Empty>
      }
    />
  );
}

function Places({ name }: { name: Name }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const places = ["contacts", "organizations"] as const;
  return (
    <div className="page-views">
      <Tabs
        label={t("contacts.title")}
        tabs={places.map((one) => ({ name: one, label: t(`contacts.tab.${one}`) }))}
        current={name}
        onChange={(one) => void navigate(`/${one}`)}
      />
    </div>
  );
}
