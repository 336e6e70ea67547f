import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";
import { CopyButton } from "./CopyButton.tsx";

/** Shown this once: the way in for the day the phone is gone. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useWords();
  return (
    <div className="setup-form">
      <p className="s">{t("people.recovery.lead")}</p>
      <ul className="codes" aria-label={t("people.recovery.title")}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="acts">
        <CopyButton text={codes.join("\n")} />
        <Button primary onClick={onDone}>
          {t("people.recovery.kept")}
        </Button>
      </div>
    </div>
  );
}
