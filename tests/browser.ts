import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { readSettings } from "#platform/settings.ts";
import { bootGround, bootServer, root, type Started } from "../src/boot.ts";
import { serveWeb } from "../src/serveWeb.ts";
import { findChromium } from "./chromium.ts";
import { openFreshDatabase } from "./database.ts";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export type Stage = {
  origin: string;
  url: string;
  started: Started;
  /** A browser of one's own: its cookies are shared with nobody. */
  visitor(options?: {
    width?: number;
    height?: number;
    locale?: string;
    dark?: boolean;
  }): Promise<{ page: Page; context: BrowserContext }>;
};

/** A running server on a fresh database, and a real Chromium before it; `fill` makes what the tests find there. */
export function freshStage(
  options: { clock?: string; env?: Record<string, string>; fill?: (stage: Stage) => Promise<void> } = {},
): Stage {
  let built: Stage & { close(): Promise<void> };
  before(async () => {
    built = await buildStage(options.clock, options.env);
    await options.fill?.(built);
  });
  after(() => built?.close());
  return new Proxy({} as Stage, { get: (_target, key) => built[key as keyof Stage] });
}

async function buildStage(
  clock: string | undefined,
  env: Record<string, string> = {},
): Promise<Stage & { close(): Promise<void> }> {
  const database = await openFreshDatabase();
  const settings = readSettings(
    { LOG_LEVEL: process.env.LOG_LEVEL ?? "silent", PORT: "0", ...(clock ? { CLINCH_CLOCK: clock } : {}), ...env },
    root,
  );
  const started = await bootGround(settings, database.url, { migrated: true });
  const server = await bootServer(started, settings);
  await serveWeb(server.app, root);
  const { port } = new URL(await server.app.listen({ port: 0, host: "127.0.0.1" }));
  const origin = `http://localhost:${port}`;
  started.setOrigin(origin);
  const browser = await openBrowser();
  const blocked: string[] = [];
  return {
    origin,
    url: database.url,
    started,
    visitor: async ({ width = 1440, height = 900, locale = "en-US", dark = false } = {}) => {
      const context = await browser.newContext({
        baseURL: origin,
        viewport: { width, height },
        locale,
        colorScheme: dark ? "dark" : "light",
        timezoneId: "UTC",
      });
      context.on("console", (message) => {
        if (/Content Security Policy/.test(message.text())) blocked.push(message.text());
      });
      return { context, page: await context.newPage() };
    },
    close: async () => {
      await browser.close();
      await server.stop();
      await started.stop();
      await database.close();
      assert.deepEqual(blocked, [], "the policy of content forbids nothing that the screens need");
    },
  };
}

async function openBrowser(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath: await findChromium(), args });
}

/** Holds the page to WCAG 2.2 AA as far as axe can see; the finding names the rule and the element. */
export async function assertAccessible(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource);
  const found = (await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  assert.deepEqual(
    found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`),
    [],
  );
}
