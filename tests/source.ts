import fs from "node:fs";
import path from "node:path";
import { root } from "../src/boot.ts";

/** Where a file lives, as the rules of imports see it. */
export type Room =
  | { part: "lib" | "platform" | "ui" | "top" }
  | { part: "module"; module: string; hand: "root" | "server" | "web"; isPublic: boolean };

export type Source = { file: string; text: string; room: Room; imports: string[] };

export function sources(): Source[] {
  const files = fs
    .globSync("src/**/*.{ts,tsx}", { cwd: root })
    .map((file) => file.replaceAll(path.sep, "/"))
    .toSorted();
  return files.map((file) => {
    const text = fs.readFileSync(path.join(root, file), "utf8");
    return { file, text, room: roomOf(file), imports: importsOf(file, text) };
  });
}

export function roomOf(file: string): Room {
  const [, first = "", module = "", hand = ""] = file.split("/");
  if (first === "lib" || first === "platform" || first === "ui") return { part: first };
  if (first !== "modules") return { part: "top" };
  if (hand !== "server" && hand !== "web") return { part: "module", module, hand: "root", isPublic: true };
  const isPublic = file.endsWith("/server/public.ts") || file.endsWith("/web/public.tsx");
  return { part: "module", module, hand, isPublic };
}

const importing = /(?:from|import)\s*\(?\s*"([^"]+)"/g;

/** The files of ours that a file looks at. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(importing)].flatMap(([, spoken = ""]) => {
    if (spoken.startsWith("#")) return [`src/${spoken.slice(1)}`];
    if (spoken.startsWith(".")) return [path.posix.normalize(path.posix.join(path.posix.dirname(file), spoken))];
    return [];
  });
}
