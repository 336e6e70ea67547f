import { spawn } from "node:child_process";
import path from "node:path";
import type { FastifyInstance } from "fastify";

const parts = [
  "package.json",
  "package-lock.json",
  ".npmrc",
  "tsconfig.json",
  "biome.json",
  "knip.json",
  "vite.config.ts",
  "index.html",
  "clinch",
  "Dockerfile",
  ".dockerignore",
  "compose.yaml",
];
const folders = [
  "src",
  "scripts",
  "tests",
  "bench",
  "docs",
  "deploy",
  ".ci",
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "LICENSE",
];

/** The source of the very program that runs, as its licence asks (AGPL-3.0, §13): whoever uses it may take it along. */
export function serveSource(app: FastifyInstance, root: string): void {
  app.get(
    "/source",
    { schema: { hide: true }, config: { rateLimit: { max: 10, timeWindow: "1 minute" } } },
    async (_request, reply) => {
      const tar = spawn(
        "tar",
        ["-cz", "--transform", "s,^,clinch/,", ...parts, ...folders.map((folder) => path.normalize(folder))],
        { cwd: root, stdio: ["ignore", "pipe", "ignore"] },
      );
      return reply
        .header("content-disposition", 'attachment; filename="clinch-source.tar.gz"')
        .type("application/gzip")
        .send(tar.stdout);
    },
  );
}
