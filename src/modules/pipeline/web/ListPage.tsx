import "./pipeline.css";
import { useCallback } from "react";
import { Navigate, useLocation, useSearchParams } from "react-router";
import { me, myTeam } from "#lib/filter.ts";
import { ListView } from "#modules/lists/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ButtonLink } from "#ui/parts/Button.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { useWords } from "#ui/words.tsx";
import { presentAddress } from "../oldDealLinks.ts";
import { comeFrom } from "./cameFrom.ts";
import { ShapeSwitch } from "./ShapeSwitch.tsx";

const columns = [
  "organizationId",
  "status",
  "stageId",
  "value",
  "weighted",
  "ownerId",
  "nextStep",
  "idle",
  "expectedCloseOn",
  "product",
];
const isOpen = { field: "status", is: "anyOf", value: ["open"] } as const;

/** All deals as a list, beside the board. An address of before goes on to the one that it has become. */
export default function ListPage() {
  const [params] = useSearchParams();
  const { today } = useNow();
  const present = presentAddress(params, today);
  return present ? <Navigate replace to={present} /> : <Deals />;
}

function Deals() {
  const { t } = useWords();
  const { search } = useLocation();
  const handleRows = useCallback((ids: readonly string[]) => comeFrom([...ids], `/deals${search}`), [search]);
  return (
    <ListView
      list="deals"
      title={t("pipeline.list.title")}
      topics={["deals"]}
      begin={{ filter: { all: [] }, q: "", columns, pinned: 1, sort: "openedOn", order: "desc" }}
      views={[
        {
          id: "mine",
          name: t("pipeline.view.mine"),
          filter: { all: [{ field: "ownerId", is: "anyOf", value: [me] }, isOpen] },
        },
        {
          id: "team",
          name: t("pipeline.view.team"),
          filter: { all: [{ field: "ownerId", is: "anyOf", value: [myTeam] }, isOpen] },
        },
        {
          id: "no-step",
          name: t("pipeline.filter.noNextStep"),
          filter: { all: [isOpen, { field: "nextStep", is: "empty" }] },
        },
        { id: "all", name: t("pipeline.view.all"), filter: { all: [] } },
      ]}
      hrefOf={(id) => `/deals/${id}`}
      mark={(row) => <Avatar name={row.title} size="sm" square />}
      onRows={handleRows}
      tools={<ShapeSwitch shape="list" at={(path) => path} />}
      nothing={
        <Empty
          title={t("pipeline.none.filtered")}
          actions={
            <ButtonLink primary to="/deals/new" icon="plus">
              {t("pipeline.new.title")}
            </ButtonLink>
          }
        >
          {t("pipeline.none.filtered_hint")}
        </Empty>
      }
    />
  );
}
