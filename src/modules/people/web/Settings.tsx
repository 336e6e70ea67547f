import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { rolesOf, useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import "./door.css";

const pages = [
  { to: "/settings", label: "people.settings.account", admin: false },
  { to: "/settings/people", label: "people.settings.people", admin: true },
  { to: "/settings/workspace", label: "people.settings.workspace", admin: true },
  { to: "/settings/pipeline", label: "people.settings.pipeline", admin: true },
  { to: "/settings/days", label: "people.settings.days", admin: true },
  { to: "/settings/mails", label: "people.settings.mails", admin: true },
  { to: "/import", label: "people.settings.import", admin: true },
] as const;

/** The pages of the settings, with what an admin may open only for an admin. */
export function Settings({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const isAdmin = rolesOf(useSession()).includes("admin");
  return (
    <main className="main" id="main" tabIndex={-1}>
      <h1>{t("people.settings.title")}</h1>
      <nav className="settings-nav" aria-label={t("people.settings.title")}>
        {pages
          .filter((page) => isAdmin || !page.admin)
          .map((page) => (
            <NavLink key={page.to} to={page.to} end className={({ isActive }) => `btn sm ${isActive ? "on" : "quiet"}`}>
              {t(page.label)}
            </NavLink>
          ))}
      </nav>
      <div className="settings">{children}</div>
    </main>
  );
}
