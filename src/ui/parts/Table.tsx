import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { Link } from "#ui/Link.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { selectRange } from "#ui/parts/selection.ts";
import { useRowKeys } from "#ui/parts/useRowKeys.ts";
import { prefetch } from "#ui/prefetch.ts";
import { useWords } from "#ui/words.tsx";

export type Column<Row> = {
  id: string;
  head: string;
  /** In pixels; without it the column takes what is left. */
  width?: number;
  /** Figures and dates stand at the right. */
  right?: boolean;
  sortable?: boolean;
  cell: (row: Row) => ReactNode;
  /** Of all rows of the filter, never only of those loaded. */
  foot?: ReactNode;
  /** Stays on a phone; the first column always does. */
  phone?: boolean;
};

export type Sort = { column: string; down: boolean };

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** The row's name: its link's words and its checkbox's. */
  nameOf: (row: Row) => string;
  /** The whole row opens this. */
  hrefOf?: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** How many rows there are in all, when not all are loaded. */
  count?: number;
  /** The end of what is loaded came in sight. */
  onEnd?: () => void;
  /** Which rows are on screen. */
  onSee?: (first: number, last: number) => void;
  rowHeight?: number;
  /** Beneath a row's name, where the window is too narrow for columns. */
  beneath?: (row: Row) => ReactNode;
  /** So many of the first columns stay while the rest scrolls sideways. */
  pinned?: number;
};

/**
 * Rows by the thousand: only those in sight are in the page. Its head and foot stay; the first cell is the link, the rest of the row
 * follows it. J and K move, X selects, with Shift a range. Longer than a file of rules: it is one table.
 */
export function Table<Row>(props: Props<Row>) {
  const { label, rows, idOf, hrefOf, selected, onEnd, onSee, count = props.rows.length, rowHeight = 36 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const last = shown.at(-1)?.index ?? -1;
  const toggle = useToggle(props);
  const { current, setCurrent } = useRowKeys({
    count: rows.length,
    scroller,
    reach: (at) => virtual.scrollToIndex(at),
    toggle: selected ? toggle : undefined,
  });
  useEffect(() => {
    if (last >= rows.length - 20 && rows.length < count) onEnd?.();
  }, [last, rows.length, count, onEnd]);
  const first = shown[0]?.index ?? 0;
  useEffect(() => {
    if (last >= 0) onSee?.(first, last);
  }, [first, last, onSee]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="scroll" ref={scroller} aria-label={label} tabIndex={0}>
      <table className="tbl num" aria-rowcount={count + 1} style={leastWidth(props)}>
        <caption className="sr">{label}</caption>
        <Head {...props} count={count} />
        <tbody>
          <Gap height={before} />
          {shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Line
                key={idOf(row)}
                {...props}
                row={row}
                index={index}
                height={rowHeight}
                href={hrefOf?.(row)}
                current={index === current}
                onFocus={() => setCurrent(index)}
                onToggle={(range) => toggle(index, range)}
              />
            );
          })}
          <Gap height={after} />
        </tbody>
        <Foot {...props} />
      </table>
    </section>
  );
}

const pickWidth = 52;
const pinnedWidth = 240;

/** Columns keep their widths and the one without has room for a name; beyond that the table scrolls sideways. */
function leastWidth<Row>({ columns, pinned = 0, selected }: Props<Row>): CSSProperties {
  const widths = columns.map(({ width }, at) => width ?? (at < pinned ? pinnedWidth : 180));
  const least = widths.reduce((sum, width) => sum + width, selected ? pickWidth : 0);
  return { "--least": `${least}px` } as CSSProperties;
}

/** Selects a row; with `range`, all from the last one that was selected. */
function useToggle<Row>({ rows, idOf, selected, onSelect }: Props<Row>): (index: number, range: boolean) => void {
  const anchor = useRef<number | null>(null);
  return (index, range) => {
    if (!selected || !onSelect) return;
    const from = range ? anchor.current : null;
    anchor.current = index;
    onSelect(selectRange(selected, rows.map(idOf), from ?? index, index));
  };
}

type Pinned<Row> = {
  columns: readonly Column<Row>[];
  pinned: number | undefined;
  selected: ReadonlySet<string> | undefined;
};

/** Where a column that stays stands: behind those before it, and the boxes to pick rows by. */
function pinOf<Row>({ columns, pinned = 0, selected }: Pinned<Row>, at: number): CSSProperties | undefined {
  if (at >= pinned) return undefined;
  const left = columns
    .slice(0, at)
    .reduce((sum, column) => sum + (column.width ?? pinnedWidth), selected ? pickWidth : 0);
  return { left };
}

