import "./lists.css";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { conditionsOf, type Filter, partsOf } from "#lib/filter.ts";
import { call } from "#ui/call.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { usePagesOf } from "#ui/pages.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { SearchField } from "#ui/parts/SearchField.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { type Column, Table } from "#ui/parts/Table.tsx";
import { useRead } from "#ui/query.ts";
import { useWide } from "#ui/useWide.ts";
import { useWords } from "#ui/words.tsx";
import { type ListFieldShape, listCountRoute, listRoute, listRowsRoute, type RowShape, viewsRoute } from "../api.ts";
import type { Shown } from "../view.ts";
import { askedFor, type ListAddress, useListAddress } from "./address.ts";
import { BulkBar, type Chosen } from "./BulkBar.tsx";
import { ColumnsDialog } from "./ColumnsDialog.tsx";
import { CellText, isRight, widthOf } from "./cells.tsx";
import { EditCell } from "./EditCell.tsx";
import { askable, FilterSentence } from "./FilterSentence.tsx";
import { useLabels } from "./labels.ts";
import { Beneath, phoneColumns } from "./phoneColumns.tsx";
import { useChangeMany } from "./useChangeMany.ts";
import { type NamedView, NewViewDialog, useCounts, ViewTabs } from "./ViewTabs.tsx";

type Props = {
  list: string;
  /** What the page is called to a screen reader. */
  title: string;
  /** What it shows before anybody chose anything. */
  begin: Shown;
  /** Views that the product brings, before those that people keep. */
  views: readonly { id: string; name: string; filter: Filter }[];
  topics: readonly string[];
  hrefOf: (id: string) => string;
  /** How the first cell draws a row's name. */
  mark?: (row: RowShape) => ReactNode;
  /** At the right of the tools: another shape of the same, a verb. */
  tools?: ReactNode;
  /** Above the views: the tabs of a place that has several lists. */
  head?: ReactNode;
  /** Where the workspace has none of these records at all. */
  nothing: ReactNode;
  /** The rows that are loaded, in their order: what "next" means on a record's page. */
  onRows?: (ids: readonly string[]) => void;
};

/** A list of records: views, filter, columns, rows, and what is done with many of them. The same for every kind. */
export default function ListView(props: Props) {
  const { list, title, begin, topics } = props;
  const { data: about, error, again } = useRead(listRoute, { params: { list } }, { topics: ["fields", "pipelines"] });
  const kept = useRead(viewsRoute, { query: { list } }, { topics: ["views"] });
  const views: NamedView[] = [
    ...props.views.map(({ id, name, filter }) => ({ id, name, shown: { ...begin, filter }, kept: null })),
    ...(kept.data ?? []).map((view) => ({ id: view.id, name: view.name, shown: shownOf(view.shown), kept: view })),
  ];
  const counts = useCounts(list, views, topics);
  const begun = useRef<string | undefined>(undefined);
  if (!kept.loading) begun.current ??= firstOf(views, counts)?.id;
  const first = views.find((view) => view.id === begun.current);
  const address = useListAddress(first ?? { id: "", shown: begin }, views);
  return (
    <main className="main flush" id="main" tabIndex={-1}>
      <h1 className="sr">{title}</h1>
      {props.head}
      {error && <Problem error={error} onAgain={again} />}
      <ViewTabs views={views} counts={counts} address={address} />
      {!(about && first) && !error && <Skeleton lines={16} height={28} />}
      {about && first && (
        <Rows
          {...props}
          address={address}
          fields={about.fields}
          currency={about.currency}
          mayRemove={about.mayRemove}
        />
      )}
    </main>
  );
}

/** The one that its reader chose, else the first in which there is something; undefined until that is known. */
function firstOf(
  views: readonly NamedView[],
  counts: readonly ({ count: number } | undefined)[],
): NamedView | undefined {
  const chosen = views.find((view) => view.kept?.isFirst);
  if (chosen) return chosen;
  for (const [at, view] of views.entries()) {
    if (at >= counts.length || (counts[at] && counts[at].count > 0)) return view;
    if (!counts[at]) return undefined;
  }
  return views.at(-1);
}

function shownOf(shown: { filter?: unknown } & Omit<Shown, "filter">): Shown {
  return { ...shown, filter: isFilter(shown.filter) ? shown.filter : { all: [] } };
}

function isFilter(filter: unknown): filter is Filter {
  return typeof filter === "object" && filter !== null && ("all" in filter || "any" in filter);
}

type RowsProps = Props & {
  address: ListAddress;
  fields: readonly ListFieldShape[];
  currency: string;
  mayRemove: boolean;
};

