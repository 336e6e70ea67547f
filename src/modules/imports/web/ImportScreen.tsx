import "./imports.css";
import { Link } from "#ui/Link.tsx";
import { useWords } from "#ui/words.tsx";
import { ImportPanel } from "./ImportPanel.tsx";

export default function ImportScreen() {
  const { t } = useWords();
  return (
    <main className="main imports" id="main" tabIndex={-1}>
      <nav className="xs ink3" aria-label={t("imports.crumbs")}>
        <Link to="/settings">{t("people.settings.title")}</Link> › {t("imports.import.title")}
      </nav>
      <h1>{t("imports.import.title")}</h1>
      <ImportPanel />
    </main>
  );
}
