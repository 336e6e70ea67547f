import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import {
  changePasswordRoute,
  endSessionRoute,
  securityRoute,
  sessionsRoute,
  unlinkIdentityRoute,
} from "../signInApi.ts";
import { AuthenticatorCard } from "./AuthenticatorCard.tsx";
import { deviceName } from "./deviceName.ts";
import { PasskeysCard } from "./PasskeysCard.tsx";
import { Settings } from "./Settings.tsx";

/** How I sign in, and where I am signed in. */
export default function SecuritySettings() {
  const { data, error, again } = useRead(securityRoute, {}, { topics: ["security"] });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && (
        <>
          <AuthenticatorCard
            authenticator={data.authenticator}
            hasPassword={data.hasPassword}
            mustShowTwo={data.mustShowTwo}
          />
          <PasskeysCard passkeys={data.passkeys} hasPassword={data.hasPassword} />
          {data.linked && <Linked />}
          <Password hasPassword={data.hasPassword} />
        </>
      )}
      <Sessions />
    </Settings>
  );
}

function Linked() {
  const { t } = useWords();
  const { send, mayWrite } = useWrite(unlinkIdentityRoute, {
    touches: ["security"],
    onDone: () => void toast.done(t("people.identity.unlinked")),
  });
  return (
    <Card title={t("people.identity.title")}>
      <div className="card-body row">
        <span className="grow s ink2">{t("people.identity.linked")}</span>
        <Button small disabled={!mayWrite} onClick={() => void send({})}>
          {t("people.identity.unlink")}
        </Button>
      </div>
    </Card>
  );
}

const blank = { current: "", next: "" };

function Password({ hasPassword }: { hasPassword: boolean }) {
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
  if (!hasPassword)
    return (
      <Card title={t("people.field.password")}>
        <p className="card-body s ink2">{t("people.account.no_password")}</p>
      </Card>
    );
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
            <span className="grow">
              <strong>{deviceName(session.browser) ?? t("people.account.unknown_browser")}</strong>
              <span className="block s ink2">
                {[t(`people.proof.${session.proof}`), formatMoment(session.startedAt), session.address]
                  .filter(Boolean)
                  .join(" · ")}
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
