import { type CivilDate, dayAt, type Instant, instant } from "#lib/time.ts";
import { present } from "#ui/clock.ts";

/** A day and an hour in the workspace's zone. */
export function momentOf(day: CivilDate, time: string): Instant {
  const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(present().zone);
  return instant(at.toInstant().toString());
}

/** A day's last moment: when what has no hour is due. */
export const endOfDay = "23:59:59";

/** The day and the hour that a moment has in the workspace's zone, as fields of a form hold them. */
export function dayAndTime(at: Instant): { day: CivilDate; time: string } {
  const { zone } = present();
  const time = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
  return { day: dayAt(at, zone), time };
}

/** When it is due, by the fields of a form: at an hour, or on the day. */
export function dueOf({ day, time, allDay }: { day: CivilDate; time: string; allDay: boolean }): Instant {
  return momentOf(day, allDay ? endOfDay : time || "09:00");
}
