import fs from "node:fs";
import { installFromDebian } from "./debianPackages.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A Chromium to drive: CHROMIUM, one that is installed, or Debian's, installed now where we may. */
export async function findChromium(): Promise<string> {
  const found = [process.env.CHROMIUM, ...places].find((place) => place && fs.existsSync(place));
  if (found) return found;
  installFromDebian("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji");
  if (fs.existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  throw new Error("The journeys need Chromium or Chrome: install one, or set CHROMIUM to its path.");
}
