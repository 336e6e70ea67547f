import { type CivilDate, dayAt, daysBetween, type Instant, type Zone } from "#lib/time.ts";
import type { Formats } from "./formats.ts";
import type { Words } from "./words.ts";

export type Present = { now: Instant; today: CivilDate; zone: Zone };

const minute = 60_000;
const hour = 60 * minute;

/** "in 35 min", "15 h ago", "yesterday", "in 3 d"; further than a week away, the short date. A bare date by its day only. */
export function relative(words: Words, formats: Formats, when: Instant | CivilDate, present: Present): string {
  if (when.length === 10) return relativeDay(words, formats, when, present.today);
  const ms = Date.parse(when) - Date.parse(present.now);
  const far = Math.abs(ms);
  if (far < minute) return words.t("ui.time.now");
  if (far < hour)
    return words.t(ms > 0 ? "ui.time.in_minutes" : "ui.time.minutes_ago", { n: Math.round(far / minute) });
  if (far < 18 * hour) return words.t(ms > 0 ? "ui.time.in_hours" : "ui.time.hours_ago", { n: Math.round(far / hour) });
  return relativeDay(words, formats, dayAt(when, present.zone), present.today);
}

function relativeDay(words: Words, formats: Formats, date: CivilDate, today: CivilDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return words.t("ui.time.today");
  if (days === 1) return words.t("ui.time.tomorrow");
  if (days === -1) return words.t("ui.time.yesterday");
  if (Math.abs(days) <= 7) return words.t(days > 0 ? "ui.time.in_days" : "ui.time.days_ago", { n: Math.abs(days) });
  return formats.formatDate(date, date.slice(0, 4) === today.slice(0, 4) ? "short" : "long");
}
