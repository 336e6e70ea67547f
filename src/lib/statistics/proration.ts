import { addDays, addMonths, type CivilDate, isCivilDate } from "../time.ts";
import { type Decimal, parseDecimal, plus, product, quotientNumber, roundDivide } from "./decimal.ts";
import { type InvalidInput, invalidInput } from "./invalid.ts";
import { countWorked, isCalendar, isSpan, type WorkingCalendar } from "./workingDays.ts";

type Text = string | number;
type Maybe<T> = T | null | undefined;

/** Who is there how much: part time, absences and ramp as decimal strings ("0.75"), days included at both ends. */
export type Presence = {
  hire?: Maybe<CivilDate>;
  leave?: Maybe<CivilDate>;
  absences?: Maybe<readonly { from: CivilDate; to: CivilDate }[]>;
  /** The last span that holds a day says its share; a span without an end goes on. */
  fte?: Maybe<readonly { from: CivilDate; to?: Maybe<CivilDate>; share: Text }[]>;
  /** By month of tenure, 1 past its end. */
  ramp?: Maybe<readonly Text[]>;
};

export type Proration = { factor: number | null; quota: number | null };

/** The part of a period's working days that a person is there for, and that part of a quota; null without a working day. */
export function proration(
  input: Presence & WorkingCalendar & { start: CivilDate; end: CivilDate; quota: Text },
): Proration | InvalidInput {
  const shares = readShares(input);
  const quota = parseDecimal(input.quota);
  if (!shares || !quota || !isSpan(input.start, input.end) || !isCalendar(input)) return invalidInput;
  if (!isPresence(input)) return invalidInput;
  let days = 0n;
  let present: Decimal = { digits: 0n, places: 0 };
  for (let day = input.start; day <= input.end; day = addDays(day, 1)) {
    if (countWorked(input, day, day) === 0) continue;
    days += 1n;
    if (isThere(input, day)) present = plus(present, shareOn(input, shares, day));
  }
  if (days === 0n) return { factor: null, quota: null };
  const paid = product(present, quota);
  return {
    factor: quotientNumber(present.digits, 10n ** BigInt(present.places) * days),
    quota: Number(roundDivide(paid.digits, 10n ** BigInt(paid.places) * days)),
  };
}

type Shares = { fte: Decimal[]; ramp: Decimal[] };

const one: Decimal = { digits: 1n, places: 0 };

function readShares({ fte, ramp }: Presence): Shares | undefined {
  const parts = readAll((fte ?? []).map(({ share }) => share));
  const months = readAll(ramp ?? []);
  return parts && months && { fte: parts, ramp: months };
}

function readAll(texts: readonly Text[]): Decimal[] | undefined {
  const decimals: Decimal[] = [];
  for (const text of texts) {
    const decimal = parseDecimal(text);
    if (!decimal || decimal.digits < 0n) return undefined;
    decimals.push(decimal);
  }
  return decimals;
}

function isPresence({ hire, leave, absences, fte }: Presence): boolean {
  if (hire && !isCivilDate(hire)) return false;
  if (leave && !isCivilDate(leave)) return false;
  if (hire && leave && leave < hire) return false;
  if (!(absences ?? []).every(({ from, to }) => isSpan(from, to))) return false;
  return (fte ?? []).every(({ from, to }) => (to ? isSpan(from, to) : isCivilDate(from)));
}

function isThere({ hire, leave, absences }: Presence, day: CivilDate): boolean {
  if (hire && day < hire) return false;
  if (leave && day > leave) return false;
  return !(absences ?? []).some(({ from, to }) => day >= from && day <= to);
}

function shareOn({ fte, hire }: Presence, shares: Shares, day: CivilDate): Decimal {
  const span = (fte ?? []).findLastIndex(({ from, to }) => day >= from && (!to || day <= to));
  const part = shares.fte[span] ?? one;
  const month = hire ? shares.ramp[tenureMonth(hire, day)] : undefined;
  return month ? product(part, month) : part;
}

/** Month k begins on the hire's day of the month, or on the month's last day where that is earlier. */
function tenureMonth(hire: CivilDate, day: CivilDate): number {
  const years = Number(day.slice(0, 4)) - Number(hire.slice(0, 4));
  const months = years * 12 + Number(day.slice(5, 7)) - Number(hire.slice(5, 7));
  return day < addMonths(hire, months) ? months - 1 : months;
}
