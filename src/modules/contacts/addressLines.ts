import { countryOf } from "./countryOf.ts";
import type { Address } from "./ways.ts";

/** The lines of a postal address in the order of its country. Its own name stands below only where it is another than `home`. */
export function addressLines(address: Address, home: string | null): string[] {
  const code = countryOf(address.country) ?? (address.country ? null : home);
  const country = address.country && (code === null || code !== home) ? [address.country] : [];
  return [...orders[styleOf(code)](address), ...country].filter((line) => line !== "");
}

type Style = "japanese" | "eastAsian" | "american" | "british" | "continental";

const styles: Record<string, Style> = {
  ...{ JP: "japanese", CN: "eastAsian", TW: "eastAsian", KR: "eastAsian" },
  ...{ US: "american", CA: "american", AU: "american", IN: "american", SG: "american" },
  ...{ GB: "british", IE: "british", NZ: "british", ZA: "british", HK: "british" },
};

function styleOf(code: string | null): Style {
  return (code && styles[code]) || "continental";
}

const orders: Record<Style, (address: Address) => string[]> = {
  // The largest first, and nothing between the parts: 〒150-0002 東京都渋谷区渋谷1-2-3
  japanese: ({ street, city, region, postcode }) => [
    postcode ? `〒${postcode.replace(/^〒\s*/, "")}` : "",
    [region, city, street].map((part) => part ?? "").join(""),
  ],
  eastAsian: ({ street, city, region, postcode }) => [postcode ?? "", spaced([region, city]), street ?? ""],
  american: ({ street, city, region, postcode }) => [
    ...(street ?? "").split("\n"),
    spaced([city && region ? `${city},` : city, region, postcode]),
  ],
  british: ({ street, city, region, postcode }) => [
    ...(street ?? "").split("\n"),
    city ?? "",
    region ?? "",
    postcode ?? "",
  ],
  continental: ({ street, city, region, postcode }) => [
    ...(street ?? "").split("\n"),
    spaced([postcode, city]),
    region ?? "",
  ],
};

function spaced(parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(" ");
}
