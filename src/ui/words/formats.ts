import type { CurrencyCode } from "#lib/currency.ts";
import { majorString, money } from "#lib/money.ts";
import type { CivilDate, Instant, Zone } from "#lib/time.ts";

/** How long a date is written: `full` with its weekday and year, `long` with its year, `short` for tables and cards, `weekday` for the head of a day. */
export type DateLength = "full" | "long" | "short" | "weekday";
export type MoneyOptions = {
  /** For axes and tight places: $68.4K, 123万円. */ short?: boolean /** Show cents even when there are none. */;
  cents?: boolean;
  /** Rounded to major units: for what is an estimate anyway. */
  whole?: boolean;
};

export type Formats = {
  formatMoney: (minor: number, currency: CurrencyCode, options?: MoneyOptions) => string;
  formatNumber: (value: number, digits?: number) => string;
  /** From a share: 0.57 is 57%. One decimal unless said. */
  formatPercent: (share: number, digits?: number) => string;
  formatDate: (date: CivilDate, length?: DateLength) => string;
  /** From a day to another, their year once: 1 Jan – 7 Jan 2018. */
  formatDays: (from: CivilDate, to: CivilDate) => string;
  /** A moment's time of day in the reader's zone: 09:30. */
  formatTime: (at: Instant) => string;
  /** Day and time of a moment in the reader's zone. */
  formatMoment: (at: Instant, length?: DateLength) => string;
  formatMonth: (date: CivilDate) => string;
};

/** English takes its figures from the United States and its dates, day first, from Britain: "4 Dec" is read alike everywhere. */
function regions(locale: string): { figures: string; dates: string } {
  return locale.startsWith("en") ? { figures: "en-US", dates: "en-GB" } : { figures: locale, dates: locale };
}

export function formatsOf(locale: string, zone: Zone): Formats {
  const { figures, dates } = regions(locale);
  const numbers = remember((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(figures, options));
  const days = remember((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(dates, options));
  const civil = (date: CivilDate, parts: Intl.DateTimeFormatOptions) =>
    tidy(days({ ...parts, timeZone: "UTC" }).format(Date.parse(`${date}T12:00:00Z`)));
  const formatTime = (at: Instant) =>
    days({ hour: locale === "ja" ? "numeric" : "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(
      Date.parse(at),
    );
  const formatDate = (date: CivilDate, length: DateLength = "long") => civil(date, dateParts(locale, length));

  return {
    formatTime,
    formatDate,
    // By hand: engines differ in what they know of Japanese ranges, down to 2018/01/01～2018/01/07.
    formatDays: (from, to) => {
      const isOneYear = from.slice(0, 4) === to.slice(0, 4);
      if (locale !== "ja") return `${formatDate(from, isOneYear ? "short" : "long")} – ${formatDate(to)}`;
      return `${formatDate(from)}〜${isOneYear ? civil(to, { month: "long", day: "numeric" }) : formatDate(to)}`;
    },
    formatMonth: (date) => civil(date, { year: "numeric", month: "long" }),
    formatMoment: (at, length = "short") => {
      const date = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
      return `${formatDate(date, length)}${locale === "ja" ? " " : ", "}${formatTime(at)}`;
    },
    formatNumber: (value, digits) =>
      numbers({ maximumFractionDigits: digits ?? 2, minimumFractionDigits: digits ?? 0 }).format(value),
    formatPercent: (share, digits) => {
      const shown = {
        style: "percent",
        maximumFractionDigits: digits ?? 1,
        minimumFractionDigits: digits ?? 0,
      } as const;
      return numbers(shown).format(share);
    },
    formatMoney: (minor, currency, options = {}) => {
      const text = majorString(money(minor, currency));
      if (options.short) return shortMoney(numbers, locale, Number(text), currency);
      const whole = options.whole || (!options.cents && !/\.\d*[1-9]/.test(text));
      const shown = {
        style: "currency",
        currency,
        ...(whole ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {}),
      } as const;
      // A decimal string is formatted exactly; the type asks for a literal one.
      return tidy(numbers(shown).format(text as `${number}`));
    },
  };
}

function shortMoney(
  numbers: (options: Intl.NumberFormatOptions) => Intl.NumberFormat,
  locale: string,
  value: number,
  currency: CurrencyCode,
): string {
  const compact = { notation: "compact", maximumSignificantDigits: 3 } as const;
  if (locale === "ja" && currency === "JPY") return `${numbers(compact).format(value)}円`;
  return tidy(numbers({ ...compact, style: "currency", currency }).format(value));
}

function dateParts(locale: string, length: DateLength): Intl.DateTimeFormatOptions {
  if (length === "weekday") return { weekday: "short", day: "numeric" };
  if (length === "full")
    return { weekday: "short", day: "numeric", month: locale === "ja" ? "long" : "short", year: "numeric" };
  if (length === "long") return { day: "numeric", month: locale === "ja" ? "long" : "short", year: "numeric" };
  return locale === "ja" ? { weekday: "short", day: "numeric", month: "numeric" } : { day: "numeric", month: "short" };
}

/** The house's Japanese: full-width brackets round the weekday, a half-width yen sign. British dates lose their first comma. */
function tidy(text: string): string {
  return text
    .replace(/\((.)\)/, "（$1）")
    .replace("￥", "¥")
    .replace(/^(\p{L}+),/u, "$1");
}

/** Formatters are dear to make and cheap to use. */
function remember<Options extends object, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const made = new Map<string, Made>();
  return (options) => {
    const key = JSON.stringify(options);
    const known = made.get(key) ?? make(options);
    made.set(key, known);
    return known;
  };
}