function Head<Row>({ columns, pinned, rows, idOf, sort, onSort, selected, onSelect, count = 0 }: Props<Row>) {
  const { t } = useWords();
  const chosen = selected?.size ?? 0;
  const all = chosen > 0 && chosen >= rows.length;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selected && (
          <th scope="col" className="pick">
            <input
              type="checkbox"
              className={chosen > 0 && !all ? "cb some" : "cb"}
              aria-label={t("ui.table.select_all", { count, selected: chosen })}
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && !all;
              }}
              onChange={() => onSelect?.(new Set(all ? [] : rows.map(idOf)))}
            />
          </th>
        )}
        {columns.map((column, at) => (
          <HeadCell
            key={column.id}
            column={column}
            first={at === 0}
            sort={sort}
            onSort={onSort}
            pin={pinOf({ columns, pinned, selected }, at)}
          />
        ))}
      </tr>
    </thead>
  );
}

type HeadCellProps<Row> = {
  column: Column<Row>;
  first: boolean;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  pin: CSSProperties | undefined;
};

function HeadCell<Row>({ column, first, sort, onSort, pin }: HeadCellProps<Row>) {
  const { t } = useWords();
  const isSorted = sort?.column === column.id;
  const direction = isSorted ? (sort.down ? "descending" : "ascending") : undefined;
  const width = { style: { width: column.width ?? (pin ? pinnedWidth : undefined), ...pin } };
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={classOf(column, first, pin)} {...width}>
        {column.head}
      </th>
    );
  }
  return (
    <th scope="col" className={classOf(column, first, pin)} aria-sort={direction} {...width}>
      <button
        type="button"
        title={t("ui.table.sort", { column: column.head })}
        onClick={() => onSort({ column: column.id, down: isSorted ? !sort.down : !!column.right })}
      >
        {column.head}
        {isSorted && <Icon name="down" small {...(sort.down ? {} : { className: "turned" })} />}
      </button>
    </th>
  );
}

type LineProps<Row> = Props<Row> & {
  row: Row;
  index: number;
  height: number;
  href: string | undefined;
  current: boolean;
  onFocus: () => void;
  onToggle: (range: boolean) => void;
};

function Line<Row>({
  columns,
  pinned,
  row,
  index,
  height,
  idOf,
  nameOf,
  href,
  current,
  selected,
  beneath,
  onFocus,
  onToggle,
}: LineProps<Row>) {
  const { t } = useWords();
  const navigate = useNavigate();
  const isSelected = selected?.has(idOf(row)) ?? false;
  const handleClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!href || target?.closest("a, button, input, label, select") || getSelection()?.isCollapsed === false) return;
    if (event.metaKey || event.ctrlKey) open(href, "_blank", "noopener");
    else void navigate(href);
  };
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selected ? isSelected : undefined}
      data-row={index}
      data-current={current || undefined}
      style={{ height }}
      onClick={handleClick}
      onFocus={onFocus}
      onPointerEnter={() => href && prefetch(href)}
    >
      {selected && (
        <td className="pick">
          <input
            type="checkbox"
            className="cb"
            aria-label={t("ui.table.select", { name: nameOf(row) })}
            checked={isSelected}
            onChange={(event) => onToggle("shiftKey" in event.nativeEvent && event.nativeEvent.shiftKey === true)}
          />
        </td>
      )}
      {columns.map((column, at) => (
        <td
          key={column.id}
          className={classOf(column, at === 0, pinOf({ columns, pinned, selected }, at))}
          style={pinOf({ columns, pinned, selected }, at)}
        >
          {at === 0 && href ? (
            <Link to={href} className="row b">
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
          {at === 0 && beneath && <div className="beneath xs ink2">{beneath(row)}</div>}
        </td>
      ))}
    </tr>
  );
}

function Foot<Row>({ columns, selected }: Props<Row>) {
  const { t } = useWords();
  if (columns.every((column) => column.foot === undefined)) return null;
  return (
    <tfoot>
      <tr>
        {selected && (
          <td className="pick">
            <span className="sr">{t("ui.table.totals")}</span>
          </td>
        )}
        {columns.map((column, at) => (
          <td key={column.id} className={classOf(column, at === 0)}>
            {column.foot}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** Stands for the rows out of sight. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="gap">
      <td style={{ height }} />
    </tr>
  );
}

function classOf<Row>(column: Column<Row>, first: boolean, pin?: CSSProperties): string {
  return [column.right && "r", !first && !column.phone && "desk", pin && "pin"].filter(Boolean).join(" ");
}
