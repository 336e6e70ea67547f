import fs from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Refusal } from "#lib/refusal.ts";

/** Serves the built screens: files with a hash in their name for a year, the page itself afresh each time, for every path of the app. */
export async function serveWeb(app: FastifyInstance, root: string): Promise<void> {
  if (process.env.CLINCH_DEV === "1") return serveDevelopment(app, root);
  const folder = path.join(root, "dist/web");
  const page = fs.readFileSync(path.join(folder, "index.html"), "utf8");
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    globIgnore: ["**/index.html", "**/.*", "**/*.{br,gz}"],
    preCompressed: true,
    setHeaders: (reply, file) => {
      const isNamedByHash = file.includes(`${path.sep}assets${path.sep}`);
      reply.header("cache-control", isNamedByHash ? "public, max-age=31536000, immutable" : "no-cache");
    },
    cacheControl: false,
  });
  servePage(app, async () => page);
}

function servePage(app: FastifyInstance, page: (url: string) => Promise<string>): void {
  app.get("/*", { schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith("/api/") || request.url.startsWith("/assets/"))
      throw new Refusal("http.no_such_path", 404);
    return reply
      .type("text/html")
      .header("cache-control", "no-cache")
      .send(await page(request.url));
  });
}

/** Vite inside this server; its own socket stays on its own port, or it would break the live updates. */
async function serveDevelopment(app: FastifyInstance, root: string): Promise<void> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    root,
    configLoader: "native",
    appType: "custom",
    server: { middlewareMode: true },
  });
  await app.register(import("@fastify/middie"));
  app.use((request, response, next) => {
    if (request.url?.startsWith("/api/")) next();
    else vite.middlewares(request, response, next);
  });
  app.addHook("onClose", () => vite.close());
  servePage(app, (url) => vite.transformIndexHtml(url, fs.readFileSync(path.join(root, "index.html"), "utf8")));
}
