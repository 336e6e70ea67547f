/** Of a two-letter code or a country's name in English, Japanese or its own spelling of both: the ISO code, where it is known. */
export function countryOf(text: string | null): string | null {
  const key = text?.normalize("NFKC").trim().toLowerCase().replace(/\.$/, "");
  return key ? (codes().get(key) ?? null) : null;
}

/** The country whose clock a zone is: `Asia/Tokyo` is Japan's. Where several share it, the one of the language; null for UTC. */
export function countryOfZone(zone: string, locale: string): string | null {
  const found = clocks().get(zone) ?? [];
  const spoken = new Intl.Locale(locale).maximize().region;
  return found.length === 1 ? found[0]! : (found.find((code) => code === spoken) ?? null);
}

const alsoCalled = {
  usa: "US",
  "u.s.a": "US",
  "u.s": "US",
  america: "US",
  uk: "GB",
  "great britain": "GB",
  korea: "KR",
  米国: "US",
};
let known: Map<string, string> | undefined;

function codes(): Map<string, string> {
  known ??= new Map([
    ...["en", "ja", "de", "fr", "es"].flatMap((language) => {
      const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
      return regions().map((code): [string, string] => [names.of(code)?.toLowerCase() ?? code, code]);
    }),
    ...regions().map((code): [string, string] => [code.toLowerCase(), code]),
    ...Object.entries(alsoCalled),
  ]);
  return known;
}

let regionsOf: Map<string, string[]> | undefined;

/** The regions of each zone. Asking the platform for all of them takes as long as saving a contact, so it is done once. */
function clocks(): Map<string, string[]> {
  if (regionsOf) return regionsOf;
  regionsOf = new Map();
  for (const code of regions())
    for (const zone of zonesOf(code)) regionsOf.set(zone, [...(regionsOf.get(zone) ?? []), code]);
  return regionsOf;
}

const zonesOf = (code: string): readonly string[] => new Intl.Locale("und", { region: code }).getTimeZones?.() ?? [];

let all: string[] | undefined;

/** Every region that the platform names and gives a clock. */
function regions(): string[] {
  all ??= letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry);
  return all;
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

function isCountry(code: string): boolean {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return names.of(code) !== undefined && zonesOf(code).length > 0;
}
