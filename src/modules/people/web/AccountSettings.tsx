import { useFrame } from "#ui/frame/FrameContext.ts";
import { Card } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { changeMyLanguageRoute } from "../api.ts";
import { Settings } from "./Settings.tsx";

export default function AccountSettings() {
  return (
    <Settings>
      <Language />
    </Settings>
  );
}

function Language() {
  const { t, locale } = useWords();
  const { languages, chooseLanguage } = useFrame();
  const { user } = useSession();
  const { send, mayWrite } = useWrite(changeMyLanguageRoute, { touches: ["session"] });
  const choose = (next: string) => {
    chooseLanguage(next);
    if (next === "en" || next === "ja") void send({ body: { locale: next } });
  };
  return (
    <Card title={t("people.account.me", { email: user.email })}>
      <div className="card-body two">
        <Select
          label={t("people.field.language")}
          value={locale}
          onChange={choose}
          disabled={!mayWrite}
          choices={languages.map((one) => ({ value: one.locale, label: one.name }))}
        />
      </div>
    </Card>
  );
}
