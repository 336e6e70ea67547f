import { me } from "#lib/filter.ts";
import type { RowShape } from "#modules/lists/api.ts";
import { ListView } from "#modules/lists/web/public.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";
import { activityKinds } from "../activity.ts";
import { AsksNext } from "./AsksNext.tsx";
import { DoneMark } from "./DoneMark.tsx";

const columns = ["subject", "kind", "dueAt", "doneAt", "dealId", "organizationId", "ownerId"];
const mine = { field: "ownerId", is: "anyOf", value: [me] } as const;
const isOpen = { field: "doneAt", is: "empty" } as const;

/** Everything planned and noted, whatever it is about, as a list. */
export default function ActivitiesPage() {
  const { t } = useWords();
  return (
    <AsksNext topics={["activities", "deals"]}>
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
        cellOf={doneCell}
        hrefOf={(id) => `/activities/${id}`}
        nothing={<Empty title={t("activities.list.none")}>{t("activities.list.none_hint")}</Empty>}
      />
    </AsksNext>
  );
}

/** Where the row would say when it was done, it is done with a press. */
function doneCell(field: string, { id, title, cells }: RowShape) {
  const kind = activityKinds.find((one) => one === cells.kind);
  if (field !== "doneAt" || !kind || cells.doneAt !== null) return null;
  return <DoneMark one={{ id: id as never, subject: title, kind, doneAt: null, mayWrite: true }} inWords />;
}
