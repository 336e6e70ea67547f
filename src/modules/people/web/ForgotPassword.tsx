import { useState } from "react";
import { Link } from "#ui/Link.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt, sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { requestResetRoute } from "../signInApi.ts";
import { Door, DoorForm } from "./Door.tsx";

export default function ForgotPassword() {
  const words = useWords();
  const { t } = words;
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const write = useWrite(requestResetRoute, { onDone: () => setSentTo(email), onRefused: () => true });
  const fault = faultAt(words, write.refusal, "/email");
  if (sentTo) return <Door title={t("people.reset.sent")} lead={t("people.reset.sent_lead", { email: sentTo })} />;
  return (
    <Door title={t("people.reset.title")} lead={t("people.reset.lead")}>
      <DoorForm
        verb={t("people.reset.ask")}
        sending={write.sending}
        error={write.refusal && !fault ? sentenceOf(words, write.refusal) : undefined}
        onSend={() => void write.send({ body: { email } })}
      >
        <TextInput
          label={t("people.field.email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
          error={fault}
        />
      </DoorForm>
      <Link to="/sign-in" className="t-accent s">
        {t("people.sign_in.title")}
      </Link>
    </Door>
  );
}
