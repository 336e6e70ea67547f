import { matchPath } from "react-router";

type Loadable = { path: string; load: () => Promise<unknown> };

let screens: readonly Loadable[] = [];
const fetched = new Set<Loadable>();

export function setScreens(all: readonly Loadable[]): void {
  screens = all;
}

/** Fetches the code of the screen that an address leads to. Failing is no matter: opening it will say so. */
export function prefetch(address: string): void {
  const path = address.replace(/[?#].*$/, "");
  const screen = screens.find((one) => matchPath(one.path, path));
  if (!screen || fetched.has(screen)) return;
  fetched.add(screen);
  screen.load().catch(() => fetched.delete(screen));
}
