import { useState } from "react";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { changeMyLanguageRoute, changePasswordRoute, endSessionRoute, sessionsRoute } from "../api.ts";
import { Settings } from "./Settings.tsx";

export default function AccountSettings() {
  return (
    <Settings>
      <Language />
      <Password />
      <Sessions />
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

const blank = { current: "", next: "" };

function Password() {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState(blank);
  const write = useWrite(changePasswordRoute, {
    touches: ["sessions"],
    onDone: () => {
      setTyped(blank);
      toast.done(t("people.account.password_changed"));
    },
    onRefused: (error) =>
      faultAt(words, error, "/current") !== undefined || faultAt(words, error, "/next") !== undefined,
  });
  return (
    <Card title={t("people.field.password")}>
      <form
        className="card-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void write.send({ body: typed });
        }}
      >
        <div className="two">
          <TextInput
            label={t("people.field.current_password")}
            type="password"
            autoComplete="current-password"
            value={typed.current}
            onChange={(current) => setTyped({ ...typed, current })}
            error={faultAt(words, write.refusal, "/current")}
          />
          <TextInput
            label={t("people.field.new_password")}
            hint={t("people.field.password_hint")}
            type="password"
            autoComplete="new-password"
            value={typed.next}
            onChange={(next) => setTyped({ ...typed, next })}
            error={faultAt(words, write.refusal, "/next")}
          />
        </div>
        <div className="acts">
          <Button
            type="submit"
            disabled={!write.mayWrite || write.sending || typed.current === "" || typed.next === ""}
          >
            {t("people.account.change_password")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Sessions() {
  const { t, formatMoment } = useWords();
  const { data, error, again } = useRead(sessionsRoute, {}, { topics: ["sessions"] });
  const { send, mayWrite } = useWrite(endSessionRoute, {
    touches: ["sessions"],
    onDone: () => void toast.done(t("people.account.session_ended")),
  });
  return (
    <Card title={t("people.account.sessions")}>
      {error && <Problem error={error} onAgain={again} />}
      <ul>
        {(data ?? []).map((session) => (
          <li key={session.id} className="li">
            <span className="grow cut">
              <strong>{browserName(session.browser) ?? t("people.account.unknown_browser")}</strong>{" "}
              <span className="s ink2">
                {[session.address, formatMoment(session.seenAt)].filter(Boolean).join(" · ")}
              </span>
            </span>
            {session.current ? (
              <Chip meaning="accent">{t("people.account.this_one")}</Chip>
            ) : (
              <Button small disabled={!mayWrite} onClick={() => void send({ params: { id: session.id } })}>
                {t("people.account.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const browsers = [/Edg\/(\d+)/, /Firefox\/(\d+)/, /Chrome\/(\d+)/, /Version\/(\d+).*Safari/];
const browserNames = ["Edge", "Firefox", "Chrome", "Safari"];

function browserName(agent: string | null): string | null {
  const at = browsers.findIndex((one) => agent && one.test(agent));
  return at < 0 ? null : `${browserNames[at]} ${browsers[at]!.exec(agent!)![1]}`;
}
