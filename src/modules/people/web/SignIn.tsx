import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import {
  askForPasskeyRoute,
  beginIdentityRoute,
  signInByPasskeyRoute,
  signInRoute,
  waysInRoute,
} from "../signInApi.ts";
import { Door, DoorForm } from "./Door.tsx";
import { knowsPasskeys, signWithPasskey } from "./passkey.ts";

/** Back to where one wanted to go, and never to another site. */
export function pathOf(to: string | null): string {
  return to?.startsWith("/") && !/^\/[/\\]/.test(to) ? to : "/";
}

export default function SignIn() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const { data: ways } = useRead(waysInRoute, {});
  const to = pathOf(search.get("to"));
  // Until it is known what else there is, the form that most people want stands there and nothing jumps above it.
  const passwords = ways?.passwords ?? true;
  return (
    <Door title={t("people.sign_in.title")}>
      {passwords && <PasswordForm to={to} />}
      {ways && (
        <div className="door-ways">
          {passwords && <p className="door-or">{t("people.sign_in.or")}</p>}
          {ways.identity && <ByIdentity label={ways.identity} to={to} primary={!passwords} />}
          {knowsPasskeys() && <ByPasskey to={to} />}
        </div>
      )}
      {passwords && (
        <Link to="/forgot-password" className="t-accent s">
          {t("people.sign_in.forgot")}
        </Link>
      )}
    </Door>
  );
}

function PasswordForm({ to }: { to: string }) {
  const words = useWords();
  const { t } = words;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const step = useStep(to);
  const write = useWrite(signInRoute, { onDone: ({ next }) => step(next), onRefused: () => true });
  return (
    <DoorForm
      verb={t("people.sign_in.verb")}
      sending={write.sending}
      error={write.refusal ? sentenceOf(words, write.refusal) : undefined}
      onSend={() => void write.send({ body: { email, password } })}
    >
      <TextInput
        label={t("people.field.email")}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
      <TextInput
        label={t("people.field.password")}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
    </DoorForm>
  );
}

function ByIdentity({ label, to, primary }: { label: string; to: string; primary: boolean }) {
  const words = useWords();
  const { send, sending, refusal } = useWrite(beginIdentityRoute, {
    onDone: ({ address }) => location.assign(address),
    onRefused: () => true,
  });
  return (
    <div className="door-way">
      <Button primary={primary} disabled={sending} onClick={() => void send({ body: { to } })}>
        {words.t("people.sign_in.continue_with", { label })}
      </Button>
      <WayProblem error={refusal} />
    </div>
  );
}

function ByPasskey({ to }: { to: string }) {
  const { t } = useWords();
  const step = useStep(to);
  const challenge = useWrite(askForPasskeyRoute, { onRefused: () => true });
  const prove = useWrite(signInByPasskeyRoute, { onDone: ({ next }) => step(next), onRefused: () => true });
  const signIn = async () => {
    const options = await challenge.send({});
    const credential = options && (await signWithPasskey(options));
    if (credential) await prove.send({ body: { credential } });
  };
  return (
    <div className="door-way">
      <Button icon="key" disabled={challenge.sending || prove.sending} onClick={() => void signIn()}>
        {t("people.sign_in.by_passkey")}
      </Button>
      <WayProblem error={prove.refusal ?? challenge.refusal} />
    </div>
  );
}

function WayProblem({ error }: { error: Error | null }) {
  const words = useWords();
  return <div aria-live="polite">{error && <p className="note err">{sentenceOf(words, error)}</p>}</div>;
}

/** Into the app, or on to the code. */
export function useStep(to: string): (next: "in" | "code") => void {
  const enter = useEnter(to);
  const navigate = useNavigate();
  return (next) => (next === "in" ? enter() : navigate(`/sign-in/code?to=${encodeURIComponent(to)}`));
}

export function useEnter(to: string): () => void {
  const enter = useEnterAt();
  return () => enter(to);
}

/** Forgets what was read as a stranger, then opens the page. */
export function useEnterAt(): (to: string) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (to) => {
    client.clear();
    navigate(to, { replace: true });
  };
}
