import { Readable } from "node:stream";
import writeWorkbook, { type SheetData } from "write-excel-file/node";
import { guardCell, writeCsv } from "#lib/csv.ts";
import { majorString } from "#lib/money.ts";
import { Refusal } from "#lib/refusal.ts";
import { dayAt } from "#lib/time.ts";
import type { Ground } from "#platform/ground.ts";
import { FileSent } from "#platform/http/answer.ts";
import type { ListField } from "#platform/records/list/list.ts";
import {
  type Cell,
  countOf,
  type ListRow,
  type Opened,
  type PageAsked,
  pageOf,
} from "#platform/records/list/readList.ts";
import { mostInWorkbook } from "../api.ts";

const batch = 1000;
/** Excel takes a CSV for UTF-8 only when it says so. */
const byteOrderMark = "\uFEFF";

type FileAsked = Omit<PageAsked, "limit" | "after"> & { as: "csv" | "xlsx" };
/** Says a label of a list in the asker's language. */
export type Say = (label: ListField["label"]) => string;

/** Every row's own id stands last, so that the file comes in again as changes of these records. */
const idHead = "ID";

/** The rows of a list as a file, a page in memory at a time; a workbook is made whole, and so holds only so many. */
export async function listFile(ground: Ground, opened: Opened, asked: FileAsked, say: Say): Promise<FileSent> {
  const columns = asked.columns.flatMap((id) => opened.fields.get(id) ?? []);
  const name = `${opened.list.name}-${opened.asking.today}`;
  const heads = columns.flatMap((field) =>
    field.type === "money" ? [say(field.label), `${say(field.label)} (ISO 4217)`] : [say(field.label)],
  );
  heads.push(idHead);
  if (asked.as === "csv")
    return new FileSent(
      `${name}.csv`,
      Readable.from(csvOf(ground, opened, asked, { columns, heads }, say), { objectMode: false }),
    );
  const { count } = await countOf(opened, asked, true);
  if (count > mostInWorkbook) throw new Refusal("lists.too_many_for_workbook", 422, { count, most: mostInWorkbook });
  const sheet: SheetData = [heads.map((value) => ({ value, fontWeight: "bold" }))];
  for await (const rows of pages(ground, opened, asked))
    for (const row of rows)
      sheet.push([
        ...columns.flatMap((field) => sheetCells(field, row.cells[field.id] ?? null, opened, say)),
        { value: row.id, type: String },
      ]);
  const written = await writeWorkbook(sheet, { stickyRowsCount: 1 }).toBuffer();
  return new FileSent(`${name}.xlsx`, Readable.from([written]));
}

async function* csvOf(
  ground: Ground,
  opened: Opened,
  asked: FileAsked,
  { columns, heads }: { columns: readonly ListField[]; heads: readonly string[] },
  say: Say,
): AsyncGenerator<string> {
  yield byteOrderMark + writeCsv([heads.map(guardCell)]);
  for await (const rows of pages(ground, opened, asked))
    yield writeCsv(
      rows.map((row) => [
        ...columns.flatMap((field) => texts(field, row.cells[field.id] ?? null, opened, say).map(guardCell)),
        row.id,
      ]),
    );
}

async function* pages(ground: Ground, opened: Opened, asked: FileAsked): AsyncGenerator<ListRow[]> {
  let after: string | undefined;
  do {
    const page = await pageOf(ground, opened, { ...asked, after, limit: batch });
    yield page.rows;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** The texts of a cell: an amount is two, in major units and its currency. */
function texts(field: ListField, cell: Cell, { asking }: Opened, say: Say): string[] {
  if (field.type === "money") {
    const amount = typeof cell === "object" && cell !== null && "minor" in cell ? cell : undefined;
    return amount ? [majorString(amount), amount.currency] : ["", ""];
  }
  if (cell === null) return [""];
  if (isMany(cell)) return [cell.map((one) => choiceText(field, one, say)).join("; ")];
  if (typeof cell === "object") return ["name" in cell ? (cell.name ?? "") : ""];
  if (field.type === "choice") return [choiceText(field, String(cell), say)];
  if (field.type === "moment") return [`${dayAt(String(cell), asking.workspace.zone)}`];
  return [String(cell)];
}

function isMany(cell: Cell): cell is string[] {
  return Array.isArray(cell);
}

function choiceText({ choices }: ListField, value: string, say: Say): string {
  const choice = choices?.find((one) => one.value === value);
  return choice ? say(choice.label) : value;
}

function sheetCells(field: ListField, cell: Cell, opened: Opened, say: Say): SheetData[number] {
  const [text = "", ...more] = texts(field, cell, opened, say);
  const isNumber = text !== "" && (field.type === "money" || field.type === "number" || field.type === "days");
  const rest = more.map((value) => ({ value }));
  if (isNumber) return [{ value: Number(text), type: Number }, ...rest];
  return [{ value: text, type: String }, ...rest];
}
