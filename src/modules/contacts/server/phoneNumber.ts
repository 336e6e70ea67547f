import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** The number as E.164, read as somebody in `country` would dial it; null for what is no number ("ask at the desk"). */
export function phoneKey(text: string, country: string | null): string | null {
  const found = parsePhoneNumberFromString(text.normalize("NFKC"), { ...inCountry(country), extract: false });
  return found?.isValid() ? found.number : null;
}

/** As one writes it at home, or with its country's code abroad. */
export function phoneShown(text: string, home: string | null): string {
  const found = parsePhoneNumberFromString(text.normalize("NFKC"), { ...inCountry(home), extract: false });
  if (!found?.isValid()) return text;
  return found.format(home !== null && found.country === home ? "NATIONAL" : "INTERNATIONAL");
}

function inCountry(code: string | null): { defaultCountry?: CountryCode } {
  return code && isSupportedCountry(code) ? { defaultCountry: code } : {};
}
