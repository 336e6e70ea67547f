import fs from "node:fs";
import path from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import type { Sentences } from "#platform/http/problem.ts";
import type { Log } from "#platform/log.ts";

const spoken = ["refusal", "check", "finding"];

/** The English sentence of every refusal, check and finding, out of the words of the modules and of the ground. */
export function sentences(log: Log): Sentences {
  const words = new Map<string, string>();
  const folders = fs
    .readdirSync(path.join(import.meta.dirname, "modules"))
    .map((name) => path.join(import.meta.dirname, "modules", name));
  for (const folder of [path.join(import.meta.dirname, "platform"), ...folders]) {
    const file = path.join(folder, "words/en.json");
    if (!fs.existsSync(file)) continue;
    for (const [key, text] of Object.entries(JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string>))
      if (spoken.includes(key.slice(0, key.indexOf(".")))) words.set(key.replace(/^refusal\./, ""), text);
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
