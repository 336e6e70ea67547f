import { Fragment, type ReactNode } from "react";
import type { Column } from "#ui/parts/Table.tsx";
import type { CellShape, ListFieldShape, RowShape } from "../api.ts";
import { CellText } from "./cells.tsx";

const beneath = 4;

/** On a phone a row is its name, the first amount of the columns chosen, and beneath them what fits on a line. */
export function phoneColumns(all: readonly Column<RowShape>[], fields: readonly ListFieldShape[]): Column<RowShape>[] {
  const [name, ...others] = all;
  const amount = others.find((column) => fields.find((field) => field.id === column.id)?.type === "money");
  return [...(name ? [name] : []), ...(amount ? [{ ...amount, width: 136 }] : [])];
}

/** What the other chosen columns say of a row; its title, where the first column is another. */
export function Beneath({ row, fields }: { row: RowShape; fields: readonly ListFieldShape[] }) {
  const [name, ...others] = fields;
  const isWords = ({ type, drawn }: ListFieldShape) => !["money", "number"].includes(type) && drawn !== "status";
  const said = others.filter((field) => isWords(field) && isSaid(row.cells[field.id])).slice(0, beneath);
  const isNamed = !name || row.cells[name.id] === null || textOf(row.cells[name.id]) === row.title;
  const parts: { id: string; part: ReactNode }[] = [
    ...(isNamed ? [] : [{ id: "title", part: row.title }]),
    ...said.map((field) => ({ id: field.id, part: partOf(field, row.cells[field.id]) })),
  ];
  return parts.map(({ id, part }, at) => (
    <Fragment key={id}>
      {at > 0 && <span aria-hidden="true">·</span>}
      <span>{part}</span>
    </Fragment>
  ));
}

function partOf(field: ListFieldShape, cell: CellShape | undefined): ReactNode {
  return (field.record === "person" && textOf(cell)) || <CellText field={field} cell={cell} />;
}

function isSaid(cell: CellShape | undefined): boolean {
  return cell !== null && cell !== undefined && cell !== "" && !(Array.isArray(cell) && cell.length === 0);
}

function textOf(cell: CellShape | undefined): string | null {
  if (typeof cell === "string") return cell;
  return cell && typeof cell === "object" && "name" in cell ? cell.name : null;
}
