import { type CsvRecord, type Separator, separators, splitCsv } from "./splitCsv.ts";

const sampledCharacters = 1 << 16;
const sampledRecords = 100;

/**
 * The separator that cuts the head and most rows into the same number of cells, more than one; where two do, the one
 * that cuts into more. A comma when none does: a file of one column.
 */
export function recogniseSeparator(text: string): Separator {
  const sample = text.slice(0, sampledCharacters);
  let best: { separator: Separator; share: number; columns: number } = { separator: ",", share: 0, columns: 1 };
  for (const separator of separators) {
    const records = sampled(sample, separator, text.length > sampledCharacters);
    const columns = records[0]?.cells.length ?? 1;
    if (columns < 2) continue;
    const share = records.filter((record) => !record.fault && record.cells.length === columns).length / records.length;
    if (share > best.share || (share === best.share && columns > best.columns)) best = { separator, share, columns };
  }
  return best.separator;
}

/** The first records; the last one of a cut text is left out, since it may be half a row. */
function sampled(text: string, separator: Separator, isCut: boolean): CsvRecord[] {
  const records: CsvRecord[] = [];
  for (const record of splitCsv(text, separator)) {
    records.push(record);
    if (records.length === sampledRecords) return records;
  }
  return isCut && records.length > 1 ? records.slice(0, -1) : records;
}
