import { useStored } from "#ui/stored.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

function applyTheme(theme: string | null): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
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
