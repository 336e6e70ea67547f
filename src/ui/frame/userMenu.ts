import { useFrame } from "#ui/frame/FrameContext.ts";
import { useLetters } from "#ui/frame/keys.ts";
import type { MenuItem } from "#ui/parts/Menu.tsx";
import { themes, useTheme } from "#ui/theme/theme.ts";
import { useSignOut } from "#ui/useSignOut.ts";
import { useWords } from "#ui/words.tsx";

/** Where the source of this program lies: its licence (AGPL, §13) asks that whoever uses it over a network is told. */
export const sourceAddress = "/source";

export function useUserMenu(onKeys: () => void): MenuItem[] {
  const { t } = useWords();
  const signOut = useSignOut();
  const [theme, setTheme] = useTheme();
  const [letters, setLetters] = useLetters();
  const { languages, locale, chooseLanguage } = useFrame();
  return [
    { head: t("ui.menu.theme") },
    ...themes.map((one) => ({ label: t(`ui.menu.theme_${one}`), checked: one === theme, run: () => setTheme(one) })),
    { head: t("ui.menu.language") },
    ...languages.map((one) => ({
      label: one.name,
      checked: one.locale === locale,
      run: () => chooseLanguage(one.locale),
    })),
    { head: t("ui.keys.title") },
    { label: t("ui.menu.letters"), checked: letters, run: () => setLetters(!letters) },
    { label: t("ui.menu.keys"), icon: "keyboard", keys: "?", run: onKeys },
    { head: "Clinch" },
    { label: t("ui.menu.source"), icon: "code", href: sourceAddress },
    { label: t("ui.menu.sign_out"), icon: "out", run: () => signOut() },
  ];
}
