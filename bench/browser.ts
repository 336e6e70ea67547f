// What a hand feels: frames while a board of 2,000 cards is scrolled and dragged, and how soon typing is answered.
import { chromium, type Page } from "playwright-core";
import { findChromium } from "../tests/chromium.ts";
import type { Line } from "./bench.ts";
import type { BenchServer } from "./benchServer.ts";

export async function benchBrowser({ origin, cookie }: BenchServer): Promise<Line[]> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
    const [name = "", ...value] = cookie.split("=");
    await context.addCookies([{ name, value: value.join("="), url: origin }]);
    const page = await context.newPage();
    await page.goto("/pipeline?view=all");
    await page.locator("[data-card]").first().waitFor();
    const scroll = await longestFrame(page, () => scrollBoard(page));
    const drag = await longestFrame(page, () => dragCard(page));
    return [
      { name: "board of 2,000 cards, scrolled: longest frame", value: scroll, unit: "ms", limit: 50 },
      { name: "board of 2,000 cards, a card dragged: longest frame", value: drag, unit: "ms", limit: 50 },
      { name: "typing in the search is answered", value: await typing(page), unit: "ms (p95)", limit: 100 },
    ];
  } finally {
    await browser.close();
  }
}

/** The longest time between two frames while something is done, by the trace of the page's own main thread. */
async function longestFrame(page: Page, work: () => Promise<void>): Promise<number> {
  await page.waitForTimeout(800);
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { frameTimes: times, tracing: true });
    const tick = (at: number) => {
      times.push(at);
      if (Reflect.get(window, "tracing")) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await work();
  return page.evaluate(() => {
    Reflect.set(window, "tracing", false);
    const times: number[] = Reflect.get(window, "frameTimes");
    return Math.max(...times.slice(1).map((at, index) => at - times[index]!));
  });
}

async function scrollBoard(page: Page): Promise<void> {
  await page.mouse.move(400, 600);
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn < 45 ? 240 : -240);
    await page.waitForTimeout(32);
  }
}

async function dragCard(page: Page): Promise<void> {
  const box = (await page.locator("[data-card]").nth(3).boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 20);
  await page.mouse.down();
  for (let step = 1; step <= 30; step++) await page.mouse.move(box.x + 40 + step * 20, box.y + 20 + step * 5);
  await page.mouse.up();
}

/** From the last letter to the first line that answers it. */
async function typing(page: Page): Promise<number> {
  const times: number[] = [];
  for (const word of ["okafor", "pumps", "mori", "licences", "becker", "haddad", "racks", "nowak"]) {
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox").last();
    await field.fill(word.slice(0, -1));
    await page.waitForTimeout(400);
    const shown = page.waitForResponse((answer) => answer.url().includes(`/api/search?q=${word}`));
    const began = performance.now();
    await field.press(word.slice(-1));
    await (await shown).finished();
    times.push(performance.now() - began);
    await page.keyboard.press("Escape");
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
