import "./leads.css";
import { me } from "#lib/filter.ts";
import { ListView } from "#modules/lists/web/public.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";

const columns = ["name", "contact", "organizationId", "state", "score", "sourceId", "ownerId", "respondBy", "cameInAt"];
const isOpen = { field: "state", is: "noneOf", value: ["disqualified"] } as const;

/** All leads as a list: filtered, assigned in bulk; a view that is shared becomes a queue. */
export default function LeadListPage() {
  const { t } = useWords();
  return (
    <ListView
      list="leads"
      title={t("leads.all")}
      topics={["leads"]}
      begin={{ filter: { all: [] }, q: "", columns, pinned: 1, sort: "cameInAt", order: "desc" }}
      views={[
        { id: "open", name: t("leads.list.all"), filter: { all: [isOpen] } },
        {
          id: "mine",
          name: t("leads.list.mine"),
          filter: { all: [isOpen, { field: "ownerId", is: "anyOf", value: [me] }] },
        },
        {
          id: "untaken",
          name: t("leads.list.untaken"),
          filter: { all: [isOpen, { field: "ownerId", is: "empty" }] },
        },
        {
          id: "disqualified",
          name: t("leads.list.disqualified"),
          filter: { all: [{ field: "state", is: "anyOf", value: ["disqualified"] }] },
        },
      ]}
      hrefOf={(id) => `/leads/${id}`}
      mark={(row) => <Avatar name={row.title} size="sm" />}
      tools={
        <ButtonLink small icon="leads" to="/leads">
          {t("leads.queues")}
        </ButtonLink>
      }
      nothing={
        <Empty
          title={t("leads.empty.other")}
          actions={
            <ButtonLink primary icon="plus" to="/leads/new">
              {t("leads.add")}
            </ButtonLink>
          }
        >
          {t("leads.empty.hint")}
        </Empty>
      }
    />
  );
}
