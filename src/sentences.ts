import fs from "node:fs";
import path from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import type { Sentences } from "#platform/http/problem.ts";
import type { Log } from "#platform/log.ts";

/** The English sentence of every refusal, out of the words of the modules and of the ground. */
export function sentences(log: Log): Sentences {
  const words = new Map<string, string>();
  const folders = fs
    .readdirSync(path.join(import.meta.dirname, "modules"))
    .map((name) => path.join(import.meta.dirname, "modules", name));
  for (const folder of [path.join(import.meta.dirname, "platform"), ...folders]) {
    const file = path.join(folder, "words/en.json");
    if (!fs.existsSync(file)) continue;
    for (const [key, text] of Object.entries(JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string>))
      if (key.startsWith("refusal.")) words.set(key.slice("refusal.".length), text);
  }
  return (code, facts) => {
    const text = words.get(code);
    if (!text) return undefined;
    try {
      return String(
        new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).format(facts as Record<string, string>),
      );
    } catch (error) {
      log.warn(
        { code, error: error instanceof Error ? error.message : String(error) },
        "a refusal's sentence wants facts it was not given",
      );
      return text;
    }
  };
}
