import { me } from "#lib/filter.ts";
import { ListView } from "#modules/lists/web/public.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";

const columns = ["subject", "kind", "dueAt", "doneAt", "dealId", "organizationId", "ownerId"];
const mine = { field: "ownerId", is: "anyOf", value: [me] } as const;
const isOpen = { field: "doneAt", is: "empty" } as const;

/** Everything planned and noted, whatever it is about, as a list. */
export default function ActivitiesPage() {
  const { t } = useWords();
  return (
    <ListView
      list="activities"
      title={t("activities.list.title")}
      topics={["activities"]}
      begin={{ filter: { all: [] }, q: "", columns, pinned: 1, sort: "dueAt", order: "desc" }}
      views={[
        {
          id: "mine",
          name: t("activities.list.view.mine"),
          filter: { all: [mine, isOpen, { field: "dueAt", is: "filled" }] },
        },
        {
          id: "late",
          name: t("activities.list.view.late"),
          filter: { all: [isOpen, { field: "dueAt", is: "inLast", value: 10_000 }] },
        },
        {
          id: "done",
          name: t("activities.list.view.done"),
          filter: { all: [mine, { field: "doneAt", is: "during", value: "thisWeek" }] },
        },
        { id: "all", name: t("activities.list.view.all"), filter: { all: [] } },
      ]}
      hrefOf={(id) => `/activities/${id}`}
      nothing={<Empty title={t("activities.list.none")}>{t("activities.list.none_hint")}</Empty>}
    />
  );
}
