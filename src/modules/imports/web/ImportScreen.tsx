import "./imports.css";
import { useWords } from "#ui/words.tsx";
import { ImportPanel } from "./ImportPanel.tsx";

export default function ImportScreen() {
  const { t } = useWords();
  return (
    <main className="main imports" id="main" tabIndex={-1}>
      <h1>{t("imports.import.title")}</h1>
      <ImportPanel />
    </main>
  );
}