function Rows(props: RowsProps) {
  const { list, title, topics, hrefOf, address, fields, currency, mayRemove, onRows } = props;
  const { shown, change } = address;
  const columns = shown.columns.filter((id) => fields.some((field) => field.id === id));
  const asked = { ...askedFor(shown), columns: columns.join(","), sort: shown.sort, order: shown.order };
  const { head, ...pages } = usePagesOf(`list.${list}`, asked, {
    topics,
    ask: (after, signal) =>
      call(
        listRowsRoute,
        { params: { list }, query: { ...asked, limit: 100, ...(after ? { after } : {}) } },
        { signal },
      ),
  });
  const count = useCount(list, shown, topics);
  const many = useChangeMany(list, topics);
  const [picked, setPicked] = useState<{ ids: ReadonlySet<string>; isAll: boolean }>({ ids: new Set(), isAll: false });
  const { rows } = pages;
  const drawn = useColumns(props, columns, many, count.data?.sums ?? null);
  const isWide = useWide(721);
  const shownFields = columns.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  const seen = rows.map((row) => row.id).join();
  useEffect(() => onRows?.(seen === "" ? [] : seen.split(",")), [seen, onRows]);
  const chosen: Chosen = {
    ids: [...picked.ids],
    isAll: picked.isAll,
    count: picked.isAll ? (count.data?.count ?? 0) : picked.ids.size,
  };
  const which = picked.isAll ? { filter: shown.filter, q: shown.q } : { ids: chosen.ids as string[] };
  const clear = () => setPicked({ ids: new Set(), isAll: false });
  return (
    <>
      <Tools {...props} count={count} />
      {pages.error && rows.length === 0 && <Problem error={pages.error} onAgain={pages.again} />}
      {pages.loading && <Skeleton lines={16} height={28} />}
      {head && rows.length === 0 && <Nothing {...props} />}
      {rows.length > 0 && (
        <Table
          label={title}
          columns={isWide ? drawn : phoneColumns(drawn, fields)}
          rows={rows}
          idOf={(row) => row.id}
          nameOf={(row) => row.title}
          hrefOf={(row) => hrefOf(row.id)}
          sort={{ column: shown.sort, down: shown.order === "desc" }}
          onSort={({ column, down }) => change({ sort: column, order: down ? "desc" : "asc" })}
          selected={picked.isAll ? new Set(rows.map((row) => row.id)) : picked.ids}
          onSelect={(ids) => setPicked({ ids, isAll: false })}
          count={pages.hasMore ? Math.max(count.data?.count ?? 0, rows.length + 1) : rows.length}
          onEnd={pages.more}
          onSee={pages.see}
          {...(isWide
            ? { pinned: shown.pinned }
            : { rowHeight: 56, beneath: (row: RowShape) => <Beneath row={row} fields={shownFields} /> })}
        />
      )}
      {chosen.count > 0 && (
        <div className="dock">
          <BulkBar
            chosen={chosen}
            all={count.data}
            fields={fields}
            mayRemove={mayRemove}
            currency={currency}
            many={many}
            onAll={() => setPicked({ ids: new Set(), isAll: true })}
            onClear={clear}
            onChange={(set) => void many.change({ ...which, what: "change", fields: set })}
            onRemove={() => void many.change({ ...which, what: "remove" }).then((done) => done && clear())}
          />
        </div>
      )}
    </>
  );
}

/** The count up to its cap, or exactly once it was asked for of this very filter. */
function useCount(list: string, shown: Shown, topics: readonly string[]) {
  const asked = askedFor(shown);
  const about = JSON.stringify(asked);
  const [exactFor, setExactFor] = useState<string | null>(null);
  const query = { ...asked, ...(exactFor === about ? { exactly: "1" as const } : {}) };
  const { data } = useRead(listCountRoute, { params: { list }, query }, { topics, keep: true });
  return { data, exactly: () => setExactFor(about) };
}

