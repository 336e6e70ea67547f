import { readStored, useStored, writeStored } from "#ui/stored.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function applyTheme(theme: string | null): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
}

/** Takes the person's own choice from the server where this browser has made none. */
export function startTheme(theme: string | null | undefined): void {
  if (readStored("theme") === null && theme && theme !== "system") writeStored("theme", theme);
  applyTheme(readStored("theme"));
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [stored, setStored] = useStored("theme");
  const theme = stored === "light" || stored === "dark" ? stored : "system";
  const choose = (next: Theme) => {
    setStored(next === "system" ? null : next);
    applyTheme(next);
  };
  return [theme, choose];
}
