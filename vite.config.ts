import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

/** One chunk a language, so that adding a file to a module adds no request. */
function languageOf(id: string): string | null {
  const found = /\/words\/([a-z]{2,3}(?:-[A-Z]{2})?)\.json/.exec(id)?.[1];
  return found && found !== "en" ? `words-${found}` : null;
}

export default {
  base: "/",
  publicDir: "src/ui/public",
  plugins: [react()],
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: languageOf, debugName: "languages" }] } } },
  },
} satisfies UserConfig;
