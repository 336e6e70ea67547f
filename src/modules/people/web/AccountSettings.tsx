import { useFrame } from "#ui/frame/FrameContext.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { changeMyLanguageRoute, sessionRoute } from "../api.ts";
import type { Person } from "../person.ts";
import { Settings } from "./Settings.tsx";
import { useHeld } from "./useHeld.ts";

export default function AccountSettings() {
  return (
    <Settings>
      <Language />
      <HeldOfMe />
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

/** Everybody may see what is held of them, without asking anybody for it. */
function HeldOfMe() {
  const { data } = useRead(sessionRoute, {}, { when: false });
  return data ? <Held person={data.person} /> : null;
}

function Held({ person }: { person: Pick<Person, "id" | "name"> }) {
  const { t } = useWords();
  const handleDownload = useHeld(person);
  return (
    <Card title={t("people.held.mine")}>
      <div className="card-body form">
        <p className="s ink2">{t("people.held.mine_text")}</p>
        <div>
          <Button onClick={() => void handleDownload()}>{t("people.held.download")}</Button>
        </div>
      </div>
    </Card>
  );
}
