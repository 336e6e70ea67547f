import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { sees } from "#ui/frame/rail.ts";
import { rolesOf, useSession } from "#ui/session.ts";
import { type Screen, type SettingsItem, settingsGroups } from "#ui/webModule.ts";
import { useWords } from "#ui/words.tsx";
import "./door.css";

/** The pages of the settings that every module registers, each for those who may open it. */
export function Settings({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const { screens } = useFrame();
  const roles = rolesOf(useSession());
  const pages = screens.filter((screen) => sees(screen, roles)).flatMap(pageOf);
  return (
    <main className="main" id="main" tabIndex={-1}>
      <h1>{t("people.settings.title")}</h1>
      <div className="settings-page">
        <nav className="settings-nav" aria-label={t("people.settings.title")}>
          {settingsGroups.map((group) => {
            const inGroup = pages.filter((page) => page.group === group).sort((a, b) => a.order - b.order);
            return (
              inGroup.length > 0 && (
                <div key={group} className="settings-group">
                  <h2>{t(`people.settings.group.${group}`)}</h2>
                  {inGroup.map(({ path, label }) => (
                    <NavLink key={path} to={path} end className={({ isActive }) => (isActive ? "on" : "")}>
                      {t(label)}
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

function pageOf({ path, settings }: Screen): (SettingsItem & { path: string })[] {
  return settings ? [{ ...settings, path }] : [];
}
