import { type CivilDate, instant, isCivilDate, wallTimeAt, type Zone } from "#lib/time.ts";
import { readImperialDate } from "./imperialYear.ts";

/**
 * How a column writes its days. Year first, kanji, imperial years and month names can be read one way only, so they are
 * read under each form; `dmy` and `mdy` say how the rest is meant.
 */
export const dateForms = ["iso", "ymd", "dmy", "mdy", "japanese", "imperial", "named_month"] as const;
export type DateForm = (typeof dateForms)[number];

/** `isAmbiguous`: every day could be read as the month too, so the form is a guess and must be said. */
export type RecognisedDates = { form: DateForm; isAmbiguous: boolean; blank: number; read: number; unread: number };

/** The form of a column; null when fewer than four in five of its values are days. `prefer` settles what is ambiguous. */
export function recogniseDates(cells: readonly string[], prefer: "dmy" | "mdy" = "dmy"): RecognisedDates | null {
  const texts = cells.map(plain).filter((text) => text !== "");
  const seen = new Map<DateForm, number>();
  let both = 0;
  for (const text of new Set(texts)) {
    const forms = formsOf(text);
    if (forms.length > 1) both += 1;
    for (const form of forms) seen.set(form, (seen.get(form) ?? 0) + 1);
  }
  const dayFirst = seen.get("dmy") ?? 0;
  const monthFirst = seen.get("mdy") ?? 0;
  const hasDots = texts.some((text) => /^\d{1,2}\.\d{1,2}\.\d/.test(text));
  const settled = dayFirst === monthFirst ? (hasDots ? "dmy" : prefer) : dayFirst > monthFirst ? "dmy" : "mdy";
  seen.delete(settled === "dmy" ? "mdy" : "dmy");
  const form = [...seen].sort((a, b) => b[1] - a[1])[0]?.[0];
  if (!form) return null;
  const order = seen.has(settled) ? settled : form;
  const read = texts.filter((text) => readPlain(text, order) !== null).length;
  if (read < texts.length * 0.8) return null;
  const isAmbiguous = both > 0 && dayFirst === monthFirst && !hasDots;
  return { form: order, isAmbiguous, blank: cells.length - texts.length, read, unread: texts.length - read };
}

/** The day a cell says, read by the column's form; null when it says none. A time of day after it is passed over. */
export function readDate(cell: string, form: DateForm): CivilDate | null {
  return readPlain(plain(cell), form);
}

function readPlain(text: string, form: DateForm): CivilDate | null {
  const oneWay = readYearFirst(text) ?? readImperialDate(text) ?? readNamedMonth(text);
  if (oneWay || (form !== "dmy" && form !== "mdy")) return oneWay;
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (!match) return null;
  const [, first, , second, year] = match;
  return form === "dmy" ? dayOf(year, second, first) : dayOf(year, first, second);
}

/**
 * The day a cell says, with the time of day after it where there is one: "2026-05-01" or "2026-05-01T14:30", as the workspace's clock
 * shows it. A moment with its zone is brought there.
 */
export function readWallTime(cell: string, form: DateForm, zone: Zone): string | null {
  const text = cell.normalize("NFKC").trim();
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text))
    return wallTimeAt(instant(text), zone);
  const day = readDate(cell, form);
  if (!day) return null;
  const minute = readTimeOfDay(/(?<=[\d日)])(?:T|,?\s+)(\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?)/i.exec(text)?.[1] ?? "");
  return minute === null ? day : `${day}T${minute}`;
}

/** "9:30", "14:00:00", "2:15 pm", "14時30分", as "09:30". */
export function readTimeOfDay(cell: string): string | null {
  const match = /^(\d{1,2})(?::|時)(\d{2})?(?::\d{2}|分)?\s*([ap]m)?$/i.exec(cell.normalize("NFKC").trim());
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hour = half ? (Number(match[1]) % 12) + (half === "pm" ? 12 : 0) : Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function formsOf(text: string): DateForm[] {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && readYearFirst(text)) return ["iso"];
  if (readYearFirst(text)) return [text.includes("年") ? "japanese" : "ymd"];
  if (readImperialDate(text)) return ["imperial"];
  if (readNamedMonth(text)) return ["named_month"];
  return (["dmy", "mdy"] as const).filter((form) => readPlain(text, form));
}

function readYearFirst(text: string): CivilDate | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match ? dayOf(match[1], match[2], match[3]) : null;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** "24 Nov 2026", "24-Nov-26", "Nov 24, 2026", "November 24 2026"; expects no spaces. */
function readNamedMonth(text: string): CivilDate | null {
  const dayFirst = /^(\d{1,2})-?([a-z]{3,9})\.?,?-?(\d{4}|\d{2})$/i.exec(text);
  if (dayFirst) return dayOf(dayFirst[3], monthNamed(dayFirst[2]), dayFirst[1]);
  const monthFirst = /^([a-z]{3,9})\.?(\d{1,2}),?(\d{4})$/i.exec(text);
  return monthFirst ? dayOf(monthFirst[3], monthNamed(monthFirst[1]), monthFirst[2]) : null;
}

function monthNamed(name = ""): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

/** Years of two digits lie between 1970 and 2069. */
function dayOf(year = "", month = "", date = ""): CivilDate | null {
  const full = year.length === 2 ? `${Number(year) < 70 ? "20" : "19"}${year}` : year;
  const text = `${full}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isCivilDate(text) ? text : null;
}

/** Half-width digits and signs; no weekday in brackets, no time of day, no spaces. */
function plain(cell: string): string {
  return cell
    .normalize("NFKC")
    .replace(/\([月火水木金土日]\)/, "")
    .trim()
    .replace(
      /(?<=[\d日])(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$/i,
      "",
    )
    .replace(/\s+/g, "");
}
