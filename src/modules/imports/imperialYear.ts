import { type CivilDate, isCivilDate } from "#lib/time.ts";

/** The eras of modern Japan, each from its first day on; 明治 from the day Japan took the Gregorian calendar. */
const eras = [
  { names: ["令和", "R"], first: 2019, from: "2019-05-01" },
  { names: ["平成", "H"], first: 1989, from: "1989-01-08" },
  { names: ["昭和", "S"], first: 1926, from: "1926-12-25" },
  { names: ["大正", "T"], first: 1912, from: "1912-07-30" },
  { names: ["明治", "M"], first: 1868, from: "1873-01-01" },
] as const;

const pattern = /^(令和|平成|昭和|大正|明治|[RHSTM])\.?(元|\d{1,2})[年./-](\d{1,2})[月./-](\d{1,2})日?$/i;

/**
 * "令和8年11月24日", "R8.11.24", "平成元年1月8日". Null before the era's first day; days after its last are read, since
 * 平成31年5月 was written long into 令和. Expects text in NFKC without spaces.
 */
export function readImperialDate(text: string): CivilDate | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, name = "", year = "", month = "", date = ""] = match;
  const era = eras.find(({ names }) => names.some((known) => known === name.toUpperCase()));
  if (!era) return null;
  const western = era.first + (year === "元" ? 1 : Number(year)) - 1;
  const read = `${western}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isCivilDate(read) && read >= era.from ? read : null;
}
