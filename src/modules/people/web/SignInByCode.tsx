import { useState } from "react";
import { useSearchParams } from "react-router";
import { Link } from "#ui/Link.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { signInByCodeRoute } from "../signInApi.ts";
import { CodeInput } from "./CodeInput.tsx";
import { Door, DoorForm } from "./Door.tsx";
import { pathOf, useStep } from "./SignIn.tsx";

/** The second step: the code of the app, or one of the recovery codes. */
export default function SignInByCode() {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const [code, setCode] = useState("");
  const [isRecovery, setRecovery] = useState(false);
  const step = useStep(pathOf(search.get("to")));
  const write = useWrite(signInByCodeRoute, {
    onDone: ({ next }) => step(next),
    onRefused: () => {
      setCode("");
      return true;
    },
  });
  const send = (typed: string) => void write.send({ body: { code: typed } });
  return (
    <Door title={t("people.code.title")} lead={t(isRecovery ? "people.code.recovery_lead" : "people.code.lead")}>
      <DoorForm
        verb={t("people.code.verb")}
        sending={write.sending || code.trim().length < 6}
        error={write.refusal && code === "" ? sentenceOf(words, write.refusal) : undefined}
        onSend={() => send(code)}
      >
        {isRecovery ? (
          <TextInput
            key="recovery"
            label={t("people.code.recovery")}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            value={code}
            onChange={setCode}
          />
        ) : (
          <CodeInput value={code} onChange={setCode} onWhole={send} />
        )}
      </DoorForm>
      <button
        type="button"
        className="linkish t-accent s"
        onClick={() => {
          setCode("");
          setRecovery(!isRecovery);
        }}
      >
        {t(isRecovery ? "people.code.use_app" : "people.code.use_recovery")}
      </button>
      <Link to="/sign-in" className="t-accent s">
        {t("people.code.back")}
      </Link>
    </Door>
  );
}
