import { Unzip, UnzipInflate } from "fflate";
import readWorkbookFile from "read-excel-file/node";
import { writeCsv } from "#lib/csv.ts";
import { Refusal } from "#lib/refusal.ts";

/** A sheet of a workbook that holds something, as CSV text. */
export type Sheet = { name: string; csv: Uint8Array };

/** What a workbook may grow to when it is unpacked, and how many cells a sheet may span. */
const mostUnpackedBytes = 256 * 1024 * 1024;
const mostParts = 2000;
const mostCells = 10_000_000;
/** Unpacked so much at a time, so that a bomb is noticed before it has grown. */
const pieceBytes = 16 * 1024;

export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/**
 * The sheets of an XLSX file that hold anything. Cells are as they were last computed: no formula is run. Days are written
 * year first, numbers with a decimal point.
 * Refuses `imports.workbook_too_large` (413), `imports.file_is_no_workbook`, `imports.file_is_empty`.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  refuseBomb(bytes);
  const sheets = await sheetsIn(bytes);
  const filled = sheets.filter(({ data }) => data.some((cells) => cells.some((cell) => textOf(cell) !== "")));
  if (filled.length === 0) throw new Refusal("imports.file_is_empty", 422);
  return filled.map(({ sheet, data }) => ({ name: sheet, csv: csvOf(data) }));
}

async function sheetsIn(bytes: Uint8Array): Promise<{ sheet: string; data: readonly (readonly unknown[])[] }[]> {
  try {
    return await readWorkbookFile(Buffer.from(bytes));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw notOne(error);
  }
}

function notOne(error: Error): Refusal {
  return new Refusal("imports.file_is_no_workbook", 422, { why: error.message.slice(0, 200) });
}

/** An empty line is a blank row: it is passed over and keeps the others' numbers. */
function csvOf(data: readonly (readonly unknown[])[]): Uint8Array {
  const width = Math.max(...data.map((cells) => cells.findLastIndex((cell) => textOf(cell) !== "") + 1));
  const lines = data.map((cells) => {
    const texts = Array.from({ length: width }, (_, at) => textOf(cells[at] ?? null));
    return texts.every((text) => text === "") ? "\r\n" : writeCsv([texts]);
  });
  return new TextEncoder().encode(lines.join(""));
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return dateText(cell);
  return typeof cell === "number" ? numberText(cell) : String(cell).trim();
}

/** Excel knows no zones: the library gives its days as UTC. */
function dateText(cell: Date): string {
  if (Number.isNaN(cell.getTime())) return "";
  const [day = "", time = ""] = cell.toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 5)}`;
}

/** Fifteen digits, as Excel shows them; of exactly three decimals a fourth, lest they be read as thousands. */
export function numberText(value: number): string {
  const exact = Number(value.toPrecision(15));
  const text = String(exact);
  const plain = text.includes("e-") ? exact.toFixed(12) : text.includes("e") ? BigInt(exact).toString() : text;
  return /\.\d{3}$/.test(plain) ? `${plain}0` : plain;
}

/** Unpacks it once without keeping it: what a file says of its own size can't be believed. */
function refuseBomb(bytes: Uint8Array): void {
  let total = 0;
  let parts = 0;
  const tooLarge = () => new Refusal("imports.workbook_too_large", 413, { bytes: mostUnpackedBytes });
  const unzip = new Unzip((file) => {
    parts += 1;
    if (parts > mostParts) throw tooLarge();
    const area = /^xl\/worksheets\/[^/]+\.xml$/i.test(file.name) ? areaOf(tooLarge) : undefined;
    file.ondata = (error, piece) => {
      // What is thrown below comes back as such an error.
      if (error) throw error instanceof Refusal ? error : notOne(error);
      total += piece.length;
      if (total > mostUnpackedBytes) throw tooLarge();
      area?.(piece);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let from = 0; from < bytes.length; from += pieceBytes)
    unzip.push(bytes.subarray(from, from + pieceBytes), from + pieceBytes >= bytes.length);
}

/** A sheet of two cells far apart is small, and would span billions. */
function areaOf(tooLarge: () => Refusal): (piece: Uint8Array) => void {
  let rest = "";
  let [columns, rows] = [0, 0];
  const decoder = new TextDecoder("latin1");
  return (piece) => {
    const text = rest + decoder.decode(piece, { stream: true });
    for (const [, letters = "", row = ""] of text.matchAll(/\br="([A-Z]{0,3})(\d{1,7})"/g)) {
      columns = Math.max(columns, columnOf(letters));
      rows = Math.max(rows, Number(row));
    }
    if (columns * rows > mostCells) throw tooLarge();
    rest = text.slice(-20);
  };
}

function columnOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
