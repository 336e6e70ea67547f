import { useState } from "react";
import { useParams } from "react-router";
import { TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt, sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { acceptInvitationRoute, invitationRoute } from "../api.ts";
import { Door, DoorForm } from "./Door.tsx";
import { useEnter } from "./SignIn.tsx";

export default function Invitation() {
  const words = useWords();
  const { t } = words;
  const { token = "" } = useParams();
  const [password, setPassword] = useState("");
  const enter = useEnter("/");
  const { data, error } = useRead(invitationRoute, { params: { token } });
  const write = useWrite(acceptInvitationRoute, { onDone: enter, onRefused: () => true });
  const fault = faultAt(words, write.refusal, "/password");
  if (error) return <Door title={t("people.link.over")} lead={sentenceOf(words, error)} />;
  if (!data) return <Door title={t("people.link.entering")} />;
  return (
    <Door
      title={t("people.invitation.title", { workspace: data.workspace })}
      lead={t("people.invitation.lead", { name: data.name })}
    >
      <DoorForm
        verb={t("people.invitation.verb")}
        sending={write.sending}
        error={write.refusal && !fault ? sentenceOf(words, write.refusal) : undefined}
        onSend={() => void write.send({ params: { token }, body: { password } })}
      >
        <TextInput
          label={t("people.field.email")}
          type="email"
          value={data.email}
          onChange={() => undefined}
          readOnly
          autoComplete="username"
        />
        <TextInput
          label={t("people.field.new_password")}
          hint={t("people.field.password_hint")}
          type="password"
          autoComplete="new-password"
          required
          value={password}
          onChange={setPassword}
          error={fault}
        />
      </DoorForm>
    </Door>
  );
}
