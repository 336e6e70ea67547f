import { useState } from "react";
import type { Instant } from "#lib/time.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { newRecoveryCodesRoute, removeAuthenticatorRoute } from "../signInApi.ts";
import { AuthenticatorSetup, PasswordAgain, SetupForm, sayFault } from "./AuthenticatorSetup.tsx";
import { CodeInput } from "./CodeInput.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

type Props = {
  authenticator: { since: Instant; recoveryCodesLeft: number } | null;
  hasPassword: boolean;
  mustShowTwo: boolean;
};
type Opened = "setup" | "renew" | "remove";

/** The second step of a sign-in by password. */
export function AuthenticatorCard({ authenticator, hasPassword, mustShowTwo }: Props) {
  const { t, formatMoment } = useWords();
  const [open, setOpen] = useState<Opened | null>(null);
  const close = () => setOpen(null);
  return (
    <Card
      title={t("people.authenticator.title")}
      more={
        authenticator ? (
          <Chip meaning="won" icon="check">
            {t("people.authenticator.on")}
          </Chip>
        ) : (
          <Chip>{t("people.authenticator.off")}</Chip>
        )
      }
    >
      <div className="card-body">
        <p className="s ink2">
          {authenticator
            ? t("people.authenticator.on_lead", {
                since: formatMoment(authenticator.since),
                count: authenticator.recoveryCodesLeft,
              })
            : t(mustShowTwo ? "people.authenticator.asked_lead" : "people.authenticator.off_lead")}
        </p>
        <div className="acts">
          {authenticator ? (
            <>
              <Button onClick={() => setOpen("remove")}>{t("people.authenticator.remove")}</Button>
              <Button onClick={() => setOpen("renew")}>{t("people.recovery.renew")}</Button>
            </>
          ) : (
            <Button primary onClick={() => setOpen("setup")}>
              {t("people.authenticator.set_up")}
            </Button>
          )}
        </div>
      </div>
      {open === "setup" && (
        <Dialog title={t("people.authenticator.set_up_title")} onClose={close}>
          <AuthenticatorSetup hasPassword={hasPassword} onDone={close} />
        </Dialog>
      )}
      {open === "renew" && <Renew onClose={close} />}
      {open === "remove" && <Remove hasPassword={hasPassword} onClose={close} />}
    </Card>
  );
}

function Renew({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<readonly string[]>();
  const write = useWrite(newRecoveryCodesRoute, {
    touches: ["security"],
    onDone: ({ recoveryCodes }) => setCodes(recoveryCodes),
    onRefused: () => true,
  });
  return (
    <Dialog title={t("people.recovery.renew")} onClose={onClose}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : (
        <SetupForm onSend={() => void write.send({ body: { code } })}>
          <p className="s ink2">{t("people.recovery.renew_lead")}</p>
          <CodeInput
            value={code}
            onChange={setCode}
            error={write.refusal ? sayFault(words, write.refusal, "/code") : undefined}
          />
          <Button primary type="submit" disabled={write.sending || code.length < 6}>
            {t("people.recovery.renew")}
          </Button>
        </SetupForm>
      )}
    </Dialog>
  );
}

/** By the password; by a code where there is none. */
function Remove({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [code, setCode] = useState("");
  const write = useWrite(removeAuthenticatorRoute, {
    touches: ["security", "sessions", "session"],
    onDone: () => {
      toast.done(t("people.authenticator.removed"));
      onClose();
    },
    onRefused: () => true,
  });
  return (
    <Dialog title={t("people.authenticator.remove")} onClose={onClose}>
      {hasPassword ? (
        <PasswordAgain
          hasPassword
          sending={write.sending}
          refusal={write.refusal}
          onSend={(password) => void write.send({ body: { password } })}
          verb={t("people.authenticator.remove")}
        >
          <p className="s ink2">{t("people.authenticator.remove_lead")}</p>
        </PasswordAgain>
      ) : (
        <SetupForm onSend={() => void write.send({ body: { code } })}>
          <p className="s ink2">{t("people.authenticator.remove_lead")}</p>
          <CodeInput
            value={code}
            onChange={setCode}
            error={write.refusal ? sayFault(words, write.refusal, "/code") : undefined}
          />
          <Button primary type="submit" disabled={write.sending || code.length < 6}>
            {t("people.authenticator.remove")}
          </Button>
        </SetupForm>
      )}
    </Dialog>
  );
}
