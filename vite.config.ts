import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import react from "@vitejs/plugin-react";
import { type Plugin, parseAst, type UserConfig } from "vite";
import { bareRoutes } from "./scripts/bareRoutes.ts";

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Lays a brotli and a gzip beside each text file, so that the server sends them without compressing anything itself. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle: async ({ dir = "" }, files) => {
      const texts = Object.keys(files).filter((name) => name.startsWith("assets/") && /\.(js|css|svg)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const file = path.join(dir, name);
          const text = fs.readFileSync(file);
          fs.writeFileSync(`${file}.br`, await brotli(text));
          fs.writeFileSync(`${file}.gz`, await gzip(text, { level: 9 }));
        }),
      );
    },
  };
}

/** Schemas and what is said of each route for its documentation stay with the server: see `scripts/bareRoutes.ts`. */
function withoutSchemas(): Plugin {
  return {
    name: "without-schemas",
    enforce: "post",
    transform: {
      filter: { id: /[\\/]src[\\/]modules[\\/][^?]*[aA]pi\.ts$/ },
      handler: (code) => ({ code: bareRoutes(code, parseAst(code)), map: null }),
    },
  };
}

/**
 * What every screen needs comes in two files; many small ones cost more in their heads than in what they hold. What
 * only long lists and the settings need stays out of them: Today, the first screen of a day, has neither.
 */
const codeSplitting = {
  includeDependenciesRecursively: false,
  groups: [
    { name: "tables", test: /@tanstack[\\/](react-)?virtual|src[\\/]ui[\\/]parts[\\/]Table/, priority: 2 },
    { name: "settings", test: /src[\\/]modules[\\/]people[\\/]web[\\/]/, minShareCount: 4, priority: 1 },
    {
      name: "ground",
      test: /node_modules[\\/](react|react-dom|scheduler|react-router|@formatjs|intl-messageformat|@tanstack[\\/](react-)?query(-core)?)[\\/]/,
    },
    { name: "shared", test: /src[\\/](ui|lib|words|modules)/, minShareCount: 4 },
  ],
};

/** No file of ours does anything by being imported, but the page's entry: what nobody uses of one stays away, and with it all that it uses. */
const treeshake = {
  moduleSideEffects: [{ test: /[\\/]src[\\/](lib|modules|ui)[\\/][^?]*\.tsx?$/, sideEffects: false }],
};

export default {
  base: "/",
  publicDir: "src/ui/public",
  plugins: [react(), withoutSchemas(), compressed()],
  resolve: { alias: { zod: path.join(import.meta.dirname, "src/ui/noSchemas.ts") } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    rolldownOptions: { checks: { pluginTimings: false }, treeshake, output: { codeSplitting } },
  },
} satisfies UserConfig;
