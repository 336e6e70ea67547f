import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt, sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { confirmAuthenticatorRoute, startAuthenticatorRoute } from "../signInApi.ts";
import { CodeInput } from "./CodeInput.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

type Props = {
  /** The login has a password, which is asked again. */
  hasPassword: boolean;
  onDone: () => void;
};

/** An authenticator app in three steps: the password again, the picture and the first code, the recovery codes. */
export function AuthenticatorSetup({ hasPassword, onDone }: Props) {
  const start = useWrite(startAuthenticatorRoute, { onRefused: () => true });
  const [shown, setShown] = useState<Shown>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (shown) return <FirstCode shown={shown} onConfirmed={setCodes} />;
  const begin = async (password: string | undefined) => setShown(await start.send({ body: { password } }));
  return <PasswordAgain hasPassword={hasPassword} sending={start.sending} refusal={start.refusal} onSend={begin} />;
}

type Shown = { secret: string; picture: { size: number; path: string } };

function FirstCode({ shown, onConfirmed }: { shown: Shown; onConfirmed: (codes: readonly string[]) => void }) {
  const words = useWords();
  const { t } = words;
  const [code, setCode] = useState("");
  const write = useWrite(confirmAuthenticatorRoute, {
    touches: ["security", "sessions"],
    onDone: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    onRefused: () => {
      setCode("");
      return true;
    },
  });
  const send = (typed: string) => void write.send({ body: { code: typed } });
  return (
    <SetupForm onSend={() => send(code)}>
      <p className="s ink2">{t("people.authenticator.scan")}</p>
      <QrCode {...shown.picture} />
      <p className="secret">
        <span className="xs ink2">{t("people.authenticator.by_hand")}</span>
        <code>{shown.secret.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <CodeInput
        value={code}
        onChange={setCode}
        onWhole={send}
        error={write.refusal && code === "" ? sayFault(words, write.refusal, "/code") : undefined}
      />
      <Button primary type="submit" disabled={write.sending || code.length < 6}>
        {t("people.authenticator.confirm")}
      </Button>
    </SetupForm>
  );
}

/** Dark on light in both themes: apps read nothing else reliably. */
function QrCode({ size, path }: { size: number; path: string }) {
  const { t } = useWords();
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("people.authenticator.picture")}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

type AgainProps = {
  hasPassword: boolean;
  sending: boolean;
  refusal: Error | null;
  onSend: (password: string | undefined) => void;
  children?: ReactNode;
  verb?: string;
};

/** The password once more, where there is one, before something lasting is made. */
export function PasswordAgain({ hasPassword, sending, refusal, onSend, children, verb }: AgainProps) {
  const words = useWords();
  const { t } = words;
  const [password, setPassword] = useState("");
  return (
    <SetupForm onSend={() => onSend(hasPassword ? password : undefined)}>
      {children}
      {hasPassword && (
        <TextInput
          label={t("people.field.current_password")}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
          error={refusal ? sayFault(words, refusal, "/password") : undefined}
        />
      )}
      {!hasPassword && refusal && <p className="note err">{sentenceOf(words, refusal)}</p>}
      <Button primary type="submit" disabled={sending || (hasPassword && password === "")}>
        {verb ?? t("people.authenticator.next")}
      </Button>
    </SetupForm>
  );
}

export function SetupForm({ onSend, children }: { onSend: () => void; children: ReactNode }) {
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="setup-form" onSubmit={handleSubmit} noValidate>
      {children}
    </form>
  );
}

/** What is wrong with the one field there is, or with all of it. */
export function sayFault(words: Parameters<typeof faultAt>[0], error: Error, pointer: string): string {
  return faultAt(words, error, pointer) ?? sentenceOf(words, error);
}
