import { useMemo } from "react";
import { useNavigate } from "react-router";
import type { Hit } from "#ui/frame/commands.ts";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { sees } from "#ui/frame/rail.ts";
import { rolesOf, useSession } from "#ui/session.ts";
import { themes, useTheme } from "#ui/theme/theme.ts";
import { useSignOut } from "#ui/useSignOut.ts";
import { useWords } from "#ui/words.tsx";

/** What the palette knows without asking the server: the places of the rail, what can be created, and every module's verbs. */
export function useOwnHits(): { places: Hit[]; actions: Hit[] } {
  const { t } = useWords();
  const navigate = useNavigate();
  const session = useSession();
  const { modules, screens } = useFrame();
  const signOut = useSignOut();
  const [, setTheme] = useTheme();
  return useMemo(() => {
    const roles = rolesOf(session);
    const places = screens
      .filter((screen) => sees(screen, roles))
      .sort((a, b) => (a.rail?.order ?? 0) - (b.rail?.order ?? 0))
      .flatMap(({ path, rail }): Hit[] =>
        rail
          ? [
              {
                id: `go ${path}`,
                label: t(rail.label),
                mark: { icon: rail.icon },
                act: { to: path },
                ...(rail.key ? { keys: `g ${rail.key}` } : {}),
              },
            ]
          : [],
      );
    const creations = modules
      .flatMap(({ creates }) => creates ?? [])
      .filter((one) => sees(one, roles))
      .map(
        ({ label, icon, to, key }): Hit => ({
          id: `new ${to}`,
          label: t(label),
          mark: { icon },
          act: { to },
          ...(key ? { keys: `c ${key}` } : {}),
        }),
      );
    const verbs = modules
      .flatMap(({ actions }) => actions ?? [])
      .filter((one) => sees(one, roles))
      .map(
        ({ label, icon, keys, run }): Hit => ({
          id: `do ${label}`,
          label: t(label),
          mark: { icon },
          act: { run: () => run({ navigate, session }) },
          ...(keys ? { keys } : {}),
        }),
      );
    const looks = themes.map(
      (one): Hit => ({
        id: `theme ${one}`,
        label: `${t("ui.menu.theme")}: ${t(`ui.menu.theme_${one}`)}`,
        mark: { icon: one === "dark" ? "moon" : "sun" },
        act: { run: () => setTheme(one) },
      }),
    );
    const out: Hit = {
      id: "sign out",
      label: t("ui.menu.sign_out"),
      mark: { icon: "out" },
      act: { run: () => signOut() },
    };
    return { places, actions: [...creations, ...verbs, ...looks, out] };
  }, [t, navigate, session, modules, screens, setTheme, signOut]);
}
