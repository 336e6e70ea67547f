import { type ReactNode, useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { placeMark } from "#ui/frame/placeMark.ts";
import { sees } from "#ui/frame/rail.ts";
import { rolesOf, useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { type Screen, type SettingsItem, settingsGroups } from "#ui/webModule.ts";
import { useWords } from "#ui/words.tsx";
import "./door.css";

/** The pages of the settings that every module registers, each for those who may open it. */
export function Settings({ children }: { children: ReactNode }) {
  const { t, locale } = useWords();
  const { screens } = useFrame();
  const roles = rolesOf(useSession());
  const pages = screens.filter((screen) => sees(screen, roles)).flatMap(pageOf);
  const nav = useCurrentInSight(locale);
  return (
    <main className="main settings-main" id="main" tabIndex={-1}>
      <h1>{t("people.settings.title")}</h1>
      <div className="settings-page">
        <nav ref={nav} className="settings-nav" aria-label={t("people.settings.title")}>
          {settingsGroups.map((group) => {
            const inGroup = pages.filter((page) => page.group === group).sort((a, b) => a.order - b.order);
            return (
              inGroup.length > 0 && (
                <div key={group} className="settings-group">
                  <h2>{t(`people.settings.group.${group}`)}</h2>
                  {inGroup.map(({ path, label, isEntry }) => (
                    <NavLink key={path} to={path} end className={({ isActive }) => (isActive ? "on" : "")}>
                      {t(label)}
                      {!isEntry && <Slot of={placeMark} given={{ path }} />}
                    </NavLink>
                  ))}
                </div>
              )
            );
          })}
        </nav>
        <div className="settings">{children}</div>
      </div>
    </main>
  );
}

/** Narrow, the navigation is one line that scrolls: the page one is on stands in its middle. */
function useCurrentInSight(locale: string) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words of another language are of another width
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>(`a[href="${pathname}"]`);
    if (nav.current && current)
      nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.clientWidth) / 2;
  }, [pathname, locale]);
  return nav;
}

type Page = SettingsItem & {
  path: string /** The rail opens this one: its mark there stands for all pages. */;
  isEntry: boolean;
};

function pageOf({ path, settings, rail }: Screen): Page[] {
  return settings ? [{ ...settings, path, isEntry: rail !== undefined }] : [];
}
