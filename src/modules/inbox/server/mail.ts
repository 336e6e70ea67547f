import { IntlMessageFormat } from "intl-messageformat";
import type { NotificationShape } from "../api.ts";
import { addressOf } from "../notification.ts";
import en from "../words/en.json" with { type: "json" };
import ja from "../words/ja.json" with { type: "json" };

/** One mail for one notification, or for many: plain text and the same as simple HTML. */
export function mailOf(
  origin: string,
  locale: string,
  all: readonly NotificationShape[],
): { subject: string; text: string; html: string } {
  const say = sayerIn(locale);
  const lines = all.map((one) => ({ ...lineOf(say, one), link: origin + addressOf(one) }));
  const first = lines[0]!;
  const subject = all.length === 1 ? first.title : say("mail.digest.subject", { count: all.length });
  const choices = `${origin}/settings/notifications`;
  const foot = say("mail.choices", {});
  return {
    subject: subject.replace(/\s+/g, " ").slice(0, 200),
    text: [
      ...lines.map(({ title, text, link }) => [title, text, link].filter(Boolean).join("\n")),
      `${foot}\n${choices}`,
    ].join("\n\n"),
    html: [
      "<!doctype html><html><body>",
      ...lines.map(
        ({ title, text, link }) =>
          `<p><a href="${escaped(link)}"><strong>${escaped(title)}</strong></a>${text ? `<br>${escaped(text)}` : ""}</p>`,
      ),
      `<p><a href="${escaped(choices)}">${escaped(foot)}</a></p></body></html>`,
    ].join("\n"),
  };
}

type Say = (key: string, facts: Record<string, string | number>) => string;

function sayerIn(locale: string): Say {
  const words: Record<string, string> = locale === "ja" ? ja : en;
  return (key, facts) =>
    String(new IntlMessageFormat(words[key] ?? key, locale, undefined, { ignoreTag: true }).format(facts));
}

function lineOf(say: Say, { kind, by, record, text, facts }: NotificationShape): { title: string; text: string } {
  const count = typeof facts.count === "number" ? facts.count : 0;
  const title = say(`mail.kind.${kind}`, { who: by ?? "", record: record?.name ?? "", count });
  return { title, text: text ?? "" };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
