import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Line } from "./bench.ts";

type Chunk = { file: string; isEntry?: boolean; isDynamicEntry?: boolean; imports?: string[]; src?: string };

/** Gzipped script: what the first load of the app takes, and the largest further page. */
export function benchSizes(root: string): Line[] {
  const folder = path.join(root, "dist/web");
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const sizeOf = (file: string) => gzipSync(fs.readFileSync(path.join(folder, file))).length / 1000;
  const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry)!;
  const today = Object.keys(manifest).find((name) => name.endsWith("home/web/TodayScreen.tsx"))!;
  const first = reachedFrom(manifest, today, reachedFrom(manifest, entry[0]));
  const firstSize = [...first].reduce((sum, file) => sum + sizeOf(file), 0);
  const pages = Object.entries(manifest).filter(([name, chunk]) => chunk.isDynamicEntry && name.includes("/web/"));
  const further = pages.map(([name]) =>
    [...reachedFrom(manifest, name)].filter((file) => !first.has(file)).reduce((sum, file) => sum + sizeOf(file), 0),
  );
  return [
    { name: "script of the first load, Today with it", value: firstSize, unit: "kB gzipped", limit: 200 },
    { name: "largest further page", value: Math.max(0, ...further), unit: "kB gzipped", limit: 60 },
  ];
}

function reachedFrom(manifest: Record<string, Chunk>, name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  if (chunk.file.endsWith(".js")) seen.add(chunk.file);
  for (const next of chunk.imports ?? []) reachedFrom(manifest, next, seen);
  return seen;
}
