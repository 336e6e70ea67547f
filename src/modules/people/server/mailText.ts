import { IntlMessageFormat } from "intl-messageformat";
import en from "../words/en.json" with { type: "json" };
import ja from "../words/ja.json" with { type: "json" };

type Kind = "invitation" | "reset";

/** A mail's subject and text in the language of who gets it. */
export function mailText(kind: Kind, locale: string, facts: Record<string, string>): { subject: string; text: string } {
  const words: Record<string, string> = locale === "ja" ? ja : en;
  const say = (key: string) =>
    String(new IntlMessageFormat(words[key] ?? key, locale, undefined, { ignoreTag: true }).format(facts));
  return { subject: say(`mail.${kind}.subject`), text: say(`mail.${kind}.text`) };
}
