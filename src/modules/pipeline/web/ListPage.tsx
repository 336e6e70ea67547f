import "./pipeline.css";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { type Sort, Table } from "#ui/parts/Table.tsx";
import { useStored } from "#ui/stored.ts";
import { useWords } from "#ui/words.tsx";
import { dealSorts } from "../api.ts";
import { comeFrom } from "./cameFrom.ts";
import { DealsHead } from "./DealsHead.tsx";
import { type ColumnName, columnNames, defaultColumns, useDealColumns } from "./dealColumns.tsx";
import { useDealAddress } from "./useDealAddress.ts";
import { titleOf } from "./useDealVerbs.ts";
import { usePages } from "./usePages.ts";

type SortName = (typeof dealSorts)[number];

export default function ListPage() {
  const { t, rich, formatMoney } = useWords();
  const address = useDealAddress();
  const { sort, sortBy } = useSort();
  const { names, toggle } = useColumnNames();
  const pages = usePages(address.asked, sort, address.ready);
  const { rows, totals } = pages;
  const columns = useDealColumns(names, totals);
  const at = address.at("/deals");
  useEffect(() => {
    comeFrom(
      rows.map((row) => row.id),
      at,
    );
  }, [rows, at]);
  return (
    <main className="main flush" id="main" tabIndex={-1}>
      <h1 className="sr">{t("pipeline.list.title")}</h1>
      <DealsHead
        address={address}
        shape="list"
        tools={<Columns names={names} onToggle={toggle} />}
        totals={
          totals &&
          rich("pipeline.totals", {
            count: totals.count,
            value: formatMoney(totals.valueMinor, totals.currency),
            weighted: formatMoney(totals.weightedMinor, totals.currency, { whole: true }),
          })
        }
      />
      {pages.error && rows.length === 0 && <Problem error={pages.error} onAgain={pages.again} />}
      {pages.loading && <Skeleton lines={16} height={28} />}
      {totals?.count === 0 && (
        <Empty
          title={t("pipeline.none.filtered")}
          actions={
            <>
              <Button onClick={address.clear}>{t("pipeline.filter.clear")}</Button>
              <ButtonLink primary to="/deals/new" icon="plus">
                {t("pipeline.new.title")}
              </ButtonLink>
            </>
          }
        >
          {t("pipeline.none.filtered_hint")}
        </Empty>
      )}
      {totals !== null && totals.count > 0 && (
        <Table
          label={t("pipeline.list.title")}
          columns={columns}
          rows={rows}
          idOf={(row) => row.id}
          nameOf={titleOf}
          hrefOf={(row) => `/deals/${row.id}`}
          sort={{ column: sort.sort, down: sort.order === "desc" }}
          onSort={sortBy}
          count={totals.count}
          onEnd={pages.more}
        />
      )}
    </main>
  );
}

function useSort() {
  const [params, setParams] = useSearchParams();
  const asked = dealSorts.find((name) => name === params.get("sort"));
  const sort: { sort: SortName; order: "asc" | "desc" } = {
    sort: asked ?? "openedOn",
    order: params.get("order") === "asc" ? "asc" : "desc",
  };
  const sortBy = ({ column, down }: Sort) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        next.set("sort", column);
        next.set("order", down ? "desc" : "asc");
        return next;
      },
      { replace: true },
    );
  return { sort, sortBy };
}

/** The columns that the address names, else those this person chose last, else the first ones. */
function useColumnNames() {
  const [params, setParams] = useSearchParams();
  const [kept, keep] = useStored("deals.columns");
  const asked = params.get("columns") ?? kept;
  const named = asked?.split(",") ?? defaultColumns;
  const names = columnNames.filter((name) => named.includes(name));
  const toggle = (name: ColumnName) => {
    const chosen = columnNames.filter((one) => (one === name ? !names.includes(one) : names.includes(one)));
    const text = chosen.join(",");
    keep(text);
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        next.set("columns", text);
        return next;
      },
      { replace: true },
    );
  };
  return { names, toggle };
}

function Columns({ names, onToggle }: { names: readonly ColumnName[]; onToggle: (name: ColumnName) => void }) {
  const { t } = useWords();
  const items = columnNames.map((name) => ({
    label: t(`pipeline.field.${name}`),
    checked: names.includes(name),
    run: () => onToggle(name),
  }));
  return (
    <Menu className="btn quiet sm desk" items={items}>
      <Icon name="gear" small />
      {t("pipeline.list.columns")}
    </Menu>
  );
}
