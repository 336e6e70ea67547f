/** What the browser knows of zones and currencies; the person's own zone first. */
export function zoneChoices(): { value: string; label: string }[] {
  const own = ownZone();
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== own && zone !== "UTC");
  return [own, ...(own === "UTC" ? [] : ["UTC"]), ...zones].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

const common = ["USD", "EUR", "JPY", "GBP", "CHF", "CAD", "AUD"];

export function currencyChoices(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const others = Intl.supportedValuesOf("currency").filter((code) => !common.includes(code));
  return [...common, ...others].map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}

/** Names of the months, 1 to 12. */
export function monthChoices(locale: string): { value: string; label: string }[] {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1),
    label: format.format(
      Temporal.PlainDate.from({ year: 2026, month: at + 1, day: 1 }).toZonedDateTime("UTC").epochMilliseconds,
    ),
  }));
}

/** Names of the weekdays by ISO number, Monday 1. */
export function weekdayChoices(locale: string): { value: string; label: string }[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, at) => ({
    value: String(at + 1),
    label: format.format(
      Temporal.PlainDate.from("2026-11-23").add({ days: at }).toZonedDateTime("UTC").epochMilliseconds,
    ),
  }));
}