function Tools({ list, address, fields, currency, tools, count }: RowsProps & { count: ReturnType<typeof useCount> }) {
  const { t, rich, formatNumber } = useWords();
  const { shown, change } = address;
  const [draft, setDraft] = useState<Filter | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const [isKeeping, setKeeping] = useState(false);
  const written = draft ?? shown.filter;
  const put = (next: Filter) => {
    setDraft(next);
    change({ filter: askable(next, fields) });
  };
  const toggle = () => setDraft(draft ? null : shown.filter);
  useKeys([
    { keys: "f", label: "lists.filter", run: toggle },
    { keys: "mod+s", label: "lists.save_view", run: () => setKeeping(true) },
  ]);
  const conditions = conditionsOf(shown.filter).length;
  const found = count.data;
  return (
    <>
      <div className="tools">
        <SearchField label={t("lists.search")} value={shown.q} onChange={(q) => change({ q })} />
        <Button
          small
          icon="filter"
          keys="f"
          className={conditions > 0 ? "on" : undefined}
          aria-expanded={draft !== null}
          onClick={toggle}
        >
          {t("lists.filter")}
          {conditions > 0 && <span className="num">{conditions}</span>}
        </Button>
        <Button quiet small icon="gear" className="desk" onClick={() => setChoosing(true)}>
          {t("lists.columns")}
        </Button>
        <span className="grow" />
        <span className="s num" role="status">
          {found && (found.isCapped ? rich("lists.count_capped") : rich("lists.count", { count: found.count }))}
        </span>
        {found?.isCapped && (
          <Button quiet small onClick={count.exactly}>
            {t("lists.count_exactly")}
          </Button>
        )}
        <ExportMenu list={list} shown={shown} />
        {tools}
      </div>
      {draft && (
        <section className="flt" aria-label={t("lists.filter")}>
          <FilterSentence fields={fields} currency={currency} draft={written} onChange={put} />
          <div className="ln">
            <span className="s ink2 num" aria-live="polite">
              {found && rich(found.isCapped ? "lists.found_many" : "lists.found", { count: formatNumber(found.count) })}
            </span>
            <span className="grow" />
            <Button quiet small disabled={partsOf(written).length === 0} onClick={() => put({ all: [] })}>
              {t("lists.clear")}
            </Button>
            <Button small keys="mod+s" onClick={() => setKeeping(true)}>
              {t("lists.save_view")}
            </Button>
          </div>
        </section>
      )}
      {isChoosing && (
        <ColumnsDialog
          fields={fields.filter((field) => !field.hidden)}
          columns={shown.columns}
          pinned={shown.pinned}
          onChange={change}
          onClose={() => setChoosing(false)}
        />
      )}
      {isKeeping && (
        <NewViewDialog
          list={list}
          shown={shown}
          onKept={(view) => {
            setKeeping(false);
            address.see({ id: view.id, shown });
          }}
          onClose={() => setKeeping(false)}
        />
      )}
    </>
  );
}

function ExportMenu({ list, shown }: { list: string; shown: Shown }) {
  const { t, locale } = useWords();
  const hrefAs = (as: "csv" | "xlsx") => {
    const asked = {
      ...askedFor(shown),
      columns: shown.columns.join(","),
      sort: shown.sort,
      order: shown.order,
      as,
      language: locale.slice(0, 2),
    };
    return `/api/lists/${list}/file?${new URLSearchParams(asked)}`;
  };
  return (
    <Menu
      className="btn quiet sm"
      items={[
        { label: t("lists.export_csv"), href: hrefAs("csv"), icon: "dl" },
        { label: t("lists.export_xlsx"), href: hrefAs("xlsx"), icon: "dl" },
      ]}
    >
      <Icon name="dl" small />
      {t("lists.export")}
    </Menu>
  );
}

function Nothing({ address: { shown, change }, fields, nothing }: RowsProps) {
  const { t } = useWords();
  const labels = useLabels();
  const last = conditionsOf(shown.filter).at(-1);
  const field = fields.find((one) => one.id === last?.field);
  if (!field && shown.q === "") return nothing;
  return (
    <Empty
      title={t("lists.none_found")}
      actions={<Button onClick={() => change({ filter: { all: [] }, q: "" })}>{t("lists.clear")}</Button>}
    >
      {field ? t("lists.none_hint", { field: labels.of(field) }) : t("lists.none_search")}
    </Empty>
  );
}

function useColumns(
  { fields, currency, mark }: RowsProps,
  ids: readonly string[],
  many: ReturnType<typeof useChangeMany>,
  sums: Readonly<Record<string, number>> | null,
): Column<RowShape>[] {
  const { formatMoney, formatNumber } = useWords();
  const labels = useLabels();
  const shown = ids.flatMap((id) => fields.find((field) => field.id === id) ?? []);
  return shown.map((field, at): Column<RowShape> => {
    const sum = sums?.[field.id];
    const drawn = (row: RowShape) => <CellText field={field} cell={row.cells[field.id]} />;
    return {
      id: field.id,
      head: labels.of(field),
      sortable: field.sortable,
      right: isRight(field),
      phone: true,
      ...(at === 0 ? {} : { width: widthOf(field) }),
      ...(sum === undefined || !field.summed
        ? {}
        : { foot: field.type === "money" ? formatMoney(sum, currency, { whole: true }) : formatNumber(sum) }),
      cell: (row) => {
        if (at === 0)
          return (
            <First row={row} mark={mark}>
              {row.cells[field.id] === null ? row.title : drawn(row)}
            </First>
          );
        if (!field.edits) return drawn(row);
        return (
          <EditCell
            field={field}
            value={row.cells[field.id] ?? null}
            name={row.title}
            currency={currency}
            disabled={many.busy}
            onSet={(set) => void many.change({ ids: [row.id], what: "change", fields: set })}
          >
            {drawn(row)}
          </EditCell>
        );
      },
    };
  });
}

function First({ row, mark, children }: { row: RowShape; mark: Props["mark"]; children: ReactNode }) {
  return (
    <>
      {mark?.(row)}
      <span className="cut">{children}</span>
    </>
  );
}
